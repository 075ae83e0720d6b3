import { expect, test } from '@jest/globals'
import { roleHeldAt } from '../../src/features/speakers/held-role.ts'
import { readEdtf } from '../../src/lib/edtf.ts'

const role = (title: string, from: string | null, to: string | null) => ({ title, from, to })
const ROLES = [
  role('Mayor', '2022-06', null),
  role('Deputy Mayor', '2019-05', '2022-06'),
  role('Councillor', null, '2019'),
  role('Author', null, null),
]

test.each([
  ['2023-01-01', 'Mayor'],
  ['2022-06', 'Mayor'],
  ['2022-05-31', 'Deputy Mayor'],
  ['2021', 'Deputy Mayor'],
  ['2022', 'Mayor'],
  ['2010', 'Councillor'],
  ['../2001', 'Councillor'],
])('at %s the role is %s', (time, title) => {
  const said = readEdtf(time)

  expect(said && roleHeldAt(ROLES, said)?.title).toBe(title)
})

test('nobody knows what somebody was before or after all that is known', () => {
  const time = { min: new Date('2001-01-01'), max: new Date('2001-01-02') }

  expect(roleHeldAt([role('Mayor', '2022', '2023')], time)).toBeNull()
  expect(roleHeldAt([], time)).toBeNull()
})
