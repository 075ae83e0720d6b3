-- An index has the articles of a tag or an author in the order of their publication.

-- DropIndex
DROP INDEX "edition_contributor_author_id_edition_id_idx";

-- DropIndex
DROP INDEX "edition_tag_tag_id_edition_id_idx";

-- AlterTable
ALTER TABLE "edition_contributor" ADD COLUMN     "article_id" UUID,
ADD COLUMN     "published_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "edition_tag" ADD COLUMN     "article_id" UUID,
ADD COLUMN     "published_at" TIMESTAMPTZ(3);

UPDATE "edition_contributor" j SET "article_id" = e."article_id", "published_at" = e."published_at"
  FROM "edition" e WHERE e."id" = j."edition_id";
UPDATE "edition_tag" j SET "article_id" = e."article_id", "published_at" = e."published_at"
  FROM "edition" e WHERE e."id" = j."edition_id";

ALTER TABLE "edition_contributor" ALTER COLUMN "article_id" SET NOT NULL, ALTER COLUMN "published_at" SET NOT NULL;
ALTER TABLE "edition_tag" ALTER COLUMN "article_id" SET NOT NULL, ALTER COLUMN "published_at" SET NOT NULL;

-- CreateIndex
CREATE INDEX "edition_contributor_author_id_published_at_article_id_idx" ON "edition_contributor"("author_id", "published_at" DESC, "article_id" DESC);

-- CreateIndex
CREATE INDEX "edition_tag_tag_id_published_at_article_id_idx" ON "edition_tag"("tag_id", "published_at" DESC, "article_id" DESC);

-- Whoever adds one need not know: neither changes as long as the edition stands.
CREATE FUNCTION "write_place_of_edition"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "article_id", "published_at" INTO NEW."article_id", NEW."published_at"
    FROM "edition" WHERE "id" = NEW."edition_id";
  RETURN NEW;
END $$;
CREATE TRIGGER "edition_tag_place" BEFORE INSERT ON "edition_tag"
  FOR EACH ROW EXECUTE FUNCTION "write_place_of_edition"();
CREATE TRIGGER "edition_contributor_place" BEFORE INSERT ON "edition_contributor"
  FOR EACH ROW EXECUTE FUNCTION "write_place_of_edition"();
