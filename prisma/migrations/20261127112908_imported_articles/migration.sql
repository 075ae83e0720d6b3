-- Articles are imported as well, each one once.

ALTER TYPE "import_kind" ADD VALUE 'wxr_articles';
ALTER TYPE "import_kind" ADD VALUE 'ninjs_articles';
ALTER TYPE "import_kind" ADD VALUE 'text_articles';

ALTER TABLE "article" ADD COLUMN     "import_key" TEXT,
ADD COLUMN     "import_source" TEXT;

CREATE UNIQUE INDEX "article_import_source_import_key_key" ON "article"("import_source", "import_key");

ALTER TABLE "article" ADD CONSTRAINT "article_import" CHECK (("import_source" IS NULL) = ("import_key" IS NULL));
