-- What a speaker said in a span of time is found along the index alone: most of what somebody said lies outside of it.

-- DropIndex
DROP INDEX "edition_quote_speaker_id_published_at_quote_id_idx";

-- CreateIndex
CREATE INDEX "edition_quote_speaker_published" ON "edition_quote"("speaker_id", "published_at" DESC, "quote_id" DESC, "edition_id", "said_at_min", "said_at_max");

DROP INDEX "edition_quote_speaker_said";
CREATE INDEX "edition_quote_speaker_said" ON "edition_quote"
  ("speaker_id", coalesce("said_at_min", "said_at_max", "published_at") DESC, "quote_id" DESC)
  INCLUDE ("edition_id", "said_at_min", "said_at_max", "published_at");

-- Sketches are compared among what one speaker said: pairs of words that every text has are in too many of them.

-- DropIndex
DROP INDEX "edition_quote_sketch_idx";
