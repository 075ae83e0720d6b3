-- What was said in a span of time is found along one index alone, in either order: most of what there is lies outside.

-- DropIndex
DROP INDEX "edition_quote_published_at_quote_id_idx";

-- CreateIndex
CREATE INDEX "edition_quote_published" ON "edition_quote"("published_at" DESC, "quote_id" DESC, "edition_id", "said_at_min", "said_at_max");

DROP INDEX "edition_quote_said";
CREATE INDEX "edition_quote_said" ON "edition_quote"
  (coalesce("said_at_min", "said_at_max", "published_at") DESC, "quote_id" DESC)
  INCLUDE ("edition_id", "said_at_min", "said_at_max", "published_at");
