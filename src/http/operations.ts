import { STATUS_CODES } from 'node:http'
import type { FastifyContextConfig, FastifySchema, RouteOptions } from 'fastify'
import type { ErrorStatus } from '../lib/error-catalogue.ts'
import { PATCH_TYPES } from './parsers.ts'
import { problems } from './schemas.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The errors that this operation answers with beyond those that follow from its access and shape. */
    problems?: readonly ErrorStatus[]
    /** The operation changes what somebody read: it needs `If-Match`. An old one is 412, with `conflict` 409. */
    ifMatch?: boolean | 'conflict'
  }
}

/** Refuses a route that documents too little, and parameters that it does not declare. */
export function holdToDocument(route: RouteOptions): void {
  const { schema, config = {} } = route
  if (!schema || schema.hide) return
  refuseTooLittle(route, schema)
  // Probes may be asked with whatever a balancer appends.
  if (!config.unlimited) schema.querystring ??= NO_PARAMETERS
}

/**
 * The route's schema as the document shows it, completed with what follows from its declaration: security
 * from `config.access`, the errors that access, limits and a body imply, `Idempotency-Key` from
 * `config.idempotent`. Only the document has these: a serialiser for every error of every route would cost
 * each start many seconds, and errors are never serialised by their schema.
 */
export function documented(route: RouteOptions): FastifySchema {
  const { schema = {}, config = {} } = route
  if (schema.hide) return schema
  const headers = headersOf(config)
  return {
    ...schema,
    ...(schema.body && route.method === 'PATCH' ? { consumes: PATCH_TYPES } : {}),
    ...(headers && { headers }),
    security: config.access === 'public' ? [] : [{ apiKey: [] }],
    response: {
      ...(schema.response as object),
      ...(config.conditional && {
        304: { type: 'null', description: 'What `If-None-Match` names is current' },
      }),
      ...problems(...impliedErrors(route)),
    },
  }
}

const NO_PARAMETERS = { type: 'object', properties: {}, additionalProperties: false }

function refuseTooLittle({ method, url }: RouteOptions, schema: FastifySchema): void {
  const { operationId, summary, description, tags, response } = schema
  const where = `${String(method)} ${url}`
  if (!(operationId && summary && description && tags?.length)) {
    throw new Error(`${where} must have operationId, summary, description and tags`)
  }
  if (!Object.keys(response ?? {}).some((status) => status.startsWith('2'))) {
    throw new Error(`${where} must declare what it answers`)
  }
}

function headersOf(config: FastifyContextConfig): object | undefined {
  const properties = {
    ...(config.ifMatch && ifMatchHeader(staleStatus(config))),
    ...(config.idempotent && idempotencyHeader),
  }
  return Object.keys(properties).length > 0 ? { type: 'object', properties } : undefined
}

const staleStatus = ({ ifMatch }: FastifyContextConfig) => (ifMatch === 'conflict' ? 409 : 412)

const ifMatchHeader = (stale: 409 | 412) => ({
  'if-match': {
    type: 'string',
    description: `The ETag that was read. 428 without it or with \`*\`, ${stale} when it is not the current one.`,
    examples: ['"7"'],
  },
})

const idempotencyHeader = {
  'idempotency-key': {
    type: 'string',
    description:
      'Carries the request out once: the same key and body get the stored answer for 24 hours. Another body is 422, a twin that still runs 409.',
    examples: ['0b0f4c4e-6a39-4a7b-9c0c-6f2f1a9f8f10'],
  },
}

/** The errors that follow from what a route declares. */
function impliedErrors({ config = {}, schema = {} }: RouteOptions): ErrorStatus[] {
  const { body, params, querystring } = schema
  const implied: [when: boolean, statuses: readonly ErrorStatus[]][] = [
    [true, [401, 429, 500, 503]],
    [config.access !== 'public' && config.access !== 'any-key', [403]],
    [Boolean(body || params || querystring || config.idempotent), [400]],
    [Boolean(body), [408, 413, 415]],
    [Boolean(config.ifMatch), [staleStatus(config), 428]],
    [Boolean(config.idempotent), [409, 422]],
    [true, config.problems ?? []],
  ]
  const statuses = implied.flatMap(([when, each]) => (when ? each : []))
  return [...new Set(statuses)].filter((status) => STATUS_CODES[status]).sort()
}
