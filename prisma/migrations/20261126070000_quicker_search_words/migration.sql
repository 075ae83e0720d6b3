-- What a word is stays as it was, to the letter; it is told in a third of the time. To translate costs as many comparisons
-- for each sign as there are letters to be translated: only texts that have one are.
CREATE OR REPLACE FUNCTION "search_plain"("words" text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  "plain" text COLLATE "C" := lower(normalize("words", NFKD) COLLATE "C");
BEGIN
  IF "plain" ~ '[АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄІЈЉЊЋЏҐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩÆØŒŁĐÐÞŊĦԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ]' THEN
    "plain" := translate(
      "plain",
      'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄІЈЉЊЋЏҐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩÆØŒŁĐÐÞŊĦԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ',
      'абвгдежзиклмнопрстуфхцчшщъыьэюяђєіјљњћџґαβγδεζηθικλμνξοπρστυφχψωæøœłđðþŋħաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'
    );
  END IF;
  RETURN regexp_replace(
    normalize(
      regexp_replace(
        regexp_replace(
          "plain",
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
  );
END
$$;
-- A text in ASCII has neither accents nor letters of two.
CREATE OR REPLACE FUNCTION "search_folded"("plain" text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF octet_length("plain") = length("plain") THEN RETURN "plain"; END IF;
  RETURN replace(replace(replace(
    translate(
      normalize(regexp_replace(normalize("plain", NFD), '([a-zα-ως]|е(?=\u0308))[\u0300-\u036f]+', '\1', 'g'), NFC),
      'øłđðħıςیک', 'olddhiσيك'
    ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
END
$$;
-- The words are split once, and the pairs are gone through once.
CREATE OR REPLACE FUNCTION "quote_sketch"("words" text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  "word" text[] := regexp_split_to_array(btrim(search_folded(search_plain(left("words", 20000)))), '\s+');
BEGIN
  RETURN (
    SELECT ARRAY[
      min(hashtextextended("pair", 1)), min(hashtextextended("pair", 2)), min(hashtextextended("pair", 3)),
      min(hashtextextended("pair", 4)), min(hashtextextended("pair", 5)), min(hashtextextended("pair", 6)),
      min(hashtextextended("pair", 7)), min(hashtextextended("pair", 8)), min(hashtextextended("pair", 9)),
      min(hashtextextended("pair", 10)), min(hashtextextended("pair", 11)), min(hashtextextended("pair", 12)),
      min(hashtextextended("pair", 13)), min(hashtextextended("pair", 14)), min(hashtextextended("pair", 15)),
      min(hashtextextended("pair", 16))]
    FROM (
      SELECT array_to_string("word"["at":"at" + 1], ' ') AS "pair"
      FROM generate_series(1, greatest(1, cardinality("word") - 1)) AS "at"
      OFFSET 0) AS "pairs");
END
$$;
