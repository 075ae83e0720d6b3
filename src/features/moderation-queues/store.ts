import type { Reads } from '../../db/statement.ts'
import type { Place } from '../../http/cursor.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import { STATUSES, type Status } from '../moderation/rules.ts'
import { type Order, QUEUES, type Queue, type QueueRule, queueOf, statusesOf, weightOf } from './rules.ts'
import type { CommentFilter, ModerationQuery } from './schema.ts'

/** A comment as it waits in a queue. */
export interface Row {
  id: string
  version: number
  status: Status
  decidedBy: 'policy' | 'human' | 'author' | 'system'
  headRevisionId: string
  publishedRevisionId: string | null
  body: string
  publicBody: string | null
  authorName: string
  authorKey: string | null
  authorRecord: Record<'approved' | 'pending' | 'rejected' | 'spam', number> | null
  articleId: string
  title: string
  slug: string
  parentId: string | null
  parentText: string | null
  reasons: string[]
  score: number
  matches: { reason: string; start: number; end: number }[]
  openReports: Record<string, number> | null
  claimedBy: string | null
  claimedUntil: Date | null
  createdAt: Date
  weight: number
}

/** A spammer's record is long: its newest part tells enough. */
const RECORD_MAX = 1000

/** An article is called here what readers last saw it called, whatever the desk is writing now. */
const selectFrom = (comments: string, weight: string) => `
  select c.id, c.version, c.status, c.decided_by as "decidedBy", c.head_revision_id as "headRevisionId",
    c.published_revision_id as "publishedRevisionId", head.body, public.body as "publicBody",
    c.author_name as "authorName", translate(encode(c.author_hash, 'base64'), '+/=', '-_') as "authorKey",
    c.article_id as "articleId", edition.title, edition.slug, c.parent_id as "parentId",
    left(answered.text, 500) as "parentText", c.reasons, c.score, head.matches, c.created_at as "createdAt",
    ${weight} as weight, claim.holder_label as "claimedBy", claim.expires_at as "claimedUntil",
    case when c.open_reports > 0 then (
      select json_object_agg(reason, reports) from (
        select r.reason, count(*)::int as reports from comment_report r
        where r.comment_id = c.id and r.answered_at is null group by 1) of_reason
    ) end as "openReports",
    case when c.author_hash is not null then (
      select json_build_object(
        'approved', count(*) filter (where status = 'approved'),
        'pending', count(*) filter (where status = 'pending'),
        'rejected', count(*) filter (where status = 'rejected'),
        'spam', count(*) filter (where status = 'spam'))
      from (select own.status from comment own where own.author_hash = c.author_hash
        order by own.created_at desc, own.id desc limit ${RECORD_MAX}) own
    ) end as "authorRecord"
  from ${comments} c
  join comment_revision head on head.comment_id = c.id and head.id = c.head_revision_id
  left join comment_revision public on public.comment_id = c.id and public.id = c.published_revision_id
  cross join lateral (
    select e.title, e.slug from edition e where e.article_id = c.article_id
    order by e.valid_from <= now() desc, e.valid_from desc limit 1
  ) edition
  left join comment parent on parent.id = c.parent_id
  left join comment_revision answered
    on answered.comment_id = parent.id
    and answered.id = coalesce(parent.published_revision_id, parent.head_revision_id)
  left join moderation_claim claim on claim.comment_id = c.id and claim.expires_at > now()`

/** Which comments a filter means: a condition on `c`, its parameters from `$1` on, and what to call it. */
export interface Condition {
  queue: Queue
  name: string
  where: string
  values: unknown[]
}

/** Only what is asked for is in the text, so that an index can serve it. */
export function matching({ queue: named, status, articleId, reason, author }: CommentFilter): Condition {
  const queue = queueOf(named, status)
  const { also }: QueueRule = QUEUES[queue]
  const digest = author && Buffer.from(author, 'base64url')
  const asked = [
    { name: 'article', value: articleId, is: (n: number) => `c.article_id = any($${n}::uuid[])` },
    { name: 'reason', value: reason, is: (n: number) => `c.reasons && $${n}::text[]` },
    { name: 'author', value: digest, is: (n: number) => `c.author_hash = $${n}::bytea` },
  ].filter(({ value }) => value !== undefined)
  const statuses = statusesOf(queue, status)
  const held = statuses.length === STATUSES.length ? [] : [`c.status in (${quoted(statuses)})`]
  return {
    queue,
    name: [queue, ...statuses, ...asked.map(({ name }) => name)].join('.'),
    where: ['true', ...held, ...(also ? [also] : []), ...asked.map(({ is }, i) => is(i + 1))].join(' and '),
    values: asked.map(({ value }) => value),
  }
}

