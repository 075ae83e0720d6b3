-- AlterTable
ALTER TABLE "edition" ADD COLUMN     "search_configuration" TEXT NOT NULL DEFAULT 'simple',
ALTER COLUMN "search" SET DEFAULT ''::tsvector;

-- AlterTable
ALTER TABLE "edition_quote" ADD COLUMN     "search" tsvector NOT NULL DEFAULT ''::tsvector,
ADD COLUMN     "search_configuration" TEXT NOT NULL DEFAULT 'simple',
ADD COLUMN     "sketch" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
ADD COLUMN     "word_count" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "edition_search_configuration_idx" ON "edition"("search_configuration");

-- CreateIndex
CREATE INDEX "edition_quote_language_published_at_quote_id_idx" ON "edition_quote"("language", "published_at" DESC, "quote_id" DESC);

-- CreateIndex
CREATE INDEX "edition_quote_search_configuration_idx" ON "edition_quote"("search_configuration");

-- CreateIndex
CREATE INDEX "edition_quote_search_idx" ON "edition_quote" USING GIN ("search");

-- CreateIndex
CREATE INDEX "edition_quote_sketch_idx" ON "edition_quote" USING GIN ("sketch");

-- ─── What Prisma cannot say ──────────────────────────────────────────────────────────────────────

-- Words as they are compared, the same in every locale of the database: lower case, one form of each character,
-- without vowel marks, soft hyphens and punctuation; scripts that put no spaces between words one by one.
CREATE FUNCTION "search_plain"("words" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    normalize(
      regexp_replace(
        regexp_replace(
          translate(
            lower(normalize("words", NFKD) COLLATE "C"),
            'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄІЈЉЊЋЏҐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩÆØŒŁĐÐÞŊĦԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ',
            'абвгдежзиклмнопрстуфхцчшщъыьэюяђєіјљњћџґαβγδεζηθικλμνξοπρστυφχψωæøœłđðþŋħաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'
          ),
          '[\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]',
          '', 'g'
        ),
        '[!-/:-@\[-`{-~\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u1361-\u1368\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u30fb\ue000-\uf8ff\ufffd\U0001f000-\U0001faff]+',
        ' ', 'g'
      ),
      NFC
    ),
    '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff])',
    ' \1 ', 'g'
  )
$$;

