import type { Article } from '../../db/models.ts'
import type { Scope } from '../../lib/actor.ts'
import { conflict } from '../../lib/errors.ts'

type State = Article['state']

interface Transition {
  /** Who may take it. */
  scope: Scope
  /** From which states it leads where; from any other it is refused. */
  moves: Partial<Record<State, State>>
  event: `article.${string}`
}

/**
 * Every change of an article's state, and nothing else changes it. `scheduled` is no state of its own: it is
 * what `published` is called while the first edition lies ahead. What the public sees follows from editions
 * and withdrawals alone: an archived article stays readable.
 */
export const TRANSITIONS = {
  /** A writer hands the story in. */
  submission: { scope: 'content:write', moves: { draft: 'in_review' }, event: 'article.submitted' },
  /** An editor vouches for the words as they are. */
  approval: { scope: 'content:publish', moves: { in_review: 'approved' }, event: 'article.approved' },
  /** An editor gives it back with a note; out of the archive it comes back as what it was. */
  return: {
    scope: 'content:publish',
    moves: { in_review: 'draft', approved: 'draft', archived: 'published' },
    event: 'article.returned',
  },
  /** New words were saved: what was approved are no longer these. */
  rewording: { scope: 'content:write', moves: { approved: 'in_review' }, event: 'article.saved' },
  publication: {
    scope: 'content:publish',
    moves: { draft: 'published', in_review: 'published', approved: 'published', published: 'published' },
    event: 'article.published',
  },
  /** Public text says what was wrong; only what was published can be corrected. */
  correction: { scope: 'content:publish', moves: { published: 'published' }, event: 'article.corrected' },
  /** Work on it has ended. */
  archival: { scope: 'content:publish', moves: { published: 'archived' }, event: 'article.archived' },
} as const satisfies Record<string, Transition>

export type TransitionName = keyof typeof TRANSITIONS

/** What a review made of an article's words. */
interface LastStep {
  to: State
  revision: number
}

/**
 * What an article is again when its only publication is taken back before it began: what its review had made of
 * it. An approval holds for the words that were approved.
 */
export function unpublishedState({ revision }: Pick<Article, 'revision'>, last: LastStep | undefined): State {
  if (!last) return 'draft'
  return last.to === 'approved' && last.revision !== revision ? 'in_review' : last.to
}

export function refuseFinal({ pubStatus }: Pick<Article, 'pubStatus'>): void {
  if (pubStatus === 'canceled' || pubStatus === 'legal') throw conflict('The article was withdrawn for good.')
}

/** Where a transition leads; 409 where it leads nowhere, and for what was withdrawn for good. */
export function destinationOf(name: TransitionName, head: Pick<Article, 'state' | 'pubStatus'>): State {
  const { state } = head
  refuseFinal(head)
  const { moves }: Transition = TRANSITIONS[name]
  const to = moves[state]
  if (to) return to
  const from = Object.keys(moves).map((each) => each.replace('_', ' '))
  throw conflict(
    `An article that is ${state.replace('_', ' ')} takes no ${name}: only one that is ${from.join(' or ')}.`,
  )
}
