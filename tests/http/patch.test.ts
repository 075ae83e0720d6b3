import { expect, test } from '@jest/globals'
import { Type } from 'typebox'
import { patchOf } from '../../src/http/patch.ts'
import { closed, named, nullable, ref } from '../../src/http/schemas.ts'
import { validatorOf } from '../../src/http/validation.ts'

const Source = named('Source', closed({ name: Type.String() }))
const Story = closed(
  {
    title: Type.String({ minLength: 1 }),
    kind: Type.Optional(Type.Enum(['news', 'opinion'], { default: 'news', description: 'What it is.' })),
    summary: Type.Optional(nullable(Type.String())),
    tags: Type.Optional(Type.Array(Type.String())),
    dateline: Type.Optional(closed({ place: Type.String(), date: Type.Optional(Type.String()) })),
    rights: closed({ creditLine: Type.Optional(Type.String()) }),
    source: Type.Optional(ref(Source)),
  },
  { description: 'A story.', examples: [{ title: 'A whole one' }] },
)
const Change = patchOf(Story)
const check = validatorOf(Change, [Source])

test.each<[object]>([
  [{}],
  [{ title: 'x' }],
  [{ kind: null, summary: null, tags: null, dateline: null, source: null }],
  [{ kind: 'opinion', source: { name: 'AP' } }],
  [{ dateline: { date: '2020-12-22' } }],
  [{ dateline: { place: 'TEHRAN', date: null } }],
  [{ rights: {} }],
  [{ rights: { creditLine: null } }],
])('%j is a patch', (patch) => {
  expect(check(patch)).toBe(patch)
})

test.each<[unknown, string]>([
  [[], ''],
  ['x', ''],
  [null, ''],
  [{ title: null }, '/title'],
  [{ title: '' }, '/title'],
  [{ unknown: 1 }, '/unknown'],
  [{ rights: null }, '/rights'],
  [{ dateline: { place: null } }, '/dateline/place'],
  [{ dateline: { unknown: 1 } }, '/dateline/unknown'],
  [{ tags: [null] }, '/tags/0'],
])('%j is none', (patch, pointer) => {
  expect(() => check(patch)).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ pointer })] }),
  )
})

test('keeps what the members mean and drops what only a whole resource has', () => {
  expect(Change).toMatchObject({
    description: 'A story.',
    properties: { kind: { description: 'What it is.' } },
  })
  expect(JSON.stringify(Change)).not.toMatch(/default|examples|required/)
})
