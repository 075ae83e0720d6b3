import { v7 as uuidv7 } from 'uuid'
import { type Act, instant } from '../../db/act.ts'
import type { Database, Db, Transaction } from '../../db/client.ts'
import type { WebhookEndpoint as Row } from '../../db/models.ts'
import { requireCurrent } from '../../db/versions.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { Patch } from '../../http/patch.ts'
import { notFound } from '../../lib/errors.ts'
import { changesBetween, mergePatch } from '../../lib/merge-patch.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { mintSecret, readWords, refuseUrl, showSecret, toWords } from './rules.ts'
import {
  type EndpointWords,
  type IssuedWebhookEndpoint,
  type NewWebhookEndpoint,
  OVERLAP_HOURS_DEFAULT,
  type WebhookEndpoint,
  type WebhookRotation,
} from './schema.ts'

const HOUR_MS = 3_600_000

export async function listEndpoints(db: Db, { limit, after, wantsCount }: Window): Promise<Rows<Row>> {
  const rows = await db.webhookEndpoint.findMany({
    ...(after && { where: { id: { lt: after[1] } } }),
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.webhookEndpoint.count() : undefined }
}

export async function getEndpoint(db: Db, id: string): Promise<WebhookEndpoint> {
  const row = await db.webhookEndpoint.findUnique({ where: { id } })
  if (!row) throw notFound('webhook endpoint', id)
  return toEndpoint(row)
}

interface Means {
  secrets: Secrets
  /** Private ranges that may be reached. */
  allow: readonly string[]
}

/** Makes an endpoint, which is told of what happens from then on. The secret leaves here and nowhere else. */
export async function createEndpoint(
  { tx, actor, record }: Act,
  { secrets, allow }: Means,
  { url, types = [], ...input }: NewWebhookEndpoint,
): Promise<IssuedWebhookEndpoint> {
  refuseUrl(url, allow)
  const id = uuidv7()
  const secret = mintSecret()
  const description = input.description ?? null
  const by = { createdBy: actor.label, updatedBy: actor.label }
  const sealed = secrets.seal('webhook-secret', secret, id)
  const row = await tx.webhookEndpoint.create({
    data: { id, url, description, types, secret: sealed, ...by },
  })
  const endpoint = toEndpoint(row)
  const changes = changesBetween({}, toWords(endpoint))
  record({ type: 'webhook-endpoint.created', subject: { type: 'webhook-endpoint', id }, version: 1, changes })
  return { secret: showSecret(secret), ...endpoint }
}

interface Change {
  id: string
  expected: readonly number[]
}

/** Changes an endpoint by a merge patch. A patch that changes nothing keeps the version. */
export async function updateEndpoint(
  act: Act,
  { id, expected, patch, allow }: Change & { patch: Patch; allow: readonly string[] },
): Promise<WebhookEndpoint> {
  const { tx, actor, record } = act
  const row = await lockCurrent(tx, id, expected)
  const before = toWords(toEndpoint(row))
  const words = readWords(mergePatch(before, patch))
  const changes = changesBetween(before, words)
  if (Object.keys(changes).length === 0) return toEndpoint(row)

  if (words.url !== before.url) refuseUrl(words.url, allow)
  const at = await instant(tx)
  const version = row.version + 1
  const { url, description = null, types } = words
  const fresh = await tx.webhookEndpoint.update({
    where: { id },
    data: {
      ...{ url, description, types, version, updatedBy: actor.label, updatedAt: at },
      ...afresh(before, words, at),
    },
  })
  record({ type: 'webhook-endpoint.changed', subject: { type: 'webhook-endpoint', id }, version, changes })
  return toEndpoint(fresh)
}

/** An endpoint that is switched on again, or moves elsewhere, has not failed yet, and need not rest. */
function afresh(before: EndpointWords, { url, enabled }: EndpointWords, at: Date) {
  const isOff = before.enabled && !enabled
  const isOn = !before.enabled && enabled
  return {
    ...(isOff && { disabledAt: at, disabledReason: 'administrator' }),
    ...(isOn && { disabledAt: null, disabledReason: null }),
    ...((isOn || url !== before.url) && { failingSince: null, claimedUntil: null }),
  }
}

/** Removes an endpoint with its queue and its log. */
export async function deleteEndpoint({ tx, record }: Act, { id, expected }: Change): Promise<void> {
  const row = await lockCurrent(tx, id, expected)
  await tx.webhookEndpoint.delete({ where: { id } })
  const changes = changesBetween(toWords(toEndpoint(row)), {})
  record({ type: 'webhook-endpoint.deleted', subject: { type: 'webhook-endpoint', id }, changes })
}

/** Gives an endpoint another secret; the old one signs beside it for a while, so that receivers can change over. */
export async function rotateSecret(
  { tx, actor, record }: Act,
  secrets: Secrets,
  { id, expected, overlapHours = OVERLAP_HOURS_DEFAULT }: Change & WebhookRotation,
): Promise<IssuedWebhookEndpoint> {
  const { secret: old, ...row } = await lockCurrent(tx, id, expected)
  const secret = mintSecret()
  const at = await instant(tx)
  const version = row.version + 1
  const overlap = overlapHours > 0
  const previousSecretUntil = overlap ? new Date(at.getTime() + overlapHours * HOUR_MS) : null
  const fresh = await tx.webhookEndpoint.update({
    where: { id },
    data: {
      secret: secrets.seal('webhook-secret', secret, id),
      ...{ previousSecret: overlap ? old : null, previousSecretUntil },
      ...{ version, updatedBy: actor.label, updatedAt: at },
    },
  })
  const changes = changesBetween({}, { previousSecretUntil })
  record({ type: 'webhook-endpoint.rotated', subject: { type: 'webhook-endpoint', id }, version, changes })
  return { secret: showSecret(secret), ...toEndpoint(fresh) }
}

/** Brings the secrets that another `SECRET` sealed under the current one, so that the old can be taken away. */
export async function resealSecrets(db: Database, secrets: Secrets): Promise<void> {
  const rows = await db.webhookEndpoint.findMany({
    select: { id: true, secret: true, previousSecret: true },
  })
  for (const { id, secret, previousSecret } of rows) {
    const fresh = secrets.reseal('webhook-secret', secret, id)
    // One that was rotated meanwhile is left alone.
    if (fresh) await db.webhookEndpoint.updateMany({ where: { id, secret }, data: { secret: fresh } })
    const older = previousSecret && secrets.reseal('webhook-secret', previousSecret, id)
    if (older)
      await db.webhookEndpoint.updateMany({ where: { id, previousSecret }, data: { previousSecret: older } })
  }
}

/** The endpoint, held until the transaction ends; events that refer to it may still enter its queue. */
export async function lockEndpoint(tx: Transaction, id: string): Promise<Row> {
  await tx.$queryRaw`select id from webhook_endpoint where id = ${id}::uuid for no key update`
  const row = await tx.webhookEndpoint.findUnique({ where: { id } })
  if (!row) throw notFound('webhook endpoint', id)
  return row
}

async function lockCurrent(tx: Transaction, id: string, expected: readonly number[]): Promise<Row> {
  const row = await lockEndpoint(tx, id)
  await requireCurrent(tx, { type: 'webhook-endpoint', id }, row, expected)
  return row
}

/** Everything but the secrets. */
export const toEndpoint = ({ id, url, description, types, version, ...row }: Row): WebhookEndpoint => ({
  ...{ id, url, description, version },
  types: types as WebhookEndpoint['types'],
  enabled: row.disabledAt === null,
  disabledAt: row.disabledAt?.toISOString() ?? null,
  disabledReason: row.disabledReason as WebhookEndpoint['disabledReason'],
  failingSince: row.failingSince?.toISOString() ?? null,
  previousSecretUntil: row.previousSecretUntil?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
  updatedAt: row.updatedAt.toISOString(),
  updatedBy: row.updatedBy,
})
