import type { Lesson, WaitingComment } from '../../lib/comment-checks.ts'

type Verdict = 'ok' | 'hold' | 'spam'

/** Somebody outside who is asked about a comment. All of it may fail, and then the comment waits. */
export interface SpamService {
  name: string
  check(comment: WaitingComment, signal: AbortSignal): Promise<Verdict>
  /** Tells what a moderator decided. */
  teach?(lesson: Lesson): Promise<void>
  /** Whether the service lets us in. */
  verify?(): Promise<boolean>
}

export type Outcome = Verdict | 'failed'

const WORST_FIRST: readonly Outcome[] = ['spam', 'failed', 'hold', 'ok']

/** What several say together: spam if one says so, and nothing is innocent that one of them could not look at. */
export const worstOf = (outcomes: readonly Outcome[]): Outcome =>
  WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? 'failed'
