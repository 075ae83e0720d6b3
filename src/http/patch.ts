import { type TSchema, type TUnsafe, Type } from 'typebox'

/** What a client may send to change a resource: nothing is required. Validate the merged result. */
export type Patch = Record<string, unknown>

type JsonSchema = TSchema & {
  type?: string | string[]
  enum?: unknown[]
  anyOf?: TSchema[]
  properties?: Record<string, TSchema>
  required?: string[]
  description?: string
}

/**
 * The body of a PATCH (RFC 7396) from the closed schema of the whole resource: every member may be left out,
 * null removes a member that the resource can be without, and objects inside are patched likewise.
 */
export function patchOf(schema: TSchema, options: object = {}): TUnsafe<Patch> {
  const { description } = schema as JsonSchema
  return Type.Unsafe({ ...patchObject(schema), ...(description && { description }), ...options })
}

function patchObject({ properties = {}, required = [] }: JsonSchema) {
  const members = Object.entries(properties).map(([name, member]) => [
    name,
    required.includes(name) ? patchMember(member) : removable(patchMember(member)),
  ])
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(members) }
}

function patchMember(member: JsonSchema): JsonSchema {
  if (!member.properties) return withoutDefault(member)
  const { type, description, examples } = member as JsonSchema & { examples?: unknown[] }
  const words = { ...(description && { description }), ...(examples && { examples }) }
  return { ...patchObject(member), ...(type && { type }), ...words }
}

/** A default is what a POST without the member means; a PATCH without it means no change. */
function withoutDefault(member: JsonSchema): JsonSchema {
  const { default: _meaning, ...rest } = member as JsonSchema & { default?: unknown }
  return rest
}

function removable(member: JsonSchema): JsonSchema {
  const { type, enum: values, anyOf, description } = member
  if (anyOf) return { ...member, anyOf: [...anyOf.filter((each) => !isNull(each)), { type: 'null' }] }
  if (type === undefined) return { anyOf: [member, { type: 'null' }], ...(description && { description }) }
  const types = [...new Set([type, 'null'].flat())]
  const nullableEnum = values && { enum: [...new Set([...values, null])] }
  return { ...member, type: types, ...nullableEnum }
}

const isNull = (schema: JsonSchema) => schema.type === 'null'
