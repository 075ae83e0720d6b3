import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { DESCRIPTION, TAGS } from './openapi-words.ts'
import { documented, holdToDocument } from './operations.ts'

/** Makes the API document from what the routes declare; each is held to declare enough. */
export async function useOpenApi(app: FastifyInstance, publicUrl: string): Promise<void> {
  const optional = new Set<unknown>()
  app.addHook('onRoute', (route) => {
    holdToDocument(route)
    if (route.config?.optionalBody) optional.add(route.schema?.operationId)
  })
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
    transform: ({ route, url }) => ({ schema: documented(route), url }),
    transformObject: (document) => {
      if ('openapiObject' in document) {
        relax(document.openapiObject.paths, optional)
        joinLists(document.openapiObject.paths)
      }
      return 'openapiObject' in document ? document.openapiObject : document.swaggerObject
    },
    refResolver: { buildLocalReference: (json) => String(json.$id) },
  })
}

/** The plugin calls every body required. */
function relax(paths: object | undefined, optional: ReadonlySet<unknown>): void {
  const operations = Object.values(paths ?? {}).flatMap((path: Record<string, Documented>) =>
    Object.values(path),
  )
  for (const { operationId, requestBody } of operations) {
    if (requestBody && optional.has(operationId)) requestBody.required = false
  }
}

/** A list in a query is one value with commas; clients would repeat the parameter otherwise. */
function joinLists(paths: object | undefined): void {
  const operations = Object.values(paths ?? {}).flatMap((path: Record<string, Documented>) =>
    Object.values(path),
  )
  for (const parameter of operations.flatMap(({ parameters = [] }) => parameters)) {
    if (parameter.in === 'query' && parameter.schema?.type === 'array') {
      Object.assign(parameter, { style: 'form', explode: false })
    }
  }
}

interface Documented {
  operationId?: string
  parameters?: { in?: string; schema?: { type?: string } }[]
  requestBody?: { required?: boolean }
}

/** The document exactly as it is committed to openapi/openapi.json. */
export const renderOpenApi = (app: FastifyInstance) => `${JSON.stringify(app.swagger(), null, 2)}\n`
