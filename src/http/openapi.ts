import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import type { FastifyInstance, RouteOptions } from 'fastify'
import type { ErrorStatus } from '../lib/error-catalogue.ts'
import { DESCRIPTION, TAGS } from './openapi-words.ts'
import { problems } from './schemas.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The errors that this operation answers with beyond those that follow from its access and shape. */
    problems?: readonly ErrorStatus[]
    /** The operation changes what somebody read: it needs `If-Match`. */
    ifMatch?: boolean
  }
}

/**
 * Completes every route's documentation with what follows from its declaration, and refuses a route that
 * documents too little: security from `config.access`, the errors that access, limits and a body imply,
 * `Idempotency-Key` from `config.idempotent`.
 */
export async function useOpenApi(app: FastifyInstance, publicUrl: string): Promise<void> {
  app.addHook('onRoute', complete)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Verbatim',
        version: '1.0.0',
        summary: 'A headless newsroom CMS in which a quote is data.',
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      tags: TAGS,
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `vb_<prefix>_<secret>`.' },
        },
      },
    },
    refResolver: { buildLocalReference: (json) => String(json.$id) },
  })
}

function complete(route: RouteOptions): void {
  const { schema, config } = route
  if (!schema || schema.hide) return
  const { operationId, summary, description, tags, response } = schema
  if (!operationId || !summary || !description || !tags?.length) {
    throw new Error(
      `${String(route.method)} ${route.url} must have operationId, summary, description and tags`,
    )
  }
  if (!Object.keys(response ?? {}).some((status) => status.startsWith('2'))) {
    throw new Error(`${operationId} must declare what it answers`)
  }
  schema.security = config?.access === 'public' ? [] : [{ apiKey: [] }]
  const headers = { ...(config?.ifMatch && ifMatchHeader), ...(config?.idempotent && idempotencyHeader) }
  if (Object.keys(headers).length > 0) schema.headers = { type: 'object', properties: headers }
  schema.response = { ...(response as object), ...problems(...impliedErrors(route)) }
}

const ifMatchHeader = {
  'if-match': {
    type: 'string',
    description: 'The ETag that was read. 428 without it or with `*`, 412 when it is not the current one.',
    examples: ['"7"'],
  },
}

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
    [config.access !== 'public', [403]],
    [Boolean(body || params || querystring), [400]],
    [Boolean(body), [408, 413, 415]],
    [Boolean(config.ifMatch), [412, 428]],
    [Boolean(config.idempotent), [409, 422]],
    [true, config.problems ?? []],
  ]
  const statuses = implied.flatMap(([when, each]) => (when ? each : []))
  return [...new Set(statuses)].filter((status) => STATUS_CODES[status]).sort()
}

/** The document exactly as it is committed to openapi/openapi.json. */
export const renderOpenApi = (app: FastifyInstance) => `${JSON.stringify(app.swagger(), null, 2)}\n`
