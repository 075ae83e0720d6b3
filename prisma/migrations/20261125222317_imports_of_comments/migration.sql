-- An export of WordPress holds articles as well: a kind says what is taken from the file.
ALTER TYPE "import_kind" RENAME VALUE 'disqus' TO 'disqus_comments';
ALTER TYPE "import_kind" RENAME VALUE 'wxr' TO 'wxr_comments';

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "failure" TEXT;

-- Checks that the schema language cannot say

-- A file is kept while it is needed, and no longer: it names people.
ALTER TABLE "import" ADD CONSTRAINT "import_file_until_the_end"
  CHECK (("file" IS NOT NULL) = ("finished_at" IS NULL));
ALTER TABLE "import" ADD CONSTRAINT "import_finished"
  CHECK (("finished_at" IS NOT NULL) = ("status" IN ('done', 'failed')));
ALTER TABLE "import" ADD CONSTRAINT "import_failure" CHECK (("failure" IS NOT NULL) = ("status" = 'failed'));
ALTER TABLE "import" ADD CONSTRAINT "import_progress"
  CHECK ("done" >= 0 AND "imported" >= 0 AND "skipped" >= 0 AND "imported" + "skipped" = "done"
    AND ("total" IS NULL OR "done" <= "total"));
