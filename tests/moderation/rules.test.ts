import { expect, test } from '@jest/globals'
import {
  allowedActions,
  excerptOf,
  noteFor,
  STATUSES,
  startsOf,
  statusesOf,
} from '../../src/features/moderation/rules.ts'

test('what moderators may do follows from where a comment stands', () => {
  expect(Object.fromEntries(STATUSES.map((status) => [status, allowedActions(status)]))).toEqual({
    pending: ['approve', 'reject', 'spam'],
    approved: ['reject', 'spam', 'pending'],
    rejected: ['approve', 'pending'],
    spam: ['approve', 'pending'],
    withdrawn: [],
    erased: [],
  })
})

test('an action starts where it is allowed', () => {
  expect(startsOf('approve')).toEqual(['pending', 'rejected', 'spam'])
  expect(startsOf('pending')).toEqual(['approved', 'rejected', 'spam'])
})

test('the queue is what waits; a filter looks through everything', () => {
  expect(statusesOf(undefined)).toEqual(['pending'])
  expect(statusesOf('all')).toEqual(STATUSES)
  expect(statusesOf(undefined, ['spam', 'approved'])).toEqual(['spam', 'approved'])
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
