import type { Transaction } from '../../db/client.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { prefixDigest } from '../address-keys/store.ts'
import { domainsIn } from '../comment-bans/rules.ts'
import { findBan } from '../comment-bans/store.ts'
import { drawOnBudgets } from '../comment-budgets/store.ts'
import type { PolicyValues } from '../comment-policy/rules.ts'
import { getPolicy } from '../comment-policy/store.ts'
import { getWords } from '../moderation-words/store.ts'
import { type Assessment, assess, type Facts } from './assess.ts'
import type { Circumstance } from './reasons.ts'
import { skeletonHash, skeletonOf } from './skeleton.ts'

/** A comment or an edit that has come in, with all that is known of it. */
export interface Submission {
  articleId: string
  parentId: string | null
  body: string
  authorName: string
  /** The digest of the author's e-mail address, and its domain to be looked up among bans. */
  authorHash: Uint8Array<ArrayBuffer> | null
  email?: string | undefined
  /** Where it came from; used in this request and kept by nobody. */
  address: string
  mode: Facts['mode']
  /** What the route knows: a filled trap, a captcha that nobody could check. */
  circumstances: readonly Circumstance[]
  /** Seconds since the captcha was shown; undefined when nobody can tell. */
  solvedIn: number | undefined
  /** The comment that is changed; it is no repetition of itself. */
  commentId?: string
}

export interface Judged extends Assessment {
  policyVersion: number
  skeletonHash: Uint8Array<ArrayBuffer> | null
  authorHash: Uint8Array<ArrayBuffer> | null
  prefixHash: Uint8Array<ArrayBuffer>
  addressMonth: string
}

interface Means {
  secrets: Secrets
  /** `RATE_LIMITS=off`. */
  isUnlimited: boolean
}

/**
 * Judges a comment, from cheap to dear: bans, budgets, repetitions, trust, then the words themselves. What is
 * over its budget is 429, and what its author has said already 409 `duplicate`: nothing is written then.
 */
export async function judge(tx: Transaction, means: Means, submission: Submission): Promise<Judged> {
  const { body, authorHash, mode } = submission
  const [{ policy, version: policyVersion }, words] = [await getPolicy(tx), await getWords(tx)]
  const digests = { ...(await prefixDigest(tx, means.secrets, submission.address)), authorHash }
  const sender = { ...digests, hash: skeletonHash(skeletonOf(body)) ?? null }
  const ban = await findBan(tx, {
    ...sender,
    address: submission.address,
    domains: domainsIn(body, submission.email),
  })
  // An edit has drawn on the budget when it was a comment.
  if (!means.isUnlimited && submission.commentId === undefined) await drawOnBudgets(tx, sender, policy)
  const told = await findRepetitions(tx, submission, sender)
  if (told.isSaidHere) throw new ApiError('duplicate', 'You have said that here already.')
  const circumstances = [
    ...submission.circumstances,
    ...timing(submission, policy),
    ...(ban ? [BANS[ban]] : []),
    ...repetition(told, policy),
  ]
  const isTrusted = await hasTrust(tx, authorHash, policy.trustAfter)
  const assessment = assess({ body, circumstances, isTrusted, mode }, { policy, words })
  return { ...assessment, ...digests, policyVersion, skeletonHash: sender.hash }
}

const BANS = { block: 'banned', hold: 'watched' } as const

const timing = ({ solvedIn }: Submission, { secondsMin }: PolicyValues): Circumstance[] =>
  solvedIn !== undefined && solvedIn < secondsMin ? ['too-fast'] : []

const repetition = (
  { isSaidElsewhere, others }: Repetitions,
  { campaignAuthors }: PolicyValues,
): Circumstance[] => [
  ...(isSaidElsewhere ? (['repeated'] as const) : []),
  ...(others >= campaignAuthors ? (['campaign'] as const) : []),
]

interface Repetitions {
  /** The same author has said it within a day, in the same place: under this article, in answer to the same. */
  isSaidHere: boolean
  /** And in another one. */
  isSaidElsewhere: boolean
  /** How many others said it within an hour. */
  others: number
}

interface Identity {
  hash: Uint8Array | null
  authorHash: Uint8Array | null
  prefixHash: Uint8Array
}

/**
 * Whoever gave no address is told apart by name and network prefix: in one office everybody may agree in the
 * same words.
 */
async function findRepetitions(
  tx: Transaction,
  { articleId, parentId, authorName, commentId }: Submission,
  { hash, authorHash, prefixHash }: Identity,
): Promise<Repetitions> {
  const [row] = await tx.$queryRaw<Repetitions[]>`
    select coalesce(bool_or(is_own and is_here), false) as "isSaidHere",
      coalesce(bool_or(is_own and not is_here), false) as "isSaidElsewhere",
      count(distinct who) filter (where not is_own and said.at > now() - interval '1 hour')::int as others
    from (
      select r.created_at as at, c.article_id = ${articleId}::uuid
          and c.parent_id is not distinct from ${parentId}::uuid as is_here,
         coalesce(c.author_hash, c.prefix_hash) as who,
        coalesce(c.author_hash = ${authorHash}::bytea,
          ${authorHash}::bytea is null and c.author_hash is null and c.prefix_hash = ${prefixHash}::bytea
            and c.author_name = ${authorName}, false) as is_own
      from comment_revision r join comment c on c.id = r.comment_id
      where r.skeleton_hash = ${hash}::bytea and r.created_at > now() - interval '1 day'
        and c.id is distinct from ${commentId ?? null}::uuid and c.status not in ('withdrawn', 'erased')
      order by r.created_at desc limit 1000
    ) said`
  if (!row) throw new Error('The database told nothing.')
  return row
}

/** Whether an author has confirmed the address and done well: a name or an address that was typed proves nothing. */
async function hasTrust(tx: Transaction, authorHash: Uint8Array | null, approved: number): Promise<boolean> {
  if (authorHash === null || approved === 0) return false
  const [row] = await tx.$queryRaw<{ isTrusted: boolean }[]>`
    select exists (
        select from comment_author where hash = ${authorHash}::bytea and confirmed_at is not null
      ) and (
        select count(*) >= ${approved}::int from (
          select from comment where author_hash = ${authorHash}::bytea and status = 'approved'
          limit ${approved}::int) own
      ) and not exists (
        select from comment where author_hash = ${authorHash}::bytea and status in ('rejected', 'spam')
          and changed_at > now() - interval '90 days'
      ) as "isTrusted"`
  return row?.isTrusted ?? false
}
