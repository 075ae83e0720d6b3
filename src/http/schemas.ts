import { STATUS_CODES } from 'node:http'
import { type Static, type TObject, type TSchema, type TUnsafe, Type } from 'typebox'
import { CATALOGUE, type ErrorCode, type ErrorStatus } from '../lib/error-catalogue.ts'

export type Named<T extends TSchema> = T & { $id: string }

/** Gives a schema the name it carries in the API document. */
export const named = <T extends TSchema>($id: string, schema: T): Named<T> => Object.assign(schema, { $id })

/** Points at a named schema instead of repeating it. The app must have registered it. */
export const ref = <T extends TSchema>(schema: Named<T>, description?: string) =>
  Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#`, ...(description && { description }) })

/** The same, or null. A type array where there is one type: the serialiser is fastest with it. */
export const nullable = <T extends TSchema>(schema: T, description?: string): TUnsafe<Static<T> | null> => {
  const plain = schema as TSchema & { type?: string; enum?: unknown[] }
  const words = description ? { description } : {}
  if (typeof plain.type !== 'string') {
    return Type.Unsafe({ anyOf: [plain, { type: 'null' }], ...words })
  }
  const values = plain.enum ? { enum: [...plain.enum, null] } : {}
  return Type.Unsafe({ ...plain, type: [plain.type, 'null'], ...values, ...words })
}

/** An object that refuses members it does not know. */
export const closed = <T extends Record<string, TSchema>>(members: T, options: object = {}): TObject<T> =>
  Type.Object(members, { additionalProperties: false, ...options })

export const Id = Type.String({ format: 'uuid', examples: ['019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20'] })
export const IdParams = Type.Object({ id: Id })

const slugPattern = '^[a-z0-9]+(-[a-z0-9]+)*$'
/** Lower case ASCII words joined by hyphens; never shaped like a UUID, so that an address takes either. */
export const Slug = Type.String({
  maxLength: 120,
  pattern: slugPattern,
  format: 'not-uuid',
  examples: ['harbour-dredging-resumes'],
})
export const SlugParams = Type.Object({
  slug: Type.String({ maxLength: 120, examples: ['harbour-dredging'] }),
})
export const KeyParams = Type.Object({
  key: Type.String({ maxLength: 120, description: 'Id or slug.', examples: ['world'] }),
})

export const Timestamp = Type.String({ format: 'date-time', examples: ['2026-03-14T09:26:53.589Z'] })
export const HttpUrl = Type.String({
  format: 'uri',
  maxLength: 2000,
  examples: ['https://example.org/report'],
})
export const Language = Type.String({
  format: 'language',
  maxLength: 35,
  description: 'BCP 47.',
  examples: ['en'],
})
/** One line of text: trimmed content is the caller's business, line breaks and control characters are not. */
export const line = (maxLength: number, options: object = {}) =>
  Type.String({ minLength: 1, maxLength, format: 'line', ...options })

const Limit = Type.Integer({
  minimum: 1,
  maximum: 100,
  default: 20,
  description: 'Items per page, 1 to 100; out of range is refused, never clamped.',
})
const Cursor = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'The `page.next` of the page before, with the same filters and sort.',
})
/** The paging parameters of every list. */
export const pageMembers = {
  limit: Type.Optional(Limit),
  cursor: Type.Optional(Cursor),
  count: Type.Optional(
    Type.Enum(['exact'], { description: '`exact` adds `page.count`: the number of all matches.' }),
  ),
}
export interface PageQuery {
  limit?: number
  cursor?: string
  count?: 'exact'
}

const PageInfo = named(
  'PageInfo',
  Type.Object({
    next: nullable(Cursor, 'Send it as `cursor` to go on; null on the last page.'),
    count: Type.Optional(Type.Integer({ description: 'Only with `count=exact`.' })),
  }),
)

/** `{ data, page }` of a named schema. */
export const pageOf = <T extends TSchema>(item: Named<T>) =>
  named(`${item.$id}Page`, Type.Object({ data: Type.Array(ref(item)), page: ref(PageInfo) }))

/** A list inside another resource: at most 20, then `next` leads on. */
export const embedded = <T extends TSchema>(item: Named<T>) =>
  Type.Object({
    data: Type.Array(ref(item), { maxItems: 20 }),
    next: nullable(Type.String({ description: 'Relative URL of the rest.' })),
  })

/** Several values, separated by commas in a query. */
export const listOf = <T extends TSchema>(item: T, description: string, maxItems = 20) =>
  Type.Array(item, { description, minItems: 1, maxItems })

const Problem = named(
  'Problem',
  Type.Object(
    {
      type: Type.String({ format: 'uri-reference', description: 'Where the code is explained.' }),
      title: Type.String(),
      status: Type.Integer(),
      detail: Type.String(),
      code: Type.Enum(Object.keys(CATALOGUE) as ErrorCode[], { description: 'Stable; switch on this.' }),
      requestId: Type.String(),
      errors: Type.Optional(
        Type.Array(
          Type.Object({
            pointer: Type.Optional(Type.String({ description: 'JSON Pointer into the body.' })),
            parameter: Type.Optional(Type.String()),
            code: Type.String(),
            detail: Type.String(),
          }),
        ),
      ),
    },
    {
      additionalProperties: true,
      description:
        'RFC 9457. Beside these members a code may add its own, such as `current` of a stale version.',
      examples: [
        {
          type: '/problems/not-found',
          title: CATALOGUE['not-found'].title,
          status: 404,
          detail: 'There is no article 019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20.',
          code: 'not-found',
          requestId: 'req-7k',
        },
      ],
    },
  ),
)

/** The schemas that no feature owns. */
export const sharedSchemas = [Problem, PageInfo]

/** The error answers a route may give, to spread into its `response` map. */
export const problems = (...statuses: ErrorStatus[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: STATUS_CODES[status] ?? '',
        content: { 'application/problem+json': { schema: ref(Problem) } },
      },
    ]),
  )
