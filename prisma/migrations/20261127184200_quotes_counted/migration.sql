-- How many public quotes a speaker has is kept, not counted when it is asked for.

-- CreateTable
CREATE TABLE "speaker_tally" (
    "speaker_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "speaker_tally_pkey" PRIMARY KEY ("speaker_id","id")
);

-- AddForeignKey
ALTER TABLE "speaker_tally" ADD CONSTRAINT "speaker_tally_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Counted are the quotes of editions whose beginning is in the log and whose end is not, while their article is usable.
-- What the clock has begun or ended since, and nobody has recorded yet, is for whoever reads to add.
CREATE FUNCTION "is_told"("begin_recorded_at" timestamptz, "end_recorded_at" timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT "begin_recorded_at" IS NOT NULL AND "end_recorded_at" IS NULL
$$;
CREATE FUNCTION "is_usable"("pub_status" "pub_status", "deleted_at" timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT "pub_status" = 'usable' AND "deleted_at" IS NULL
$$;

CREATE VIEW "told_edition" AS
  SELECT e."id" FROM "edition" e JOIN "article" a ON a."id" = e."article_id"
  WHERE is_told(e."begin_recorded_at", e."end_recorded_at") AND is_usable(a."pub_status", a."deleted_at");

CREATE FUNCTION "tally_quotes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "speaker_tally" ("speaker_id", "change")
  SELECT "speaker_id", CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END * count(*)
  FROM touched_rows t JOIN "told_edition" e ON e."id" = t."edition_id"
  WHERE "speaker_id" IS NOT NULL GROUP BY 1;
  RETURN NULL;
END $$;
CREATE TRIGGER "edition_quote_tallies_new" AFTER INSERT ON "edition_quote"
  REFERENCING NEW TABLE AS touched_rows FOR EACH STATEMENT EXECUTE FUNCTION "tally_quotes"();
CREATE TRIGGER "edition_quote_tallies_removed" AFTER DELETE ON "edition_quote"
  REFERENCING OLD TABLE AS touched_rows FOR EACH STATEMENT EXECUTE FUNCTION "tally_quotes"();

CREATE FUNCTION "tally_moved_quotes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "speaker_tally" ("speaker_id", "change")
  SELECT moved."speaker_id", sum(moved."change")
  FROM old_rows o JOIN new_rows n USING ("edition_id", "quote_id")
  JOIN "told_edition" e ON e."id" = n."edition_id"
  CROSS JOIN LATERAL (VALUES (o."speaker_id", -1), (n."speaker_id", 1)) moved ("speaker_id", "change")
  WHERE o."speaker_id" IS DISTINCT FROM n."speaker_id" AND moved."speaker_id" IS NOT NULL
  GROUP BY 1;
  RETURN NULL;
END $$;
CREATE TRIGGER "edition_quote_tallies_moved" AFTER UPDATE ON "edition_quote"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "tally_moved_quotes"();

-- Adds the quotes of editions, or takes them away. A merge that is under way is waited for, since it moves them.
CREATE FUNCTION "tally_editions"("editions" uuid[], "sign" int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "speaker" WHERE "id" IN (SELECT "speaker_id" FROM "edition_quote" WHERE "edition_id" = ANY("editions"))
  ORDER BY "id" FOR KEY SHARE;
  INSERT INTO "speaker_tally" ("speaker_id", "change")
  SELECT "speaker_id", "sign" * count(*) FROM "edition_quote"
  WHERE "edition_id" = ANY("editions") AND "speaker_id" IS NOT NULL GROUP BY 1;
END $$;

CREATE FUNCTION "tally_edition"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "article" a WHERE a."id" = OLD."article_id" AND is_usable(a."pub_status", a."deleted_at")) THEN
    PERFORM tally_editions(ARRAY[OLD."id"], CASE WHEN is_told(OLD."begin_recorded_at", OLD."end_recorded_at") THEN -1 ELSE 1 END);
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "edition_tallies" AFTER UPDATE OF "begin_recorded_at", "end_recorded_at" ON "edition"
  FOR EACH ROW WHEN (is_told(OLD."begin_recorded_at", OLD."end_recorded_at")
    <> is_told(NEW."begin_recorded_at", NEW."end_recorded_at"))
  EXECUTE FUNCTION "tally_edition"();
-- Before, since its quotes go with it, and find it gone.
CREATE TRIGGER "edition_tallies_removed" BEFORE DELETE ON "edition"
  FOR EACH ROW WHEN (is_told(OLD."begin_recorded_at", OLD."end_recorded_at"))
  EXECUTE FUNCTION "tally_edition"();

CREATE FUNCTION "tally_usable_article"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_editions(
    ARRAY(SELECT "id" FROM "edition" WHERE "article_id" = NEW."id" AND is_told("begin_recorded_at", "end_recorded_at")),
    CASE WHEN is_usable(NEW."pub_status", NEW."deleted_at") THEN 1 ELSE -1 END);
  RETURN NULL;
END $$;
CREATE TRIGGER "article_tallies" AFTER UPDATE OF "pub_status", "deleted_at" ON "article"
  FOR EACH ROW WHEN (is_usable(OLD."pub_status", OLD."deleted_at") <> is_usable(NEW."pub_status", NEW."deleted_at"))
  EXECUTE FUNCTION "tally_usable_article"();

INSERT INTO "speaker_tally" ("speaker_id", "change")
SELECT q."speaker_id", count(*) FROM "edition_quote" q JOIN "told_edition" e ON e."id" = q."edition_id"
WHERE q."speaker_id" IS NOT NULL GROUP BY 1;
