import type { Reads } from '../../db/statement.ts'

/** What waits to be done, and how far the log of events is. */
export interface Backlog {
  webhooks: number
  mails: number
  imports: number
  moderation: number
  position: number
  momentsLateSeconds: number
}

/** Beyond this a queue is long, and counting it further is work. */
const COUNTED_MAX = 100_000

const counted = (from: string) =>
  `(select count(*)::int from (select 1 from ${from} limit ${COUNTED_MAX}) waiting)`

const text = `select
  ${counted(`webhook_delivery where status = 'pending'`)} as webhooks,
  ${counted('outgoing_mail where next_attempt_at is not null')} as mails,
  ${counted(`import where status in ('queued', 'running')`)} as imports,
  ${counted(`comment where status = 'pending'`)} as moderation,
  coalesce((select max(position) from event), 0)::float8 as position,
  coalesce(extract(epoch from clock_timestamp() - (select min(at) from (
    select valid_from as at from edition
      where begin_recorded_at is null and valid_from <= clock_timestamp()
    union all
    select valid_to from edition
      where end_recorded_at is null and valid_to is not null and valid_to <= clock_timestamp()
  ) moment)), 0)::float8 as "momentsLateSeconds"`

export async function readBacklog(reads: Reads): Promise<Backlog> {
  const [backlog] = await reads.query<Backlog>({ name: 'backlog', text, values: [] })
  if (!backlog) throw new Error('an aggregate always has a row')
  return backlog
}

/** What was given up lately, and who could do something about it. */
interface Failures {
  failedWebhooks: number
  disabledEndpoints: number
  failedMails: number
  administrators: number
}

const failures = `select
  ${counted(`webhook_delivery where status = 'failed' and finished_at > now() - interval '7 days'`)} as "failedWebhooks",
  ${counted('webhook_endpoint where disabled_at is not null and failing_since is not null')} as "disabledEndpoints",
  ${counted(`outgoing_mail where failure is not null and next_attempt_at is null and created_at > now() - interval '7 days'`)} as "failedMails",
  ${counted(`api_key where 'admin' = any(scopes) and revoked_at is null and (expires_at is null or expires_at > now())`)} as administrators`

export async function readFailures(reads: Reads): Promise<Failures> {
  const [found] = await reads.query<Failures>({ name: 'failures', text: failures, values: [] })
  if (!found) throw new Error('an aggregate always has a row')
  return found
}
