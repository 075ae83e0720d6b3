import type { Act } from '../../db/act.ts'
import type { Db, Transaction } from '../../db/client.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { Actor, Scope } from '../../lib/actor.ts'
import { conflict, forbidden, invalid, notFound } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { isSame } from '../../lib/secrets.ts'
import { mintKey, readKey, scopesOf, ungrantable } from './rules.ts'
import type { ApiKey, IssuedApiKey, NewApiKey, Rotation } from './schema.ts'

/** Held until the transaction ends by whoever changes who can administer. */
const ADMINISTRATION_LOCK = 72_707_371

/**
 * Who holds this key, read anew for every request: expiry and revocation count at once, on every instance.
 * Notes the use, to the minute.
 */
export async function findActor(db: Db, key: string): Promise<Actor | undefined> {
  const parts = readKey(key)
  if (!parts) return undefined
  const row = await db.apiKey.findUnique({ where: { prefix: parts.prefix } })
  if (!row || !isSame(Buffer.from(row.secretHash), Buffer.from(parts.secretHash))) return undefined
  const now = Date.now()
  if (row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= now)) return undefined
  const minute = new Date(now - (now % 60_000))
  if (!row.lastUsedAt || row.lastUsedAt < minute) {
    await db.apiKey.updateMany({ where: { id: row.id }, data: { lastUsedAt: minute } })
  }
  return { keyId: row.id, label: row.label, scopes: row.scopes as Scope[], expiresAt: row.expiresAt }
}

export async function listApiKeys(db: Db, { limit, after, wantsCount }: Window): Promise<Rows<Row>> {
  const rows = await db.apiKey.findMany({
    ...(after && { where: { id: { lt: after[1] } } }),
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.apiKey.count() : undefined }
}

export async function getApiKey(db: Db, id: string): Promise<ApiKey> {
  const row = await db.apiKey.findUnique({ where: { id } })
  if (!row) throw notFound('API key', id)
  return toApiKey(row)
}

/** Makes a key that can do no more than its maker. The secret leaves here and nowhere else. */
export async function issueApiKey({ tx, actor, record }: Act, input: NewApiKey): Promise<IssuedApiKey> {
  const scopes = scopesOf(input)
  refuseMore(actor, scopes)
  const { key, prefix, secretHash } = mintKey()
  const expiresAt = expiryOf(input)
  const data = { prefix, secretHash, label: input.label, scopes, expiresAt, createdBy: actor.label }
  const row = await tx.apiKey.create({ data })
  record({
    type: 'key.created',
    subject: { type: 'key', id: row.id },
    changes: changesBetween({}, { label: row.label, scopes, prefix, expiresAt }),
  })
  return issued(row, key)
}

/** Replaces the secret and, when asked, the expiry; the old secret stops at once. */
export async function rotateApiKey(act: Act, id: string, input: Rotation): Promise<IssuedApiKey> {
  const { tx, actor, record } = act
  const current = await lockActiveKey(tx, id)
  refuseMore(actor, current.scopes as Scope[])
  const { key, prefix, secretHash } = mintKey()
  const row = await tx.apiKey.update({
    where: { id },
    data: {
      prefix,
      secretHash,
      ...(input.expiresAt !== undefined && { expiresAt: expiryOf(input) }),
    },
  })
  const changes = changesBetween(
    { prefix: current.prefix, expiresAt: current.expiresAt },
    { prefix, expiresAt: row.expiresAt },
  )
  record({ type: 'key.rotated', subject: { type: 'key', id }, changes })
  return issued(row, key)
}

/**
 * Ends a key. The last one that can administer stays: without it nobody could make another. All revocations
 * of administering keys queue on one lock, so that two cannot each leave the other as the last.
 */
export async function revokeApiKey({ tx, record }: Act, id: string, hasAdminKey: boolean): Promise<void> {
  await lockAdministration(tx)
  const key = await lockActiveKey(tx, id)
  if (key.scopes.includes('admin') && !hasAdminKey && (await countOtherAdmins(tx, id)) === 0) {
    throw conflict('This is the last key that can administer. Make another one first.')
  }
  const revokedAt = new Date()
  await tx.apiKey.update({ where: { id }, data: { revokedAt } })
  record({ type: 'key.revoked', subject: { type: 'key', id }, changes: changesBetween({}, { revokedAt }) })
}

/** The key of a first start: made once, however many instances start together; nothing where there are keys. */
export async function issueFirstKey(act: Act): Promise<IssuedApiKey | undefined> {
  await lockAdministration(act.tx)
  if (await hasAnyKey(act.tx)) return undefined
  return issueApiKey(act, { label: 'First administrator', role: 'admin' })
}

export const hasAnyKey = async (db: Db) => (await db.apiKey.count()) > 0

const lockAdministration = (tx: Transaction) =>
  tx.$executeRaw`select pg_advisory_xact_lock(${ADMINISTRATION_LOCK})`

const countOtherAdmins = (tx: Transaction, id: string) =>
  tx.apiKey.count({
    where: {
      id: { not: id },
      scopes: { has: 'admin' },
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
  })

async function lockActiveKey(tx: Transaction, id: string): Promise<Row> {
  await tx.$queryRaw`select id from api_key where id = ${id}::uuid for update`
  const row = await tx.apiKey.findUnique({ where: { id } })
  if (!row) throw notFound('API key', id)
  if (row.revokedAt) throw conflict('The key is revoked.')
  return row
}

/** A key that is made expired would lock its holder out in the same breath. */
function expiryOf({ expiresAt }: { expiresAt?: string | null }): Date | null {
  if (!expiresAt) return null
  const date = new Date(expiresAt)
  if (date <= new Date()) throw invalid('/expiresAt', 'must lie ahead', 'past')
  return date
}

function refuseMore(actor: Actor, scopes: readonly Scope[]): void {
  const missing = ungrantable(actor, scopes)
  if (missing.length > 0) throw forbidden(`A key cannot grant what it lacks: ${missing.join(', ')}.`)
}

export interface Row {
  id: string
  prefix: string
  label: string
  scopes: string[]
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
  createdAt: Date
  createdBy: string
}

const common = ({ id, prefix, label, scopes, expiresAt, createdAt }: Row) => ({
  id,
  prefix,
  label,
  scopes: scopes as Scope[],
  expiresAt: expiresAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})

const issued = (row: Row, key: string): IssuedApiKey => ({ key, ...common(row) })

export const toApiKey = (row: Row): ApiKey => ({
  ...common(row),
  createdBy: row.createdBy,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
})
