import type { Transaction } from '../../db/client.ts'
import type { WaitingQueue } from '../mail/letter.ts'
import { QUEUES } from '../moderation-queues/rules.ts'

/** Today's date in the newsroom's zone, if the hour of the digest has come there and none was written yet. */
export async function findDueDate(
  tx: Transaction,
  timeZone: string,
  hour: number,
): Promise<string | undefined> {
  const [due] = await tx.$queryRaw<{ date: string }[]>`
    select to_char(now() at time zone ${timeZone}, 'YYYY-MM-DD') as date
    where extract(hour from now() at time zone ${timeZone}) >= ${hour}::int and not exists (
      select from outgoing_mail
      where dedupe_key = 'digest:' || to_char(now() at time zone ${timeZone}, 'YYYY-MM-DD'))`
  return due?.date
}

interface Counted {
  queue: 'pending' | 'reported' | 'edited'
  count: number
  oldestAt: Date | null
}

/** The queues in which something waits. */
export async function listWaiting(tx: Transaction): Promise<WaitingQueue[]> {
  const rows = await tx.$queryRaw<Counted[]>`
    select 'pending' as queue, count(*)::int as count, min(created_at) as "oldestAt"
    from comment where status = 'pending'
    union all
    select 'reported', count(*)::int, min(created_at) from comment
    where open_reports > 0 and status in ('approved', 'pending')
    union all
    select 'edited', count(*)::int, min(created_at) from comment
    where status = 'approved' and head_revision_id <> published_revision_id`
  return rows.flatMap(({ queue, count, oldestAt }) =>
    oldestAt === null ? [] : [{ title: QUEUES[queue].title, count, oldestAt: oldestAt.toISOString() }],
  )
}
