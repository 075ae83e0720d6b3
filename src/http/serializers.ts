import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { FORMATS } from './formats.ts'

type Factory = NonNullable<
  NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>['buildSerializer']
>
type Serializer = ReturnType<ReturnType<Factory>>

const build: Factory = SerializerSelector()

/** The serialiser only tells alternatives apart: it knows our formats by name and checks none. */
const KNOWN_FORMATS = Object.fromEntries(Object.keys(FORMATS).map((name) => [name, true as const]))
export const SERIALIZER_OPTIONS = { ajv: { formats: KNOWN_FORMATS } }

/**
 * Fastify's serialisers, one per distinct schema and made when it is first needed: every operation documents
 * the same problems, and compiling each of them for each took most of the start.
 */
export const sharedSerializers: Factory = (externalSchemas, options) => {
  const compile = build(externalSchemas, options)
  const compiled = new Map<string, Serializer>()
  return (route) => {
    const key = JSON.stringify(route.schema)
    return (value) => {
      const serialize = compiled.get(key) ?? compile(route)
      compiled.set(key, serialize)
      return serialize(value)
    }
  }
}

/** What an answer of a schema is as text, for answers that are made before they are asked for. */
export function serializerOf<Value>(app: FastifyInstance, schema: TSchema): (value: Value) => string {
  let serialize: ((value: Value) => string) | undefined
  return (value) => {
    // Not before it is needed: it takes longer to make than an answer.
    serialize ??= build(
      app.getSchemas(),
      SERIALIZER_OPTIONS,
    )({ schema, method: 'GET', url: '', httpStatus: '200' })
    return serialize(value)
  }
}
