import type { PlainTransaction } from '../../db/plain-transaction.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Secrets } from '../../lib/secrets.ts'
import {
  digestUnder,
  isSameDigest,
  MONTHLY_KEY,
  type MonthlyKey,
  type PrefixDigest,
  presumedDigest,
} from '../address-keys/store.ts'
import { domainsIn } from '../comment-bans/rules.ts'
import { drawOnBudgets } from '../comment-budgets/store.ts'
import type { PolicyValues } from '../comment-policy/rules.ts'
import { POLICY, policyCount, policyFrom } from '../comment-policy/store.ts'
import { WORDS_STATE, wordsAt } from '../moderation-words/store.ts'
import { type Assessment, assess, type Facts } from './assess.ts'
import type { Circumstance } from './reasons.ts'
import { skeletonHash, skeletonOf } from './skeleton.ts'
import type { WordMatcher } from './words.ts'

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
  /** `RATE_LIMITS=off`. */
  isUnlimited: boolean
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

/** By what a comment is judged now, and what the database knows beside its words. */
export interface Look {
  inForce: ReturnType<typeof policyFrom>
  words: WordMatcher
  prefix: PrefixDigest
  /** What repetitions of its words have in common. */
  hash: Uint8Array<ArrayBuffer> | null
  /** The instant of the look, on the database's clock. */
  at: Date
  /** Undefined where a budget has to be drawn on first. */
  known: Known | undefined
}

/** Looks without writing, and without waiting in between, for what judging a comment takes. */
export async function lookAt(sql: PlainTransaction, secrets: Secrets, submission: Submission): Promise<Look> {
  const presumed = drawsOnBudgets(submission) ? undefined : presumedDigest(secrets, submission.address)
  const hash = skeletonHash(skeletonOf(submission.body)) ?? null
  const [[row], known] = await Promise.all([
    sql.query<LookRow>({
      name: 'comment-pipeline.look',
      text: `
        select ${POLICY} as held, ${WORDS_STATE} as state, ${MONTHLY_KEY},
          date_trunc('milliseconds', clock_timestamp()) as at`,
      values: [],
    }),
    presumed && findKnown(sql, submission, presumed, hash),
  ])
  if (!row) throw new Error('The database told nothing.')
  const prefix = await digestUnder(row, sql, secrets, submission.address)
  return {
    inForce: policyFrom(row.held),
    words: await wordsAt(sql, row.state),
    prefix,
    hash,
    at: row.at,
    known: isSameDigest(presumed, prefix) ? known : undefined,
  }
}

interface LookRow extends MonthlyKey {
  held: Parameters<typeof policyFrom>[0]
  state: string
  at: Date
}

/** An edit has drawn on the budget when it was a comment. */
const drawsOnBudgets = ({ isUnlimited, commentId }: Submission) => !isUnlimited && commentId === undefined

/**
 * Judges a comment, from cheap to dear: bans, budgets, repetitions, trust, then the words themselves. What is
 * over its budget is 429, and what its author has said already 409 `duplicate`: nothing is written then.
 */
export async function judge(
  sql: PlainTransaction,
  look: Look,
  submission: Submission,
  mode: Facts['mode'],
): Promise<Judged> {
  const { inForce, words, prefix, hash } = look
  const { version: policyVersion, policy } = inForce
  const { body, authorHash } = submission
  const known = look.known ?? (await drawAndFind(sql, look, submission))
  if (known.isSaidHere) throw new ApiError('duplicate', 'You have said that here already.')
  const circumstances = [
    ...submission.circumstances,
    ...timing(submission, policy),
    ...(known.ban ? [BANS[known.ban]] : []),
    ...repetition(known, policy),
  ]
  const assessment = assess(
    { body, circumstances, isTrusted: isTrusted(known, policy), mode },
    { policy, words },
  )
  return { ...assessment, ...prefix, authorHash, policyVersion, skeletonHash: hash }
}

/** Who draws is let on one by one, so that the second of two equal comments finds the first. */
async function drawAndFind(sql: PlainTransaction, look: Look, submission: Submission): Promise<Known> {
  const { prefix, inForce, hash } = look
  const { authorHash } = submission
  const [, known] = await Promise.all([
    drawsOnBudgets(submission) && drawOnBudgets(sql, { ...prefix, authorHash }, inForce.policy),
    findKnown(sql, submission, prefix, hash),
  ])
  return known
}

