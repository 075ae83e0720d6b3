import { Type } from 'typebox'
import { closed, line, named, nullable } from '../../http/schemas.ts'

export const Bound = Type.String({
  format: 'edtf',
  maxLength: 60,
  description: 'Extended Date/Time Format, levels 0 and 1.',
  examples: ['2022-06'],
})

const title = line(300, { examples: ['Mayor of Marsana'] })
const organization = line(300, { description: 'As printed.', examples: ['City of Marsana'] })
export const Role = closed({
  title,
  organization: Type.Optional(organization),
  from: Type.Optional(Bound),
  to: Type.Optional(Bound),
})
export const HeldRole = named(
  'HeldRole',
  Type.Object(
    {
      title,
      organization: nullable(organization),
      from: nullable(Bound),
      to: nullable(Bound, 'Null while it lasts, or where nobody knows.'),
    },
    { examples: [{ title: 'Mayor of Marsana', organization: 'City of Marsana', from: '2022-06', to: null }] },
  ),
)
