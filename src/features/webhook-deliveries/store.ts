import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import type { Database, Db, Transaction } from '../../db/client.ts'
import { Prisma, type WebhookAttempt, type WebhookEndpoint } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import { payloadOf, type ToldEvent } from './message.ts'
import { REPLAY_MAX, type Replay, type WebhookDelivery, type WebhookDeliveryLog } from './schema.ts'

const DAYS_KEPT = 30

type Status = WebhookDelivery['status']

interface Row {
  id: string
  eventId: string
  status: Status
  attempts: number
  nextAttemptAt: Date | null
  isReplay: boolean
  createdAt: Date
  finishedAt: Date | null
  event: { type: string }
}

export async function listDeliveries(
  db: Db,
  { endpointId, statuses }: { endpointId: string; statuses: readonly Status[] | undefined },
  { limit, after, wantsCount }: Window,
): Promise<Rows<Row>> {
  const where = { endpointId, ...(statuses && { status: { in: [...statuses] } }) }
  const rows = await db.webhookDelivery.findMany({
    where: { ...where, ...(after && { id: { lt: after[1] } }) },
    include: { event: { select: { type: true } } },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.webhookDelivery.count({ where }) : undefined }
}

/** A delivery with what is sent and every try. */
export async function getDelivery(db: Db, endpointId: string, id: string): Promise<WebhookDeliveryLog> {
  const row = await db.webhookDelivery.findUnique({
    where: { id, endpointId },
    include: { event: true, log: { orderBy: { number: 'asc' } } },
  })
  if (!row) throw notFound('delivery', id)
  return {
    ...toDelivery(row),
    payload: payloadOf({ ...row.event, eventId: row.eventId }),
    log: row.log.map(toAttempt),
  }
}

/** Puts an event into the queue of this endpoint that no other endpoint is told of. */
export async function enqueueTest(
  { tx, actor }: Act,
  { id: endpointId, version }: Pick<WebhookEndpoint, 'id' | 'version'>,
): Promise<WebhookDelivery> {
  const event = await tx.event.create({
    data: {
      id: uuidv7(),
      type: 'webhook.test',
      ...{ subjectType: 'webhook-endpoint', subjectId: endpointId, version },
      ...{ actorKeyId: actor.keyId, actorLabel: actor.label },
    },
  })
  const row = await tx.webhookDelivery.create({
    data: { id: uuidv7(), endpointId, eventId: event.id, nextAttemptAt: event.occurredAt },
    include: { event: { select: { type: true } } },
  })
  return toDelivery(row)
}

/** Which events a replay is about: SQL about the row `n` of the log. */
type Selection = Prisma.Sql

/** The same question that the trigger asks of an event and an endpoint. */
const isTold = (types: readonly string[]): Selection =>
  types.length === 0 ? Prisma.sql`n.position is not null` : Prisma.sql`n.type = any(${types}::text[])`

export const eventsSince = (since: Date, types: readonly string[]): Selection =>
  Prisma.sql`n.occurred_at >= ${since}::timestamptz and ${isTold(types)}`

export const theseEvents = (ids: readonly string[]): Selection =>
  Prisma.sql`n.id = any(${ids}::text[]::uuid[])`

/** What failed and was not taken, nor is waiting, by another delivery. */
export const failedEvents = (endpointId: string): Selection => Prisma.sql`
  n.id in (select d.event_id from webhook_delivery d
    where d.endpoint_id = ${endpointId}::uuid and d.status = 'failed')
  and not exists (select from webhook_delivery d
    where d.endpoint_id = ${endpointId}::uuid and d.event_id = n.id and d.status = 'delivered')`

/** Of these ids, those of events that the endpoint is told of. */
export async function findTold(
  tx: Transaction,
  ids: readonly string[],
  types: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select n.id from event n where ${theseEvents(ids)} and ${isTold(types)}`
  return rows.map(({ id }) => id)
}

/** Of these ids, the endpoint's own deliveries and their events. */
export const findDelivered = (tx: Transaction, endpointId: string, ids: readonly string[]) =>
  tx.webhookDelivery.findMany({
    where: { endpointId, id: { in: [...ids] } },
    select: { id: true, eventId: true },
  })

/**
 * Puts the oldest of the chosen events into the queue once more, in the order in which they happened; those
 * that wait there already not twice.
 */
export async function enqueueReplay(tx: Transaction, endpointId: string, chosen: Selection): Promise<Replay> {
  const [put] = await tx.$queryRaw<{ count: number; last: Date | null }[]>`
    with chosen as (
      select n.id, n.occurred_at, row_number() over (order by n.occurred_at, n.sequence) as place from event n
      where ${chosen} and not exists (select from webhook_delivery d
        where d.endpoint_id = ${endpointId}::uuid and d.event_id = n.id and d.status = 'pending')
      order by n.occurred_at, n.sequence limit ${REPLAY_MAX + 1}
    ), put as (
      insert into webhook_delivery (id, endpoint_id, event_id, next_attempt_at, is_replay)
      select new_uuid_v7(), ${endpointId}::uuid, id, now() + place * interval '1 millisecond', true
      from chosen where place <= ${REPLAY_MAX}
      returning 1
    )
    select (select count(*)::int from put) as count,
      (select occurred_at from chosen where place > ${REPLAY_MAX}) as last`
  return { enqueued: put?.count ?? 0, nextSince: put?.last?.toISOString() ?? null }
}

/** An endpoint whose queue nobody else works on before that instant. */
export interface Claim {
  endpointId: string
  until: Date
}

/**
 * Claims endpoints for which something is due, those that have waited longest first, on the database's clock.
 * No lock on an endpoint is stronger than `no key update`: every event that enters a queue refers to it, and
 * would wait.
 */
export const claimEndpoints = (db: Database, limit: number, seconds: number): Promise<Claim[]> =>
  db.$queryRaw<Claim[]>`
    update webhook_endpoint set claimed_until = clock_timestamp() + make_interval(secs => ${seconds}::float8)
    where id in (
      select e.id from webhook_endpoint e
      join lateral (select d.next_attempt_at from webhook_delivery d
        where d.endpoint_id = e.id and d.status = 'pending' and d.next_attempt_at <= clock_timestamp()
        order by d.next_attempt_at limit 1) due on true
      where e.disabled_at is null and (e.claimed_until is null or e.claimed_until <= clock_timestamp())
      order by due.next_attempt_at limit ${limit} for no key update of e skip locked)
    returning id as "endpointId", claimed_until as until`

/** A delivery that is due, with everything that sending it takes. */
export interface Due extends ToldEvent {
  id: string
  endpointId: string
  attempts: number
  url: string
  secret: Uint8Array
  /** The secret before, while it still signs. */
  previousSecret: Uint8Array | null
}

/** The delivery that has been due longest, while the claim holds and the endpoint is not disabled. */
export async function findDue(db: Database, { endpointId, until }: Claim): Promise<Due | undefined> {
  const [due] = await db.$queryRaw<Due[]>`
    select d.id, e.id as "endpointId", d.attempts, e.url, e.secret,
      case when e.previous_secret_until > clock_timestamp() then e.previous_secret end as "previousSecret",
      n.id as "eventId", n.type, n.position, n.subject_type as "subjectType", n.subject_id as "subjectId",
      n.subject_slug as "subjectSlug", n.aliases, n.version, n.occurred_at as "occurredAt", n.data
    from webhook_endpoint e
    join webhook_delivery d on d.endpoint_id = e.id
    join event n on n.id = d.event_id
    where e.id = ${endpointId}::uuid and e.claimed_until = ${until}::timestamptz and e.disabled_at is null
      and d.status = 'pending' and d.next_attempt_at <= clock_timestamp()
    order by d.next_attempt_at, d.id limit 1`
  return due
}

/** The endpoint, held until the transaction ends; nothing when the claim has passed to another or it is gone. */
export async function lockClaimed(
  tx: Transaction,
  { endpointId, until }: Claim,
): Promise<Pick<WebhookEndpoint, 'version' | 'failingSince' | 'disabledAt'> | undefined> {
  const [row] = await tx.$queryRaw<Pick<WebhookEndpoint, 'version' | 'failingSince' | 'disabledAt'>[]>`
    select version, failing_since as "failingSince", disabled_at as "disabledAt" from webhook_endpoint
    where id = ${endpointId}::uuid and claimed_until = ${until}::timestamptz for no key update`
  return row
}

export async function insertAttempt(tx: Transaction, data: WebhookAttempt): Promise<void> {
  await tx.webhookAttempt.create({ data })
}

/** When a delivery was first tried to the end. */
export async function firstTriedAt(tx: Transaction, deliveryId: string): Promise<Date | undefined> {
  const first = await tx.webhookAttempt.findFirst({ where: { deliveryId }, orderBy: { number: 'asc' } })
  return first ? new Date(first.startedAt.getTime() + first.milliseconds) : undefined
}

export async function updateDelivery(
  tx: Transaction,
  id: string,
  data: { status: Status; attempts: number; nextAttemptAt: Date | null; finishedAt: Date | null },
): Promise<void> {
  await tx.webhookDelivery.update({ where: { id }, data })
}

export async function updateEndpoint(
  tx: Transaction,
  id: string,
  data: Partial<Omit<WebhookEndpoint, 'id'>>,
): Promise<void> {
  await tx.webhookEndpoint.update({ where: { id }, data })
}

/** Lets others work on the queue at once. */
export async function releaseClaim(db: Database, { endpointId, until }: Claim): Promise<void> {
  await db.webhookEndpoint.updateMany({
    where: { id: endpointId, claimedUntil: until },
    data: { claimedUntil: null },
  })
}

/** Removes some of what is long finished, and of what has waited as long for a disabled endpoint; how many. */
export const pruneDeliveries = (db: Database, limit: number): Promise<number> =>
  db.$executeRaw`
    delete from webhook_delivery where id in (
      select d.id from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
      where d.finished_at < now() - make_interval(days => ${DAYS_KEPT}::int)
        or (d.status = 'pending' and e.disabled_at < now() - make_interval(days => ${DAYS_KEPT}::int))
      limit ${limit} for update of d skip locked)`

export const toDelivery = ({
  event,
  nextAttemptAt,
  createdAt,
  finishedAt,
  ...row
}: Row): WebhookDelivery => ({
  id: row.id,
  eventId: row.eventId,
  type: event.type,
  status: row.status,
  attempts: row.attempts,
  nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  isReplay: row.isReplay,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
})

const toAttempt = ({ number, startedAt, milliseconds, status, error, excerpt }: WebhookAttempt) => ({
  ...{ number, milliseconds, status, excerpt },
  startedAt: startedAt.toISOString(),
  error: error as WebhookDeliveryLog['log'][number]['error'],
})
