import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import { addFormats } from '../src/http/formats.ts'
import { renderOpenApi } from '../src/http/openapi.ts'
import { offlineApp } from './support/offline.ts'

interface Schema {
  $ref?: string
  type?: string | string[]
  examples?: unknown[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  additionalProperties?: Schema | boolean
}
type Content = Record<string, { schema: Schema; example?: unknown }>
interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters?: { name: string; in: string; schema: Schema; example?: unknown }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

const app = await offlineApp()
const rendered = renderOpenApi(app)
const document = JSON.parse(rendered) as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
  tags: { name: string }[]
}
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
)
const named = operations.map(({ method, path, operation }) => [`${method} ${path}`, operation] as const)

/** Every name that fails a check, so that one run tells of all of them. */
const failing = (passes: (operation: Operation, name: string) => boolean) =>
  named.filter(([name, operation]) => !passes(operation, name)).map(([name]) => name)

test('openapi/openapi.json is what the routes say; `npm run openapi` rewrites it', () => {
  const committed = readFileSync(new URL('../openapi/openapi.json', import.meta.url), 'utf8')

  expect(committed === rendered).toBe(true)
})

describe('every operation', () => {
  test('is there', () => {
    expect(operations.length).toBeGreaterThan(10)
  })

  test('has an id of its own, in camelCase', () => {
    const ids = operations.map(({ operation }) => operation.operationId)

    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    expect(ids.filter((id) => !/^[a-z][A-Za-z0-9]+$/.test(id))).toEqual([])
  })

  test('has a summary, a description, and tags that the document explains', () => {
    const known = new Set(document.tags.map(({ name }) => name))

    expect(failing(({ summary, description }) => Boolean(summary && description))).toEqual([])
    expect(failing(({ tags }) => tags.length > 0 && tags.every((tag) => known.has(tag)))).toEqual([])
  })

  test('needs a key exactly when its path is not public', () => {
    const isPrivate = (name: string) => / \/v1\/(editorial|moderation|admin)(\/|$)/.test(name)

    expect(failing(({ security }, name) => security.length > 0 === isPrivate(name))).toEqual([])
  })

  test('gives every failure as problem+json, and a success', () => {
    const media = ({ content = {} }: { content?: Content }) => Object.keys(content).join()
    const failures = ({ responses }: Operation) =>
      Object.entries(responses).filter(([status]) => Number(status) >= 400)
    const isProblem = ([, response]: [string, { content?: Content }]) =>
      media(response) === 'application/problem+json'

    expect(failing((operation) => failures(operation).every(isProblem))).toEqual([])
    expect(failing(({ responses }) => Object.keys(responses).some((s) => /^[23]/.test(s)))).toEqual([])
  })

  test('shows an example of its body', () => {
    // Of a file that is sent as it is there is nothing to show.
    const bodies = ({ requestBody }: Operation) =>
      Object.entries(requestBody?.content ?? {}).filter(([type]) => !/^image\/|xml$|gzip$/.test(type))

    const isShown = ([, { schema, example }]: [string, NonNullable<Content[string]>]) =>
      example !== undefined || hasExample(schema)

    expect(failing((operation) => bodies(operation).every(isShown))).toEqual([])
  })

  test('shows an example of its answer', () => {
    const answers = ({ responses }: Operation) =>
      Object.entries(responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, { content = {} }]) => Object.entries(content))
        .filter(([type]) => type.includes('json'))

    expect(failing((operation) => answers(operation).every(([, { schema }]) => hasExample(schema)))).toEqual(
      [],
    )
  })
})

/** An example of the whole, or of a named thing inside it, such as the items of a page. */
function hasExample(schema: Schema, seen = new Set<string>()): boolean {
  if (schema.examples?.length) return true
  if (schema.$ref) {
    if (seen.has(schema.$ref)) return false
    seen.add(schema.$ref)
    const target = document.components.schemas[schema.$ref.split('/').at(-1) ?? '']
    return target !== undefined && hasExample(target, seen)
  }
  const inside = [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  const isNamed = (each: Schema) => Boolean(each.$ref ?? each.items?.$ref)
  return inside.filter(isNamed).some((each) => hasExample(each.items ?? each, seen))
}

describe('examples', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv as unknown as Parameters<typeof addFormats>[0])
  ajv.addSchema(document as unknown as AnySchema, 'api')
  const faultsOf = (pointer: string, value: unknown) => {
    const validate = ajv.getSchema(`api#${pointer}`)
    return validate?.(value) ? [] : [`${decodeURIComponent(pointer)}: ${ajv.errorsText(validate?.errors)}`]
  }
  const at = (...parts: (string | number)[]) =>
    parts.map((p) => `/${encodeURIComponent(String(p).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')

  /** Every schema below one, itself included, with its place in the document. */
  function below(schema: Schema, pointer: string): [Schema, string][] {
    const lists = ['anyOf', 'oneOf', 'allOf'] as const
    return [
      [schema, pointer],
      ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
        below(each, pointer + at('properties', name)),
      ),
      ...(schema.items ? below(schema.items, pointer + at('items')) : []),
      ...lists.flatMap((list) =>
        (schema[list] ?? []).flatMap((each, i) => below(each, pointer + at(list, i))),
      ),
    ]
  }

  const places = [
    ...Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      below(schema, at('components', 'schemas', name)),
    ),
    ...operations.flatMap(({ path, method, operation }) =>
      Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
        Object.entries(content).flatMap(([type, { schema }]) =>
          below(schema, at('paths', path, method, 'responses', status, 'content', type, 'schema')),
        ),
      ),
    ),
  ]

  test('of schemas are valid', () => {
    const withExamples = places.filter(([{ examples }]) => examples?.length)

    expect(withExamples.length).toBeGreaterThan(10)
    expect(
      withExamples.flatMap(([{ examples = [] }, pointer]) =>
        examples.flatMap((each) => faultsOf(pointer, each)),
      ),
    ).toEqual([])
  })

  test('of parameters are valid', () => {
    const faults = operations.flatMap(({ path, method, operation: { parameters = [] } }) =>
      parameters.flatMap(({ example }, i) =>
        example === undefined ? [] : faultsOf(at('paths', path, method, 'parameters', i, 'schema'), example),
      ),
    )

    expect(faults).toEqual([])
  })
})
