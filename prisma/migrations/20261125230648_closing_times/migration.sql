-- CreateIndex
CREATE INDEX "article_comments_close_at_idx" ON "article"("comments_close_at");

-- The next instant at which anything begins or ends being visible, or stops taking comments: no answer may be cached
-- beyond it.
CREATE OR REPLACE VIEW "next_transition" AS
  SELECT least(
    (SELECT min("valid_from") FROM "edition" WHERE "valid_from" > now()),
    (SELECT min("valid_to") FROM "edition" WHERE "valid_to" > now()),
    (SELECT min("comments_close_at") FROM "article" WHERE "comments_close_at" > now())
  ) AS "at";
