import type { PolicyValues } from '../comment-policy/rules.ts'
import { type Content, type Finding, links, listedWords, shape } from './checks.ts'
import { type Circumstance, FINDINGS, type Reason, UNCHECKED } from './reasons.ts'
import { skeletonOf } from './skeleton.ts'
import type { WordMatcher } from './words.ts'

/** Everything that a comment is judged by. */
export interface Facts {
  body: string
  /** What is known beside the words, in the order in which it was looked at. */
  circumstances: readonly Circumstance[]
  /** Its author confirmed an address and has done well so far. */
  isTrusted: boolean
  mode: 'pre' | 'post' | 'closed'
}

export interface Judge {
  policy: PolicyValues
  words: WordMatcher
}

export interface Assessment {
  status: 'approved' | 'pending' | 'spam'
  score: number
  reasons: Reason[]
  matches: { reason: Reason; start: number; end: number }[]
}

/** From cheap to dear. What is found out beside the words comes before them, see `Facts`. */
const CHECKS: readonly ((content: Content) => Finding[])[] = [listedWords, links, shape]

/** So many spans are shown to a moderator; a comment of nothing else is told by the first of them, too. */
const MATCHES_MAX = 100

/**
 * What becomes of a comment before anybody has read it. A check that fails holds it: nothing is approved
 * unchecked. What nothing speaks against is public at once where the article says so, or of a trusted author.
 */
export function assess(facts: Facts, { policy, words }: Judge): Assessment {
  const content = { body: facts.body, skeleton: skeletonOf(facts.body), words, policy }
  const findings = [
    ...facts.circumstances.map((reason): Finding => ({ reason, score: FINDINGS[reason] })),
    ...CHECKS.flatMap((check) => checked(check, content)),
  ]
  const score = findings.reduce((sum, finding) => sum + finding.score, 0)
  const reasons = [...new Set(findings.map(({ reason }) => reason))]
  return {
    status: statusFor(score, reasons, facts, policy),
    score,
    reasons,
    matches: findings
      .flatMap(({ reason, spans = [] }) => spans.map((span) => ({ reason, ...span })))
      .slice(0, MATCHES_MAX),
  }
}

function checked(check: (content: Content) => Finding[], content: Content): Finding[] {
  try {
    return check(content)
  } catch {
    return [{ reason: 'check-failed', score: FINDINGS['check-failed'] }]
  }
}

function statusFor(
  score: number,
  reasons: readonly Reason[],
  { mode, isTrusted }: Facts,
  policy: PolicyValues,
): Assessment['status'] {
  if (score >= policy.spamScore) return 'spam'
  const isUnchecked = reasons.some((reason) => UNCHECKED.includes(reason))
  if (isUnchecked || score >= policy.holdScore || policy.mode === 'pre') return 'pending'
  return mode === 'post' || isTrusted ? 'approved' : 'pending'
}