-- The same without accents, for who types without them, and with one form for letters that are written two ways.
CREATE FUNCTION "search_folded"("plain" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(replace(
    translate(
      normalize(regexp_replace(normalize("plain", NFD), '([a-zα-ως]|е(?=\u0308))[\u0300-\u036f]+', '\1', 'g'), NFC),
      'øłđðħıςیک', 'olddhiσيك'
    ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
$$;

-- The configuration for a BCP 47 language: those that PostgreSQL 15 has a stemmer for, else none.
CREATE FUNCTION "search_configuration"("language" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE lower(split_part("language", '-', 1))
    WHEN 'ar' THEN 'arabic' WHEN 'ca' THEN 'catalan' WHEN 'da' THEN 'danish' WHEN 'de' THEN 'german'
    WHEN 'el' THEN 'greek' WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish' WHEN 'eu' THEN 'basque'
    WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french' WHEN 'ga' THEN 'irish' WHEN 'hi' THEN 'hindi'
    WHEN 'hu' THEN 'hungarian' WHEN 'hy' THEN 'armenian' WHEN 'id' THEN 'indonesian' WHEN 'it' THEN 'italian'
    WHEN 'lt' THEN 'lithuanian' WHEN 'nb' THEN 'norwegian' WHEN 'ne' THEN 'nepali' WHEN 'nl' THEN 'dutch'
    WHEN 'nn' THEN 'norwegian' WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian'
    WHEN 'ru' THEN 'russian' WHEN 'sr' THEN 'serbian' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil'
    WHEN 'tr' THEN 'turkish' WHEN 'yi' THEN 'yiddish' ELSE 'simple' END
$$;

-- Stems without and with accents, at their places; then every word as it is, for those who type its beginning.
CREATE FUNCTION "search_vector"("configuration" text, "words" text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  "plain" text := search_plain("words");
  "folded" text := search_folded("plain");
  "vector" tsvector := to_tsvector("configuration"::regconfig, "folded");
BEGIN
  IF "plain" <> "folded" THEN "vector" := "vector" || to_tsvector("configuration"::regconfig, "plain"); END IF;
  RETURN "vector" || strip(to_tsvector('simple'::regconfig, "folded"));
END
$$;

-- Words that stand side by side, or one that begins like this. Words that the language does not index are left out.
CREATE FUNCTION "search_phrase"("configuration" text, "words" text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  "plain" text := search_plain("words");
BEGIN
  RETURN phraseto_tsquery("configuration"::regconfig, search_folded("plain"))
      || phraseto_tsquery("configuration"::regconfig, "plain");
END
$$;
CREATE FUNCTION "search_prefix"("words" text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsquery('simple'::regconfig, string_agg('''' || "word" || ''':*', ' & '))
  FROM regexp_split_to_table(search_folded(search_plain("words")), '\s+') AS "word" WHERE "word" <> ''
$$;

-- PostgreSQL takes no vector above 1 MiB: of a text that has too many words the beginning is searched.
CREATE FUNCTION "search_beginning"("configuration" text, "words" text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  "kept" integer := 200000;
BEGIN
  LOOP
    BEGIN
      RETURN search_vector("configuration", left("words", "kept"));
    EXCEPTION WHEN program_limit_exceeded THEN
      "kept" := "kept" / 2;
    END;
  END LOOP;
END
$$;

-- Written when an edition is, and anew by UPDATE "edition" SET "search_configuration" = DEFAULT. The title weighs
-- most, then what stands under it, then the names of the tags as they were.
CREATE FUNCTION "write_edition_search"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "configuration" text := search_configuration(NEW."language");
  "tags" text := (
    SELECT coalesce(string_agg(t."name", ' . ' ORDER BY r."position"), '')
    FROM "revision_tag" r JOIN "tag" t ON t."id" = r."tag_id"
    WHERE r."article_id" = NEW."article_id" AND r."number" = NEW."revision");
BEGIN
  NEW."search_configuration" := "configuration";
  NEW."search" :=
    setweight(search_vector("configuration", NEW."title"), 'A')
    || setweight(search_vector("configuration", concat_ws(' . ', NEW."subtitle", NEW."summary")), 'B')
    || setweight(search_vector("configuration", "tags"), 'C')
    || search_beginning("configuration", NEW."text");
  RETURN NEW;
EXCEPTION WHEN program_limit_exceeded THEN
  NEW."search" := setweight(search_vector("configuration", NEW."title"), 'A')
    || search_vector("configuration", left(NEW."text", 50000));
  RETURN NEW;
END
$$;
CREATE TRIGGER "edition_search" BEFORE INSERT OR UPDATE OF "search_configuration" ON "edition"
  FOR EACH ROW EXECUTE FUNCTION "write_edition_search"();

-- Sixteen times the least number among the pairs of neighbouring words: two texts that share most pairs share one.
CREATE FUNCTION "quote_sketch"("words" text) RETURNS bigint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH "split" AS (
    SELECT regexp_split_to_array(btrim(search_folded(search_plain(left("words", 20000)))), '\s+') AS "word"
  ), "pair" AS (
    SELECT DISTINCT array_to_string("word"["at":"at" + 1], ' ') AS "words"
    FROM "split", generate_series(1, greatest(1, cardinality("word") - 1)) AS "at"
  ), "least" AS (
    SELECT "seed", min(hashtextextended("pair"."words", "seed")) AS "number"
    FROM "pair", generate_series(1::bigint, 16) AS "seed" GROUP BY "seed"
  )
  SELECT array_agg("number" ORDER BY "seed") FROM "least"
$$;

CREATE FUNCTION "write_quote_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."search_configuration" := search_configuration(NEW."language");
  NEW."search" := search_beginning(NEW."search_configuration", NEW."text");
  NEW."sketch" := quote_sketch(NEW."text");
  NEW."word_count" := cardinality(regexp_split_to_array(btrim(search_plain(NEW."text")), '\s+'));
  RETURN NEW;
END
$$;
CREATE TRIGGER "edition_quote_search" BEFORE INSERT OR UPDATE OF "search_configuration" ON "edition_quote"
  FOR EACH ROW EXECUTE FUNCTION "write_quote_search"();

-- A vague date lies somewhere in its interval; what nobody dated was said by the time it was published.
CREATE INDEX "edition_quote_said_range" ON "edition_quote"
  USING gist (tstzrange("said_at_min", "said_at_max", '[]'), "speaker_id") WHERE "said_at" IS NOT NULL;
CREATE INDEX "edition_quote_said" ON "edition_quote"
  (coalesce("said_at_min", "said_at_max", "published_at") DESC, "quote_id" DESC);
CREATE INDEX "edition_quote_speaker_said" ON "edition_quote"
  ("speaker_id", coalesce("said_at_min", "said_at_max", "published_at") DESC, "quote_id" DESC);

-- What is there is written as what comes will be.
UPDATE "edition" SET "search_configuration" = DEFAULT;
UPDATE "edition_quote" SET "search_configuration" = DEFAULT;

DROP VIEW "visible_edition";
CREATE VIEW "visible_edition" AS
  SELECT edition.*,
    CASE (SELECT "policy"->>'mode' FROM "comment_policy" ORDER BY "version" DESC LIMIT 1)
      WHEN 'closed' THEN 'closed'
      WHEN 'pre' THEN CASE article."comment_mode" WHEN 'post' THEN 'pre' ELSE article."comment_mode" END
      ELSE article."comment_mode"
    END AS "comment_mode",
    article."comments_close_at", article."translation_group_id"
  FROM "edition"
  JOIN "article" ON article."id" = edition."article_id"
  WHERE article."pub_status" = 'usable'
    AND article."deleted_at" IS NULL
    AND edition."valid_from" <= now()
    AND (edition."valid_to" IS NULL OR now() < edition."valid_to");
