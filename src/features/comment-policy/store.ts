import type { Act } from '../../db/act.ts'
import type { Db } from '../../db/client.ts'
import type { Reads } from '../../db/statement.ts'
import { requireCurrent } from '../../db/versions.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import type { Reason } from '../comment-pipeline/reasons.ts'
import { DEFAULT_POLICY, type PolicyValues } from './rules.ts'

/** A policy and where it came from. */
export interface PolicyRow {
  version: number
  policy: PolicyValues
  createdAt: Date | null
  createdBy: string | null
}

/** What the product brings until somebody decides otherwise: the first version of every newsroom. */
const BUILT_IN: PolicyRow = { version: 1, policy: DEFAULT_POLICY, createdAt: null, createdBy: null }

/** A value that came with a newer release has its default in older versions. */
const complete = <Row extends Held>(row: Row) => ({
  ...row,
  policy: { ...DEFAULT_POLICY, ...(row.policy as Partial<PolicyValues>) },
})

interface Held {
  version: number
  policy: unknown
}

/** Number and values of the policy in force, as part of a statement that looks for more: null for none. */
export const POLICY = `(
  select json_build_object('version', version, 'policy', policy) from comment_policy
  order by version desc limit 1)`

/** A number of the policy in force, as part of a statement that needs it. */
export const policyCount = (name: 'trustAfter') => `coalesce((
  select (policy->>'${name}')::int from comment_policy order by version desc limit 1), ${DEFAULT_POLICY[name]})`

/** What was found under `POLICY`. */
export const policyFrom = (held: Held | null): Pick<PolicyRow, 'version' | 'policy'> =>
  held ? complete(held) : BUILT_IN

/** The policy in force. */
export async function getPolicy(reads: Reads): Promise<PolicyRow> {
  const [row] = await reads.query<PolicyRow>({
    name: 'comment-policy.current',
    text: `
      select version, policy, created_at as "createdAt", created_by as "createdBy"
      from comment_policy order by version desc limit 1`,
    values: [],
  })
  return row ? complete(row) : BUILT_IN
}

/** What events about the policy are about: there is one. */
const POLICY_ID = '00000000-0000-7000-8000-000000000001'

/** Puts another policy in force, if the one that it replaces is the one that its maker read. */
export async function replacePolicy(
  { tx, sql, actor, record }: Act,
  expected: readonly number[],
  policy: PolicyValues,
): Promise<PolicyRow> {
  // Also the first version has a predecessor to queue at: the lock is on the table's writers, not on a row.
  await tx.$executeRaw`lock table comment_policy in share row exclusive mode`
  const held = await getPolicy(sql)
  const subject = { type: 'comment-policy' as const, id: POLICY_ID }
  const changed = { updatedBy: held.createdBy ?? 'system', updatedAt: held.createdAt ?? new Date(0) }
  await requireCurrent(tx, subject, { version: held.version, ...changed }, expected)
  const version = held.version + 1
  const row = await tx.commentPolicy.create({
    data: { version, policy: { ...policy }, createdBy: actor.label },
  })
  record({ type: 'comment-policy.changed', subject, version, changes: changesBetween(held.policy, policy) })
  return complete(row)
}

/** Every version that somebody made, newest first. */
export async function listPolicies(db: Db, { limit, after, wantsCount }: Window): Promise<Rows<PolicyRow>> {
  const rows = await db.commentPolicy.findMany({
    ...(after && { where: { version: { lt: Number(after[0]) } } }),
    orderBy: { version: 'desc' },
    take: limit + 1,
  })
  return { rows: rows.map(complete), count: wantsCount ? await db.commentPolicy.count() : undefined }
}

/** A comment as the pipeline can judge it anew. */
export interface PastComment {
  id: string
  body: string
  status: string
  mode: 'pre' | 'post' | 'closed'
  /** All reasons that were found then. */
  reasons: Reason[]
}

/** The newest comments of some days with their first words. */
export const listPastComments = (reads: Reads, days: number, atMost: number) =>
  reads.query<PastComment>({
    name: 'comment-policy.past',
    text: `
      select c.id, r.body, c.status::text as status, article.comment_mode::text as mode,
        r.reasons
      from comment c join comment_revision r on r.comment_id = c.id and r.number = 1
      join article on article.id = c.article_id
      where c.created_at > now() - $1::int * interval '1 day' and c.import_source is null
        and c.status not in ('withdrawn', 'erased')
      order by c.created_at desc, c.id desc limit $2::int`,
    values: [days, atMost],
  })
