import { STATUSES, type Status } from '../moderation/rules.ts'

export interface QueueRule {
  title: string
  statuses: readonly Status[]
  /** What else is asked of a comment `c`, in SQL. */
  also?: string
}

/** What moderators look through. A comment may wait in several. */
export const QUEUES = {
  pending: { title: 'Waits for a decision', statuses: ['pending'] },
  reported: {
    title: 'Readers have reported it',
    statuses: ['approved', 'pending'],
    also: 'c.open_reports > 0',
  },
  edited: {
    title: 'Its author has changed public words',
    statuses: ['approved'],
    also: 'c.head_revision_id <> c.published_revision_id',
  },
  spam: { title: 'Taken for spam', statuses: ['spam'] },
  all: { title: 'Every comment', statuses: STATUSES },
} as const satisfies Record<string, QueueRule>
export type Queue = keyof typeof QUEUES

export const ORDERS = ['oldest', 'newest', 'priority'] as const
export type Order = (typeof ORDERS)[number]

/** The queue that is meant: a filter by status looks through everything unless a queue is named as well. */
export const queueOf = (queue: Queue | undefined, statuses: readonly Status[] | undefined): Queue =>
  queue ?? (statuses ? 'all' : 'pending')

/** The statuses to list: those of the queue, and of these the ones that were asked for. */
export const statusesOf = (queue: Queue, statuses: readonly Status[] = STATUSES): Status[] =>
  statuses.filter((status) => (QUEUES[queue].statuses as readonly Status[]).includes(status))

/** What makes one comment more urgent than another: what readers said of it, or what the pipeline did. */
export const weightOf = (queue: Queue) => (queue === 'reported' ? 'c.open_reports' : 'c.score')

const EXCERPT_LENGTH = 140

/** The beginning of a text, cut between characters. */
export function excerptOf(text: string): string {
  const characters = Array.from(text.replace(/\s+/g, ' ').trim())
  return characters.length <= EXCERPT_LENGTH
    ? characters.join('')
    : `${characters.slice(0, EXCERPT_LENGTH - 1).join('')}…`
}
