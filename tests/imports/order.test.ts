import { describe, expect, test } from '@jest/globals'
import { inOrder } from '../../src/features/imports/comments/order.ts'
import type { Exported } from '../../src/features/imports/comments/rules.ts'

const exported = (key: string, parentKey: string | null, more: Partial<Exported> = {}): Exported => ({
  key,
  parentKey,
  slug: 'ferry',
  authorName: 'Ines',
  email: '',
  html: '<p>Words.</p>',
  createdAt: '2015-03-01T12:00:00Z',
  status: 'approved',
  ...more,
})

/** `key<parent`, with what was found. */
const told = (comments: Exported[]) =>
  inOrder(comments).map(({ comment, parentKey, finding, leftOut }) =>
    [comment.key, parentKey === null ? '' : `<${parentKey}`, leftOut ?? finding ?? ''].join(' ').trim(),
  )

describe('the order of an import', () => {
  test('is parents before their answers, however the file has them, and of equals the older first', () => {
    const late = { createdAt: '2015-03-02T12:00:00Z' }

    expect(
      told([exported('c', 'b'), exported('d', null, late), exported('b', 'a'), exported('a', null)]),
    ).toEqual(['a', 'd', 'b <a', 'c <b'])
  })

  test('is page by page', () => {
    const elsewhere = { slug: 'bridge' }

    expect(
      told([
        exported('a', null),
        exported('x', null, elsewhere),
        exported('b', 'a'),
        exported('y', 'x', elsewhere),
      ]),
    ).toEqual(['x', 'y <x', 'a', 'b <a'])
  })

  test.each([
    ['of one', [exported('a', 'a')], ['a  cycle-broken']],
    ['of two', [exported('a', 'b'), exported('b', 'a')], ['a  cycle-broken', 'b <a']],
    [
      'of three with what hangs on it',
      [exported('x', 'c'), exported('a', 'b'), exported('b', 'c'), exported('c', 'a')],
      ['c  cycle-broken', 'x <c', 'b <c', 'a <b'],
    ],
  ])('opens a circle %s once', (_name, comments, expected) => {
    expect(told(comments)).toEqual(expected)
  })

  test.each([
    ['is not in the file: it may be here already', [exported('b', 'a')], ['b <a']],
    [
      'stands under another page',
      [exported('a', null, { slug: 'bridge' }), exported('b', 'a')],
      ['a', 'b  parent-elsewhere'],
    ],
    [
      'was deleted, so does what that one answered',
      [exported('c', 'b'), exported('b', 'a', { status: 'deleted' }), exported('a', null)],
      ['a', 'c <a parent-left-out', 'b  deleted'],
    ],
    [
      'was deleted like everything above',
      [
        exported('c', 'b'),
        exported('b', 'a', { status: 'deleted' }),
        exported('a', null, { status: 'deleted' }),
      ],
      ['c  parent-left-out', 'b  deleted', 'a  deleted'],
    ],
    [
      'was deleted and closes a circle',
      [exported('a', 'b'), exported('b', 'a', { status: 'deleted' })],
      ['a  cycle-broken', 'b  deleted'],
    ],
  ])('what is answered %s', (_name, comments, expected) => {
    expect(told(comments)).toEqual(expected)
  })

  test('leaves out what comes again, and what has no name', () => {
    const again = exported('a', null, { html: 'Again.' })

    expect(told([exported('a', null), again, exported('', null), exported('k'.repeat(201), null)])).toEqual([
      'a',
      'a  repeated',
      '  key-missing'.trim(),
      `${'k'.repeat(201)}  key-missing`,
    ])
  })

  test.each([
    ['a chain', (index: number) => exported(`k${index}`, index === 0 ? null : `k${index - 1}`)],
    ['one circle', (index: number) => exported(`k${index}`, `k${(index + 1) % 100_000}`)],
    [
      'a chain of what was deleted, with one that answers each',
      (index: number) =>
        index % 2 === 0
          ? exported(`k${index}`, index === 0 ? null : `k${index - 2}`, { status: 'deleted' })
          : exported(`k${index}`, `k${index - 1}`),
    ],
  ])('of 100,000 in %s takes no more than a few seconds', (_name, comment) => {
    const comments = Array.from({ length: 100_000 }, (_, index) => comment(index)).reverse()

    const begun = performance.now()
    const ordered = inOrder(comments)

    expect(ordered).toHaveLength(100_000)
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})
