import { instantJson } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import { FROM, QUOTE_JSON, type QuoteJson } from '../published-quotes/store.ts'

interface Annotated {
  quote: QuoteJson
  text: string
  begin: string
}

/** A public quote with the text that its offsets refer to; undefined when no visible edition has it. */
export async function findAnnotated(reads: Reads, id: string) {
  const [row] = await reads.query<{ found: Annotated | null; ttl: number | null }>({
    name: 'quote-annotation',
    text: `select (select json_build_object('quote', ${QUOTE_JSON}, 'text', e.text, 'begin', ${instantJson('e.valid_from')})
      ${FROM} where q.quote_id = $1 limit 1) as found, ${TTL}`,
    values: [id],
  })
  return row?.found ? { ...row.found, ttl: row.ttl } : undefined
}
