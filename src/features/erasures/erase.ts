import type { Act } from '../../db/act.ts'
import { forgetAnswersAbout } from '../../db/idempotency.ts'
import { notFound } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { authorDigests } from '../comment-addresses/rules.ts'
import { forgetAddresses } from '../comment-addresses/store.ts'
import { commentOf } from '../comment-authors/rules.ts'
import { holdThreads } from '../moderation/store.ts'
import type { CarriedOutErasure, NewErasure } from './schema.ts'
import {
  destroyTraces,
  findCommentsOf,
  type Hash,
  isComment,
  listHashes,
  markErased,
  storeErasure,
  toErasure,
} from './store.ts'

/** What is destroyed in one transaction, which has to end within seconds. */
const ERASED_AT_ONCE = 500

/**
 * Destroys what one comment says, or all that one address wrote, and the address itself. It cannot be taken
 * back, and to repeat it changes nothing.
 */
export async function carryOutErasure(
  act: Act,
  secrets: Secrets,
  { reason, ...target }: NewErasure,
): Promise<CarriedOutErasure> {
  const { tx, actor, record } = act
  const hashes = target.email === undefined ? [] : authorDigests(secrets, target.email)
  const found =
    target.email === undefined
      ? [await commentIn(act, secrets, target)]
      : await findCommentsOf(tx, hashes, ERASED_AT_ONCE + 1)
  const ids = found.slice(0, ERASED_AT_ONCE)
  const comments = await eraseComments(act, { ids, hashes, decidedBy: 'human' })
  const row = await storeErasure(tx, { comments, reason: reason ?? null, createdBy: actor.label })
  record({ type: 'erasure.created', subject: { type: 'erasure', id: row.id }, data: { comments } })
  return { ...toErasure(row), isComplete: found.length === ids.length }
}

/** The comment that is meant; 404 where there is none. */
async function commentIn(
  { tx }: Act,
  secrets: Secrets,
  { commentId, receipt = '' }: Pick<NewErasure, 'commentId' | 'receipt'>,
): Promise<string> {
  const id = commentId?.toLowerCase() ?? commentOf(secrets, receipt)
  // What was sent is a secret or a guess at one: the answer does not repeat it.
  if (id === undefined) throw notFound('comment', 'with this receipt')
  if (!(await isComment(tx, id))) throw notFound('comment', id)
  return id
}

interface Erasing {
  ids: readonly string[]
  /** Digests of an address that goes whatever it wrote. */
  hashes?: readonly Hash[]
  decidedBy: 'human' | 'system'
}

/**
 * Erases comments, their threads held: an edit or a decision that was under way comes before it and is erased
 * with the rest, or after it and finds nothing to change. Public replies stay, below a place that says no more
 * than that. Returns how many there were that had not been erased before.
 */
export async function eraseComments(
  { tx, actor, record }: Act,
  { ids, hashes = [], decidedBy }: Erasing,
): Promise<number> {
  await holdThreads(tx, ids)
  const theirs = await listHashes(tx, ids)
  const erased = await markErased(tx, ids, { decidedBy, label: actor.label })
  await destroyTraces(tx, ids)
  await forgetAnswersAbout(tx, ids)
  await forgetAddresses(tx, [...hashes, ...theirs])
  for (const { id, articleId, parentId, from, version, isPublic } of erased) {
    record({
      type: 'comment.erased',
      subject: { type: 'comment', id },
      version,
      isPublic,
      data: { articleId, parentId },
      changes: changesBetween({ status: from }, { status: 'erased' }),
    })
  }
  return erased.length
}
