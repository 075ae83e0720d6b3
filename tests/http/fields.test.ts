import { expect, test } from '@jest/globals'
import { Type } from 'typebox'
import { fieldsOf, pick, selectable } from '../../src/http/fields.ts'
import { Id, named } from '../../src/http/schemas.ts'
import { validatorOf } from '../../src/http/validation.ts'

const Whole = named('Thing', Type.Object({ id: Id, title: Type.String(), summary: Type.String() }))
const thing = { id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20', title: 'A', summary: 'B' }

test.each([
  [undefined, thing],
  [['title'], { id: thing.id, title: 'A' }],
  [['id'], { id: thing.id }],
])('picks %j', (fields, picked) => {
  expect(pick(thing, fields)).toEqual(picked)
})

test('only members of the schema can be chosen', () => {
  const check = validatorOf(Type.Object({ fields: fieldsOf(Whole) }))

  expect(check({ fields: ['title', 'summary'] })).toBeTruthy()
  expect(() => check({ fields: ['secret'] })).toThrow('must be one of id, title, summary')
})

test('of a selectable thing only the id is certain', () => {
  const check = validatorOf(selectable(Whole))

  expect(check({ id: thing.id })).toBeTruthy()
  expect(() => check({ title: 'A' })).toThrow('is required')
  expect(selectable(Whole).$id).toBe('Thing')
})
