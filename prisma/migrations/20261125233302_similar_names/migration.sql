-- The library has to be there before its setting can be named by anybody but a superuser.
DO $$ BEGIN PERFORM similarity('a', 'b'); END $$;

-- Names that share half of their trigrams. The operator is what the index serves; how much is alike to it is a
-- setting of the session, so it is set here.
CREATE FUNCTION "similar_names"(asked text) RETURNS SETOF "speaker_key"
LANGUAGE sql STABLE ROWS 20 SET "pg_trgm.similarity_threshold" = 0.5 AS $$
  SELECT k.* FROM "speaker_key" k
  WHERE k."folded" % asked AND k."type" IN ('name', 'alias')
  ORDER BY similarity(k."folded", asked) DESC, k."speaker_id" LIMIT 20
$$;
