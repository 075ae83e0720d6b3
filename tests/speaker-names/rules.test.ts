import { describe, expect, test } from '@jest/globals'
import { fold, keysOf, likeness, surnameOf } from '../../src/features/speaker-names/rules.ts'

describe('fold', () => {
  test.each([
    ['José  Muñoz', 'jose munoz'],
    ['JOSE\u0301', 'jose'],
    ['İSTANBUL', 'istanbul'],
    ['Straße Øst Łódź', 'strasse ost lodz'],
    ['دانيلو فيرّار', fold('دانيلو فيرار')],
    ['\u200eنيما\u200cرستمی', fold('نيمارستمی')],
    ['Ｆｕｌｌ ｗｉｄｔｈ', 'full width'],
    [' @LeonorAchterberg ', 'leonorachterberg'],
    ['Nguyễn Văn Trỗi', 'nguyen van troi'],
    ['Ana Al‐Sharif O’Neill', 'ana al sharif oneill'],
    ['Дарья', 'darya'],
    ['\u0301', ''],
    ['_ % \\', ''],
  ])('%s is looked up as %s', (name, folded) => {
    expect(fold(name)).toBe(folded)
  })

  test('keeps no more than an index can hold', () => {
    expect(fold('ﷺ'.repeat(160)).length).toBeLessThanOrEqual(200)
  })
})

describe('keysOf', () => {
  test('a person is found by name, register name, aliases, surname and handles', () => {
    const keys = keysOf({
      name: 'Leonor van Achterberg',
      kind: 'person',
      sortName: 'Van Achterberg, Leonor',
      aliases: [
        { name: 'Nora', type: 'full' },
        { name: 'Achterberg', type: 'surname' },
        { name: '@leonor', type: 'handle' },
      ],
      identifiers: [
        { scheme: 'x', value: '@Leonor' },
        { scheme: 'mastodon', value: '@mayor@social.example' },
        { scheme: 'wikidata', value: 'Q42' },
      ],
    })

    expect(keys).toEqual([
      { type: 'name', folded: 'leonor van achterberg' },
      { type: 'alias', folded: 'van achterberg leonor' },
      { type: 'alias', folded: 'nora' },
      { type: 'surname', folded: 'achterberg' },
      { type: 'handle', folded: 'leonor' },
      { type: 'handle', folded: 'mayor' },
      { type: 'surname', folded: 'van achterberg' },
    ])
  })

  test('an institution has no surname, and a name of signs alone no key', () => {
    expect(keysOf({ name: 'City of Marsana', kind: 'organization' })).toEqual([
      { type: 'name', folded: 'city of marsana' },
    ])
    expect(keysOf({ name: '???', kind: 'person' })).toEqual([])
  })

  test.each([
    ['Teodor Brask', 'brask'],
    ['Teodor Brask Jr.', 'brask'],
    ['Brask', 'brask'],
  ])('the surname of %s is %s', (name, surname) => {
    expect(surnameOf(name)).toBe(surname)
  })
})

describe('likeness', () => {
  const met = (asked: string, type: 'name' | 'alias' | 'surname' | 'handle', folded: string, own = folded) =>
    likeness({ asked, key: { type, folded }, own, similarity: asked === folded ? 1 : 0.2 })?.why

  test.each([
    ['mara quint', 'name', 'mara quint', 'mara quint', 'full name'],
    ['m quint', 'alias', 'm quint', 'mara quint', 'alias'],
    ['mquint', 'handle', 'mquint', 'mara quint', 'handle'],
    ['quint', 'surname', 'quint', 'mara quint', 'surname'],
    ['m quint', 'surname', 'quint', 'mara quint', 'surname and initial'],
    ['mara quint', 'surname', 'quint', 'm quint', 'surname and initial'],
    ['mara quint', 'surname', 'quint', 'quint', 'surname'],
    ['mara quint', 'surname', 'quint', 'martha quint', undefined],
    ['mara quint', 'name', 'teodor brask', 'teodor brask', undefined],
  ] as const)('%s met the %s %s of %s: %s', (asked, type, folded, own, why) => {
    expect(met(asked, type, folded, own)).toBe(why)
  })

  test('a similar spelling counts for more the more similar it is', () => {
    const of = (similarity: number) =>
      likeness({ asked: 'a', key: { type: 'name', folded: 'b' }, own: 'b', similarity })?.score

    expect(of(0.9)).toBeGreaterThan(of(0.5) ?? 1)
    expect(of(0.49)).toBeUndefined()
  })
})
