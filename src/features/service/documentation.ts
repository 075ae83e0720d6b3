import swaggerUi from '@fastify/swagger-ui'
import { Type } from 'typebox'
import { stringify } from 'yaml'
import type { Feature } from '../../http/feature.ts'
import { renderOpenApi } from '../../http/openapi.ts'

const tags = ['service']
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"

const routes: Feature['routes'] = async (app) => {
  // Rendered once: the routes do not change any more.
  const json = once(() => renderOpenApi(app))
  const yaml = once(() => stringify(app.swagger()))

  app.get(
    '/openapi.json',
    {
      config: { access: 'public', conditional: true },
      schema: {
        tags,
        operationId: 'getOpenApiJson',
        summary: 'Read the API document',
        description: 'OpenAPI 3.1 as JSON: the document that clients are generated from.',
        response: {
          200: {
            description: 'The document',
            content: {
              'application/json': {
                schema: Type.Unsafe({
                  type: 'object',
                  additionalProperties: true,
                  examples: [{ openapi: '3.1.0' }],
                }),
              },
            },
          },
        },
      },
    },
    async (_request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'public, max-age=60')
        .serializer((text: string) => text)
        .send(json()),
  )

  app.get(
    '/openapi.yaml',
    {
      config: { access: 'public', conditional: true },
      schema: {
        tags,
        operationId: 'getOpenApiYaml',
        summary: 'Read the API document as YAML',
        description: 'The same document as `/openapi.json`.',
        response: {
          200: {
            description: 'The document',
            content: { 'application/yaml': { schema: Type.String({ examples: ['openapi: 3.1.0'] }) } },
          },
        },
      },
    },
    async (_request, reply) =>
      reply
        .type('application/yaml; charset=utf-8')
        .header('cache-control', 'public, max-age=60')
        .send(yaml()),
  )

  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' }
      route.schema = { ...route.schema, hide: true }
    })
    docs.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', PAGE_POLICY).header('cache-control', 'public, max-age=60')
    })
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: { url: '/openapi.json', deepLinking: true },
    })
  })
}

function once(render: () => string): () => string {
  let rendered: string | undefined
  return () => {
    rendered ??= render()
    return rendered
  }
}

export const documentation: Feature = { prefix: '', schemas: [], routes }
