import type { Act } from '../../db/act.ts'
import type { Actor } from '../../lib/actor.ts'
import { ApiError, notFound } from '../../lib/errors.ts'
import { getArticleHead } from '../revisions/store.ts'
import type { Lease } from './schema.ts'
import { claimLease, deleteLease, holdLease, type LeaseRow, seizeLease } from './store.ts'

interface Taking {
  ttl: number
  takeover: boolean
}

/** Says that somebody is at work on an article, or goes on saying so. */
export async function takeLease(act: Act, articleId: string, { ttl, takeover }: Taking): Promise<Lease> {
  const { tx, actor } = act
  await getArticleHead(tx, articleId)
  const claim = { articleId, caller: callerOf(actor), label: actor.label, ttl }
  const lease = await claimLease(tx, claim)
  if (lease.caller === claim.caller) return toLease(lease)
  if (!takeover) throw held(lease)
  tellTakeover(act, articleId, lease)
  return toLease(await seizeLease(tx, claim))
}

/** Ends a lease before its time. */
export async function releaseLease(act: Act, articleId: string, takeover: boolean): Promise<void> {
  const { tx, actor } = act
  await getArticleHead(tx, articleId)
  const lease = await holdLease(tx, articleId)
  if (!lease) throw notFound('lease of article', articleId)
  const isYours = lease.caller === callerOf(actor)
  if (!isYours && !takeover) throw held(lease)
  if (!isYours) tellTakeover(act, articleId, lease)
  await deleteLease(tx, articleId)
}

/** `ADMIN_KEY` has no id, and is one caller all the same. */
const callerOf = ({ keyId, label }: Actor) => keyId ?? label

const tellTakeover = ({ record }: Act, id: string, { label }: LeaseRow) =>
  record({ type: 'article.lease-taken', subject: { type: 'article', id }, data: { from: label } })

const toLease = ({ label, acquiredAt, expiresAt }: LeaseRow): Lease => ({
  holder: label,
  isYours: true,
  acquiredAt: acquiredAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})

const held = ({ label, expiresAt }: LeaseRow) =>
  new ApiError('conflict', `${label} is at work on the article.`, {
    members: { lease: { holder: label, expiresAt: expiresAt.toISOString() } },
  })
