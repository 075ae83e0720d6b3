import type { Client } from 'pg'
import { countWords } from '../../../src/features/publications/rules.ts'
import type { Directory } from './directory.ts'
import { idFunction } from './ids.ts'
import { insertRows } from './insert-rows.ts'
import { LANGUAGES } from './languages.ts'
import type { Options } from './options.ts'
import { capital, makePieces, type Piece, rareWord } from './vocabulary.ts'

/** Seconds between the publications of two articles. */
const STEP_SECONDS = 600

/**
 * A schema with all that the statements draw from. Whatever is drawn follows from the seed, a number, and what it is
 * drawn for.
 */
export async function writePools(client: Client, options: Options, directory: Directory): Promise<void> {
  const { seed, until, articles } = options
  await client.query(`create schema bench;
    create function bench.chance(n bigint, what int) returns float8 language sql immutable parallel safe as $$
      select (hashint8extended(n, ${seed * 1000}::bigint + what) & 9007199254740991)::float8 / 9007199254740992 $$;
    -- The first of a list most often: the more so, the higher the power.
    create function bench.pick(n bigint, what int, count bigint, power float8) returns int
      language sql immutable parallel safe as $$ select floor(count * power(bench.chance(n, what), power))::int $$;
    ${idFunction(seed)};
    create function bench.published_at(n bigint) returns timestamptz language sql immutable parallel safe as $$
      select date_trunc('milliseconds', '${until.toISOString()}'::timestamptz
        - make_interval(secs => (${articles} - n + bench.chance(n, 1)) * ${STEP_SECONDS})) $$;
    create unlogged table bench.clause (language text, n int, text text, slug text, encoded text, words int, primary key (language, n));
    create unlogged table bench.sentence (like bench.clause including all);
    create unlogged table bench.language (code text primary key, beyond float8, "and" text, encoded text, said text,
      said_words int, opening text, closing text, clauses int, sentences int);
    create unlogged table bench.section (n int primary key, id uuid);
    create unlogged table bench.tag (n int primary key, id uuid);
    create unlogged table bench.author (n int primary key, id uuid, name text);
    create unlogged table bench.place (n int primary key, name text);
    create unlogged table bench.speaker (n int primary key, id uuid, name text, role text, words int);`)
  const { clauses, sentences } = makePieces(seed, {
    words: Math.min(30_000, 500 + articles),
    clauses: Math.min(50_000, 500 + articles * 5),
    sentences: Math.min(20_000, 500 + articles),
  })
  const places = Math.min(5000, 50 + Math.ceil(articles / 20))
  const pools: Record<string, readonly object[]> = {
    clause: clauses,
    sentence: sentences,
    language: languageRows(clauses, sentences),
    place: Array.from({ length: places }, (_, n) => ({ n, name: capital(rareWord(n * 23 + 7)) })),
    section: directory.sections.map(({ id }, n) => ({ n, id })),
    tag: directory.tags.map(({ id }, n) => ({ n, id })),
    author: directory.authors.map(({ id, name }, n) => ({ n, id, name })),
    speaker: directory.speakers.map((speaker, n) => ({
      n,
      ...speaker,
      words: countWords(speaker.name, 'en'),
    })),
  }
  for (const [table, rows] of Object.entries(pools)) {
    await insertRows(client, `bench.${table}`, rows)
    await client.query(`analyze bench.${table}`)
  }
}

function languageRows(clauses: readonly Piece[], sentences: readonly Piece[]) {
  let beyond = 0
  return LANGUAGES.map(({ code, share, and, said, marks: [opening, closing] }) => {
    beyond += share
    const own = (pieces: readonly Piece[]) => pieces.filter(({ language }) => language === code).length
    return {
      ...{ code, beyond, and, encoded: encodeURIComponent(and), said, said_words: countWords(said, code) },
      ...{ opening, closing, clauses: own(clauses), sentences: own(sentences) },
    }
  })
}