const BANS = { block: 'banned', hold: 'watched' } as const

const timing = ({ solvedIn }: Submission, { secondsMin }: PolicyValues): Circumstance[] =>
  solvedIn !== undefined && solvedIn < secondsMin ? ['too-fast'] : []

const repetition = (
  { isSaidElsewhere, others }: Known,
  { campaignAuthors }: PolicyValues,
): Circumstance[] => [
  ...(isSaidElsewhere ? (['repeated'] as const) : []),
  ...(others >= campaignAuthors ? (['campaign'] as const) : []),
]

/** What the database knows beside the words. */
interface Known {
  /** The strictest ban in force on author, network or link. */
  ban: keyof typeof BANS | null
  /** The same author has said it within a day, in the same place: under this article, in answer to the same. */
  isSaidHere: boolean
  /** And in another one. */
  isSaidElsewhere: boolean
  /** How many others said it within an hour. */
  others: number
  /** A name or an address that was typed proves nothing: its owner has confirmed the author's. */
  isConfirmed: boolean
  /** So many comments of the author were approved; more than the policy asks for are not counted. */
  approved: number
  /** One was refused in 90 days. */
  wasRefused: boolean
}

const isTrusted = ({ isConfirmed, approved, wasRefused }: Known, { trustAfter }: PolicyValues) =>
  trustAfter > 0 && isConfirmed && approved >= trustAfter && !wasRefused

/**
 * Whoever gave no address is told apart by name and network prefix: in one office everybody may agree in the
 * same words.
 */
async function findKnown(
  sql: PlainTransaction,
  { articleId, parentId, authorName, authorHash, commentId, address, body, email }: Submission,
  { prefixHash }: PrefixDigest,
  hash: Uint8Array | null,
): Promise<Known> {
  const network = /^[\d.]+$|:/.test(address) ? address : null
  const [known] = await sql.query<Known>({
    name: 'comment-pipeline.known',
    text: KNOWN,
    values: [
      ...[authorHash, prefixHash, network, domainsIn(body, email)],
      ...[articleId, parentId, authorName, hash, commentId ?? null],
    ],
  })
  if (!known) throw new Error('The database told nothing.')
  return known
}

const KNOWN = `
  select said.*, (
      select effect::text from comment_ban
      where (expires_at is null or expires_at > now()) and case kind
        when 'author' then digest = $1::bytea
        when 'prefix' then digest = $2::bytea
        when 'network' then $3::inet <<= value::inet
        else value = any($4::text[]) end
      order by effect = 'hold' limit 1) as ban,
    exists (select from comment_author where hash = $1::bytea and confirmed_at is not null) as "isConfirmed",
    (select count(*)::int from (
      select from comment where author_hash = $1::bytea and status = 'approved'
      limit ${policyCount('trustAfter')}) own
    ) as approved,
    exists (
      select from comment where author_hash = $1::bytea and status in ('rejected', 'spam')
        and changed_at > now() - interval '90 days') as "wasRefused"
  from (
    select coalesce(bool_or(is_own and is_here), false) as "isSaidHere",
      coalesce(bool_or(is_own and not is_here), false) as "isSaidElsewhere",
      count(distinct who) filter (where not is_own and at > now() - interval '1 hour')::int as others
    from (
      select r.created_at as at,
        c.article_id = $5::uuid and c.parent_id is not distinct from $6::uuid as is_here,
        coalesce(c.author_hash, c.prefix_hash) as who,
        coalesce(c.author_hash = $1::bytea, $1::bytea is null and c.author_hash is null
          and c.prefix_hash = $2::bytea and c.author_name = $7, false) as is_own
      from comment_revision r join comment c on c.id = r.comment_id
      where r.skeleton_hash = $8::bytea and r.created_at > now() - interval '1 day'
        and c.id is distinct from $9::uuid and c.status not in ('withdrawn', 'erased')
      order by r.created_at desc limit 1000
    ) each
  ) said`