/** Statuses are our own words. Of none there is nothing: no comment has the status null. */
const quoted = (statuses: readonly Status[]) =>
  statuses.length === 0 ? 'null' : statuses.map((status) => `'${status}'`).join(', ')

/** Before the first row of any order. */
const BEGINNING = {
  oldest: ['-infinity', '00000000-0000-0000-0000-000000000000'],
  newest: ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  priority: ['2147483647 -infinity', '00000000-0000-0000-0000-000000000000'],
} as const satisfies Record<Order, Place>

/** Time and id of a place, and what it weighs: the part of its value before the blank, in that order alone. */
function keysetOf(order: Order, place: Place = BEGINNING[order]): (string | number)[] {
  const [value, id] = place
  if (order !== 'priority') return [value, id]
  const [weight = '', time = ''] = value.split(' ')
  return [time, id, Number(weight)]
}

export const placeOf =
  (order: Order = 'oldest') =>
  (row: Row) =>
    [`${order === 'priority' ? `${row.weight} ` : ''}${row.createdAt.toISOString()}`, row.id] as const

/** The parameters of a page follow those of its condition: time, id, limit, and what it weighs. */
const behind = (order: Order, weight: string, n: number) => {
  const place = `($${n + 1}::timestamptz, $${n + 2}::uuid)`
  if (order === 'oldest') return `(c.created_at, c.id) > ${place}`
  if (order === 'newest') return `(c.created_at, c.id) < ${place}`
  return `${weight} <= $${n + 4}::int and (${weight} < $${n + 4}::int or (c.created_at, c.id) > ${place})`
}

const orderBy = (order: Order, weight: string) => {
  if (order === 'oldest') return 'c.created_at, c.id'
  if (order === 'newest') return 'c.created_at desc, c.id desc'
  return `${weight} desc, c.created_at, c.id`
}

/** One page of a queue in one statement: the page first, then what is told of each of its comments. */
export async function listQueue(
  reads: Reads,
  query: ModerationQuery,
  { limit, after, wantsCount }: Window,
): Promise<Rows<Row>> {
  const { order = 'oldest' } = query
  const condition = matching(query)
  const { queue, name, where, values } = condition
  const weight = weightOf(queue)
  const [time, id, ...weighed] = keysetOf(order, after)
  const page = `(select c.* from comment c where ${where} and ${behind(order, weight, values.length)}
    order by ${orderBy(order, weight)} limit $${values.length + 3}::int)`
  const rows = await reads.query<Row>({
    name: `moderation.queue.${name}.${order}`,
    text: `${selectFrom(page, weight)} order by ${orderBy(order, weight)}`,
    values: [...values, time, id, limit + 1, ...weighed],
  })
  return { rows, count: wantsCount ? await countMatching(reads, condition) : undefined }
}

async function countMatching(reads: Reads, { name, where, values }: Condition): Promise<number> {
  const [row] = await reads.query<{ count: number }>({
    name: `moderation.queue.${name}.count`,
    text: `select count(*)::int as count from comment c where ${where}`,
    values,
  })
  return row?.count ?? 0
}

export async function getQueued(reads: Reads, id: string): Promise<Row> {
  const [row] = await reads.query<Row>({
    name: 'moderation.comment',
    text: `${selectFrom('comment', 'c.score')} where c.id = $1::uuid`,
    values: [id],
  })
  if (!row) throw notFound('comment', id)
  return row
}

/** Counting further says nothing that a moderator could use. */
export const COUNT_MAX = 10_000

export interface QueueRow {
  queue: Queue
  count: number
  oldestAt: Date | null
}

/** What is in each queue but `all`, in one statement. */
export async function countQueues(reads: Reads): Promise<QueueRow[]> {
  const counted = (['pending', 'reported', 'edited', 'spam'] as const).map((queue) => {
    const { where: held } = matching({ queue })
    return `select '${queue}' as queue, (
        select count(*)::int from (select from comment c where ${held} limit ${COUNT_MAX}) counted
      ) as count, (
        select c.created_at from comment c where ${held} order by c.created_at, c.id limit 1
      ) as "oldestAt"`
  })
  return reads.query<QueueRow>({ name: 'moderation.queues', text: counted.join(' union all '), values: [] })
}
