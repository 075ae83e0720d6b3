import { describe, expect, test } from '@jest/globals'
import { changedMembers, changesBetween, mergePatch } from '../../src/lib/merge-patch.ts'

describe('mergePatch', () => {
  test.each<[target: unknown, patch: unknown, result: unknown]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('RFC 7396, appendix A: %j with %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result)
  })

  test('changes neither of its arguments', () => {
    const target = { a: { b: 1 } }
    const patch = { a: { c: 2 } }

    mergePatch(target, patch)

    expect([target, patch]).toEqual([{ a: { b: 1 } }, { a: { c: 2 } }])
  })

  test('a member called __proto__ reaches no prototype', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"x": 1}}'))

    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(Object.keys(merged as object)).toEqual(['__proto__', 'constructor'])
  })
})

describe('changedMembers', () => {
  test.each<[string, object, object, string[]]>([
    ['nothing', { a: 1, b: [{ x: 1, y: 2 }] }, { b: [{ y: 2, x: 1 }], a: 1 }, []],
    ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }, ['b']],
    ['what came and what went, in order', { b: 1 }, { a: 1 }, ['a', 'b']],
    ['the order of a list', { a: [1, 2] }, { a: [2, 1] }, ['a']],
    ['not null for what is absent', { a: null }, {}, []],
  ])('names %s', (_what, before, after, names) => {
    expect(changedMembers(before, after)).toEqual(names)
  })
})

describe('changesBetween', () => {
  test('tells both values of what differs, and nothing of what does not', () => {
    const changes = changesBetween({ title: 'A', tags: ['x'], byline: null }, { title: 'B', tags: ['x'] })

    expect(changes).toEqual({ title: { before: 'A', after: 'B' } })
  })

  test('cuts long values, never between the halves of a character', () => {
    const { body } = changesBetween({}, { body: `${'a'.repeat(499)}😀 and more` })

    expect(body?.before).toBeNull()
    expect(body?.after).toBe(`${'a'.repeat(499)}…`)
  })
})
