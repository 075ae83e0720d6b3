import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Factory = NonNullable<
  NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>['buildSerializer']
>
type Serializer = ReturnType<ReturnType<Factory>>

const build: Factory = SerializerSelector()

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
