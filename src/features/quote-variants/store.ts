import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import { speakerIds } from '../published-quotes/filter.ts'
import { FROM, QUOTE_JSON, type QuoteJson } from '../published-quotes/store.ts'

/** How many quotes are compared, the newest. */
const CANDIDATES_MAX = 100

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
      near as materialized (
        select q.edition_id, q.quote_id, q.speaker_id from edition_quote q
        where q.sketch && (select sketch from own) and q.quote_id <> $1),
      same as (select array(${speakerIds('array[(select speaker_id from own)::text]')}) as ids)
      select ${TTL}, (select text from own),
      (select coalesce(json_agg(x.quote), '[]') from (
        select ${QUOTE_JSON} as quote
        from near join edition_quote q on q.edition_id = near.edition_id and q.quote_id = near.quote_id
        join visible_edition e on e.id = q.edition_id
        join quote w on w.id = q.quote_id
        where case when (select speaker_id from own) is null then near.speaker_id is null
              else near.speaker_id = any((select ids from same)::uuid[]) end
        order by q.published_at desc, q.quote_id desc limit ${CANDIDATES_MAX}) x) as others`,
    values: [id],
  })
  return typeof row?.text === 'string' ? { text: row.text, others: row.others, ttl: row.ttl } : undefined
}
