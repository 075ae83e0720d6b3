import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import { FROM, QUOTE_JSON, type QuoteJson } from '../published-quotes/store.ts'

/** How many quotes are compared, the newest. */
const CANDIDATES_MAX = 100
/**
 * Among how many of a speaker's they are looked for, the newest. An index of sketches would not help: pairs of words that
 * every text has are in the sketches of a great part of all quotes.
 */
const LOOKED_THROUGH_MAX = 5000

export interface Candidates {
  /** The words that are asked about. */
  text: string
  others: QuoteJson[]
  ttl: number | null
}

/**
 * A public quote, and the others of its speaker that may be versions of it: their sketches meet. Undefined when no
 * visible edition has the quote.
 */
export async function findCandidates(reads: Reads, id: string): Promise<Candidates | undefined> {
  const [row] = await reads.query<{ text: string | null } & Pick<Candidates, 'others' | 'ttl'>>({
    name: 'quote-variants',
    text: `with own as materialized (
        select q.speaker_id, q.text, q.sketch ${FROM} where q.quote_id = $1 limit 1),
      newest as materialized (
        (${newestOf('q.speaker_id = (select speaker_id from own)')})
        union all
        (${newestOf('q.speaker_id is null and (select speaker_id is null from own)')}))
      select ${TTL}, (select text from own),
      (select coalesce(json_agg(x.quote), '[]') from (
        select ${QUOTE_JSON} as quote
        from newest cross join lateral (select q.* from edition_quote q
          where q.edition_id = newest.edition_id and q.quote_id = newest.quote_id limit 1) q
        join visible_edition e on e.id = q.edition_id
        join quote w on w.id = q.quote_id
        where q.sketch && (select sketch from own) and q.quote_id <> $1
        order by q.published_at desc, q.quote_id desc limit ${CANDIDATES_MAX}) x) as others`,
    values: [id],
  })
  return typeof row?.text === 'string' ? { text: row.text, others: row.others, ttl: row.ttl } : undefined
}

/** In the order of the index, which has those of nobody one after the other, too: the planner does not see that alone. */
const newestOf = (whose: string) => `select q.edition_id, q.quote_id from edition_quote q where ${whose}
  order by q.speaker_id, q.published_at desc, q.quote_id desc limit ${LOOKED_THROUGH_MAX}`
