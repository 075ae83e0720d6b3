import type { Reads } from '../../db/statement.ts'
import type { QueueEvent } from './schema.ts'

export interface EventRow extends Omit<QueueEvent, 'occurredAt'> {
  /** Its number in the log; text, since it may be larger than a double keeps apart. */
  sequence: string
  occurredAt: Date
  /** No event of a lower number can appear any more. */
  isSettled: boolean
}

/**
 * Numbers are given before the commit, so that a higher one can be seen before a lower one. No transaction lasts
 * longer than eight seconds; after twenty nothing comes in below.
 */
const SETTLED_SECONDS = 20
const PAGE = 5000

/** What happened to comments behind a number, in the order of the log. */
export const readEvents = (reads: Reads, behind: string) =>
  reads.query<EventRow>({
    name: 'moderation.stream',
    text: `
      select id, sequence::text as sequence, type, subject_id as "commentId", data->>'articleId' as "articleId",
        version, actor_label as by, occurred_at as "occurredAt",
        occurred_at < now() - interval '${SETTLED_SECONDS} seconds' as "isSettled"
      from event where subject_type = 'comment' and sequence > $1::bigint
      order by sequence limit ${PAGE}`,
    values: [behind],
  })

interface End {
  /** The highest number below which nothing appears any more. */
  settled: string
  last: string
}

/** Where the log stands now. */
export async function readEnd(reads: Reads): Promise<End> {
  const [end] = await reads.query<End>({
    name: 'moderation.stream.end',
    text: `
      select coalesce(max(sequence), 0)::text as last,
        coalesce((select sequence - 1 from event where occurred_at >= now() - interval '${SETTLED_SECONDS} seconds'
          order by sequence limit 1), max(sequence), 0)::text as settled
      from event`,
    values: [],
  })
  if (!end) throw new Error('The log told nothing.')
  return end
}
