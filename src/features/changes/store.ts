import { instantJson } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import type { Place } from '../../http/cursor.ts'
import { ApiError } from '../../lib/errors.ts'
import type { ChangeType } from './rules.ts'

/** Which part of the log is wanted. */
export interface LogWindow {
  /** Position and id of the last event that was read; undefined is the beginning. */
  after: Place | undefined
  /** Only these; undefined is all. */
  types: readonly ChangeType[] | undefined
  limit: number
}

export interface LogPage {
  rows: ChangeRow[]
  /** Where to go on: everything up to here was read, or is of no wanted type. */
  end: Place
  hasMore: boolean
}

export interface ChangeRow {
  position: string
  id: string
  type: string
  subjectType: string
  subjectId: string
  subjectSlug: string | null
  aliases: string[]
  occurredAt: string
  data: Record<string, unknown>
}

interface Found {
  oldest: string | null
  /** The id of the event at the position of `after`. */
  standing: string | null
  last: Place | null
  rows: ChangeRow[]
}

const BEGINNING: Place = ['0', '00000000-0000-0000-0000-000000000000']

/**
 * The public events behind a place, oldest first, with the end of the log as the same statement saw it:
 * positions have no gaps and none is taken later below one that can be seen, so nothing can come in between.
 */
export async function readLog(reads: Reads, window: LogWindow): Promise<LogPage> {
  const { after = BEGINNING, types, limit } = window
  const [position] = after
  const [found] = await reads.query<Found>({
    name: types ? 'changes-of-types' : 'changes',
    text: types ? OF_TYPES : OF_ALL_TYPES,
    values: types ? [position, limit, [...types]] : [position, limit],
  })
  if (!found) throw new Error('The log told nothing.')
  if (window.after) refuseLost(window.after, found)
  const { rows, last } = found
  const latest = rows.at(-1)
  const hasMore = rows.length === limit
  const end: Place = hasMore && latest ? [latest.position, latest.id] : (last ?? BEGINNING)
  return { rows, end, hasMore }
}

/**
 * A place holds the id of its event, too: a log that was restored from a backup may have come to the same
 * position with other events, and who goes on there would miss what they replaced.
 */
function refuseLost([position, id]: Place, { oldest, standing }: Found): void {
  const isHere = position === BEGINNING[0] ? oldest === null || oldest === '1' : standing === id
  if (isHere) return
  throw new ApiError('cursor-expired', 'The log no longer holds the event that the cursor stands at.')
}

/** The position of the newest public event, `0` when there is none. */
export async function lastPosition(reads: Reads): Promise<string> {
  const text = 'select coalesce(max(position), 0)::text as last from event'
  const [row] = await reads.query<{ last: string }>({ name: 'changes-last', text, values: [] })
  return row?.last ?? BEGINNING[0]
}

const log = (events: string) => `select
  (select min(position)::text from event) as oldest,
  (select id::text from event where position = $1::bigint) as standing,
  (select json_build_array(position::text, id) from event
    where position is not null order by position desc limit 1) as last,
  coalesce((select json_agg(json_build_object(
      'position', e.position::text, 'id', e.id, 'type', e.type,
      'subjectType', e.subject_type, 'subjectId', e.subject_id, 'subjectSlug', e.subject_slug,
      'aliases', e.aliases, 'occurredAt', ${instantJson('e.occurred_at')}, 'data', e.data)
      order by e.position)
    from (${events} order by position limit $2::int) e), '[]') as rows`

const OF_ALL_TYPES = log('select * from event where position > $1::bigint')

/**
 * Each type by itself, so that a rare one is found without reading the others: asked for in the order of an
 * index that no other serves, since a plan for "some type" would rather read the whole log.
 */
const OF_TYPES = log(`select own.* from unnest($3::text[]) wanted(type) cross join lateral (
  select * from event where position is not null and (type, position) > (wanted.type, $1::bigint)
  order by type, position limit $2::int) own where own.type = wanted.type`)
