import { type Static, type TObject, type TProperties, Type } from 'typebox'
import { listOf, type Named, named } from './schemas.ts'

interface Identified {
  id: string
}

/** Of a thing, the members that the client chose; the id always. */
export type Picked<Item extends Identified> = Partial<Item> & Identified

/** `?fields=` for the members of a schema, as an enum: unknown names are refused. */
export const fieldsOf = <Members extends TProperties>(schema: TObject<Members>) => {
  const names = Object.keys(schema.properties) as Extract<keyof Members, string>[]
  const description = 'Only these members; `id` is always there.'
  return Type.Optional(listOf(Type.Enum(names), description, names.length))
}

/** The members of `item` that `fields` names, and its id; without `fields` the whole item. */
export function pick<Item extends Identified>(
  item: Item,
  fields: readonly string[] | undefined,
): Picked<Item> {
  if (!fields) return item
  const chosen = new Set(['id', ...fields])
  const entries = Object.entries(item).filter(([name]) => chosen.has(name))
  // The entries are the item's own, with the id among them.
  return Object.fromEntries(entries) as Picked<Item>
}

/** The same schema, under the same name, as an answer to `?fields=` may be: only the id is certain. */
export function selectable<Members extends TProperties & { id: TObject['properties'][string] }>(
  schema: Named<TObject<Members>>,
) {
  const { $id, properties, required: _all, ...rest } = schema
  const partial = Type.Unsafe<Partial<Static<TObject<Members>>> & Identified>({
    ...rest,
    properties,
    required: ['id'],
  })
  return named($id, partial)
}
