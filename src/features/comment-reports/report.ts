import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import type { Deps } from '../../http/feature.ts'
import { digestOf } from '../../lib/canonical.ts'
import { prefixDigest } from '../address-keys/store.ts'
import { type Proof, spendCaptcha } from '../captcha/store.ts'
import { getPolicy } from '../comment-policy/store.ts'
import { carryOut } from '../moderation/carry-out.ts'
import { type HeldComment, holdComment } from '../moderation/store.ts'
import type { NewReport } from './schema.ts'
import { exists, markHeld, storeReport } from './store.ts'

interface Reporting {
  commentId: string
  input: NewReport
  proof: Proof
  /** Of the reader; used in this request and kept by nobody. */
  address: string
  secrets: Deps['secrets']
}

/**
 * Reports a comment, once per reader. Whoever reports is told nothing of it: not whether the comment is public,
 * was reported before, or exists. When so many readers agree as the policy says, it waits for a moderator.
 */
export async function reportComment(act: Act, { commentId, input, proof, ...from }: Reporting) {
  const { tx, sql, record } = act
  const { reason, note } = input
  const requestHash = digestOf(commentId, reason, note ?? null)
  const bought = await spendCaptcha(sql, proof, { resourceId: uuidv7(), requestHash })
  if (bought !== undefined || !(await exists(tx, commentId))) return
  const held = await holdComment(tx, commentId)
  const { publishedRevisionId: revisionId, articleId, parentId, version } = held
  if (!isPublic(held) || revisionId === null) return
  const { prefixHash: reporterHash } = await prefixDigest(sql, from.secrets, from.address)
  const counted = await storeReport(tx, { ...input, commentId, revisionId, reporterHash })
  if (!counted) return
  const subject = { type: 'comment' as const, id: commentId }
  record({ type: 'comment.reported', subject, version, data: { articleId, parentId, reason } })
  const { policy } = await getPolicy(sql)
  if (counted.wasHeld || counted.openReports < policy.reportsToHold) return
  await markHeld(tx, commentId)
  await hold(act, commentId, { ...held, openReports: counted.openReports })
}

const isPublic = ({ status, isReachable, isArticleVisible }: HeldComment) =>
  status === 'approved' && isReachable && isArticleVisible

/** Takes a comment down until a moderator has read it; its reports wait on. */
function hold(act: Act, commentId: string, held: HeldComment) {
  const { version, headRevisionId: head, openReports, publishedRevisionId } = held
  const move = { status: 'pending' as const, published: null, head }
  const wanted = { versions: [version], held, move, openReports, decidedBy: 'policy' as const }
  return carryOut(act, commentId, wanted, { revisionId: publishedRevisionId ?? head })
}
