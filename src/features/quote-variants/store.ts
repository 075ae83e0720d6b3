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
        select q.speaker_id, q.text, q.sketch ${FROM} where q.quote_id = $1 limit 1)
      select ${TTL}, (select text from own),
      (select coalesce(json_agg(x.quote), '[]') from (
        select ${QUOTE_JSON} as quote ${FROM}
        where q.sketch && (select sketch from own) and q.quote_id <> $1
          and case when (select speaker_id from own) is null then q.speaker_id is null
              else q.speaker_id = any(array(${speakerIds('array[(select speaker_id from own)::text]')})) end
        order by q.published_at desc, q.quote_id desc limit ${CANDIDATES_MAX}) x) as others`,
    values: [id],
  })
  return typeof row?.text === 'string' ? { text: row.text, others: row.others, ttl: row.ttl } : undefined
}
