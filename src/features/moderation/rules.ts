/** Where a comment stands. Readers see `approved` ones and nothing else. */
export const STATUSES = ['pending', 'approved', 'rejected', 'spam', 'withdrawn', 'erased'] as const
export type Status = (typeof STATUSES)[number]

export const ACTIONS = ['approve', 'reject', 'spam', 'pending'] as const
export type Action = (typeof ACTIONS)[number]

const OUTCOMES = {
  approve: 'approved',
  reject: 'rejected',
  spam: 'spam',
  pending: 'pending',
} as const satisfies Record<Action, Status>
export type Outcome = (typeof OUTCOMES)[Action]

export const outcomeOf = (action: Action): Outcome => OUTCOMES[action]

/** What moderators may do. What its author took back, or what was erased, is out of their hands. */
const ALLOWED: Record<Status, readonly Action[]> = {
  pending: ['approve', 'reject', 'spam'],
  approved: ['reject', 'spam', 'pending'],
  rejected: ['approve', 'pending'],
  spam: ['approve', 'pending'],
  withdrawn: [],
  erased: [],
}

/** A comment as a decision finds it: its newest words, and those that are public. */
export interface Decidable {
  status: Status
  headRevisionId: string
  publishedRevisionId: string | null
}

/** Its author changed public words, and nobody has decided on the new ones. */
const isEdited = ({ status, headRevisionId, publishedRevisionId }: Decidable) =>
  status === 'approved' && publishedRevisionId !== headRevisionId

/** What may be decided on the newest words. */
export const allowedActions = (comment: Decidable): Action[] =>
  isEdited(comment) ? ['approve', 'reject', 'spam'] : [...ALLOWED[comment.status]]

/** Where a decision leads: what the comment is then, which words are public, and which are its newest. */
export interface Move {
  status: Outcome
  published: string | null
  head: string
}

/**
 * What a decision on one revision makes of a comment; undefined when these are not words to be decided on, or
 * nothing leads there. Refusing an edit refuses the edit alone: the comment stays with its public words, which
 * are its newest again. To take an edited comment down a decision names the words that are public.
 */
export function moveFor(comment: Decidable, action: Action, revisionId: string): Move | undefined {
  const { status, headRevisionId: head, publishedRevisionId: published } = comment
  if (isEdited(comment) && revisionId === head) return moveOfEdit(action, head, published)
  const isAboutPublic = isEdited(comment) && revisionId === published
  if (revisionId !== head && !isAboutPublic) return undefined
  if (!ALLOWED[status].includes(action)) return undefined
  return { status: outcomeOf(action), published: action === 'approve' ? revisionId : null, head }
}

function moveOfEdit(action: Action, head: string, published: string | null): Move | undefined {
  if (action === 'approve') return { status: 'approved', published: head, head }
  if (action === 'pending' || published === null) return undefined
  return { status: 'approved', published, head: published }
}

export type Note = 'noteInternal' | 'notePublic'

/** Why a comment is not shown. `needs` is the note without which the reason cannot be given. */
export const REASONS = {
  spam: { title: 'Spam' },
  advertising: { title: 'Advertising' },
  offensive: { title: 'Offensive language' },
  harassment: { title: 'Harassment of a person' },
  hate: { title: 'Hatred against a group' },
  illegal: { title: 'Against the law', needs: 'noteInternal' },
  misinformation: { title: 'Misinformation' },
  'off-topic': { title: 'Not about the article' },
  'personal-data': { title: 'Personal data of others' },
  impersonation: { title: 'Written in somebody else’s name' },
  'banned-word': { title: 'A word that is not allowed' },
  duplicate: { title: 'Said before' },
  'low-quality': { title: 'Adds nothing' },
  copyright: { title: 'Belongs to somebody else' },
  other: { title: 'Another reason', needs: 'notePublic' },
} as const satisfies Record<string, { title: string; needs?: Note }>
export type Reason = keyof typeof REASONS

/** The note that a reason demands: `illegal` its legal grounds, `other` words for the author. */
export function noteFor(reason: Reason): Note | undefined {
  const grounds = REASONS[reason]
  return 'needs' in grounds ? grounds.needs : undefined
}

/** How long whoever decided may take a decision back; administrators may at any time. */
export const UNDO_MINUTES = 10

/** How many comments one request names. */
export const BULK_MAX = 100
/** How many a filter may mean: they are decided in one transaction, which has to end within seconds. */
export const FILTER_MAX = 250
