import { describe, expect, test } from '@jest/globals'
import {
  ACTIONS,
  allowedActions,
  moveFor,
  noteFor,
  outcomeOf,
  STATUSES,
  type Status,
} from '../../src/features/moderation/rules.ts'
import { excerptOf, queueOf, statusesOf } from '../../src/features/moderation-queues/rules.ts'

const comment = (status: Status, published: string | null = status === 'approved' ? 'new' : null) => ({
  status,
  headRevisionId: 'new',
  publishedRevisionId: published,
})
const edited = comment('approved', 'old')

test('what moderators may do follows from where a comment stands', () => {
  expect(Object.fromEntries(STATUSES.map((status) => [status, allowedActions(comment(status))]))).toEqual({
    pending: ['approve', 'reject', 'spam'],
    approved: ['reject', 'spam', 'pending'],
    rejected: ['approve', 'pending'],
    spam: ['approve', 'pending'],
    withdrawn: [],
    erased: [],
  })
  expect(allowedActions(edited)).toEqual(['approve', 'reject', 'spam'])
})

describe('a decision', () => {
  test.each(STATUSES.flatMap((status) => ACTIONS.map((action) => [status, action] as const)))(
    'on a comment that is %s, to %s, leads where it is allowed, and nowhere on other words',
    (status, action) => {
      const isAllowed = allowedActions(comment(status)).includes(action)
      const published = action === 'approve' ? 'new' : null
      const move = { status: outcomeOf(action), published, head: 'new' }

      expect(moveFor(comment(status), action, 'new')).toEqual(isAllowed ? move : undefined)
      expect(moveFor(comment(status), action, 'old')).toBeUndefined()
    },
  )

  test.each([
    ['approve', 'new', { status: 'approved', published: 'new', head: 'new' }],
    ['reject', 'new', { status: 'approved', published: 'old', head: 'old' }],
    ['spam', 'new', { status: 'approved', published: 'old', head: 'old' }],
    ['pending', 'new', undefined],
    ['approve', 'old', undefined],
    ['reject', 'old', { status: 'rejected', published: null, head: 'new' }],
    ['spam', 'old', { status: 'spam', published: null, head: 'new' }],
    ['pending', 'old', { status: 'pending', published: null, head: 'new' }],
    ['reject', 'other', undefined],
  ] as const)('on an edited comment: %s, naming the %s words', (action, revisionId, move) => {
    expect(moveFor(edited, action, revisionId)).toEqual(move)
  })
})

test('the queue is what waits; a filter looks through everything', () => {
  expect(queueOf(undefined, undefined)).toBe('pending')
  expect(queueOf(undefined, ['spam'])).toBe('all')
  expect(queueOf('edited', ['spam'])).toBe('edited')
  expect(statusesOf('all')).toEqual(STATUSES)
  expect(statusesOf('all', ['spam', 'approved'])).toEqual(['spam', 'approved'])
  expect(statusesOf('pending', ['spam'])).toEqual([])
})

test('the law and another reason want words', () => {
  expect([noteFor('illegal'), noteFor('other'), noteFor('spam')]).toEqual([
    'noteInternal',
    'notePublic',
    undefined,
  ])
})

test('an excerpt is one line, cut between characters', () => {
  expect(excerptOf(' a\n\nb ')).toBe('a b')
  expect(excerptOf('𝟞'.repeat(140))).toBe('𝟞'.repeat(140))
  expect(excerptOf('𝟞'.repeat(141))).toBe(`${'𝟞'.repeat(139)}…`)
})
