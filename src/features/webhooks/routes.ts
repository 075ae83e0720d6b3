import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, done, ok, perform } from '../../http/perform.ts'
import { closed, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import {
  IssuedWebhookEndpoint,
  NewWebhookEndpoint,
  schemas,
  WebhookEndpoint,
  WebhookEndpointChange,
  WebhookEndpointPage,
  WebhookRotation,
} from './schema.ts'
import {
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  rotateSecret,
  toEndpoint,
  updateEndpoint,
} from './store.ts'

const tags = ['webhooks']
const access = 'admin' as const

const routes: Feature['routes'] = async (app, { db, secrets, settings }) => {
  const allow = settings.outgoingAllow

  app.get(
    '',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listWebhookEndpoints',
        summary: 'List webhook endpoints',
        description: 'Newest first, disabled ones included. Secrets are never shown again.',
        querystring: closed(pageMembers),
        response: { 200: ref(WebhookEndpointPage, 'One page of endpoints') },
      },
    },
    async (request, reply) => {
      const rows = await listEndpoints(db, windowOf(secrets, request))
      return pageFrom({ secrets, request, reply }, rows, (row) => ['', row.id], toEndpoint)
    },
  )

  app.get(
    '/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'getWebhookEndpoint',
        summary: 'Read a webhook endpoint',
        description: 'Everything but its secret, with its ETag.',
        params: IdParams,
        response: { 200: ref(WebhookEndpoint, 'The endpoint') },
      },
    },
    async (request, reply) => {
      const endpoint = await getEndpoint(db, request.params.id)
      return reply.headers(ok(endpoint).headers).send(endpoint)
    },
  )

  app.post(
    '',
    {
      config: { access, idempotent: true, problems: [422] },
      schema: {
        tags,
        operationId: 'createWebhookEndpoint',
        summary: 'Make a webhook endpoint',
        description:
          'It is told, signed after Standard Webhooks, of every event from now on that it names, or without `types` of every event about what the public can read. The secret is in this answer and nowhere else. A URL that cannot be asked is 422.',
        body: ref(NewWebhookEndpoint),
        response: { 201: ref(IssuedWebhookEndpoint, 'The endpoint, its secret shown this once') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const endpoint = await createEndpoint(act, { secrets, allow }, request.body)
        return { ...created(endpoint, `${app.prefix}/${endpoint.id}`), secretId: endpoint.id }
      }),
  )

  app.patch(
    '/:id',
    {
      config: { access, ifMatch: true, problems: [404, 422] },
      schema: {
        tags,
        operationId: 'updateWebhookEndpoint',
        summary: 'Change a webhook endpoint',
        description:
          'What is waiting in its queue goes to the new URL. `enabled: true` lets the queue of a disabled one go on; what happened meanwhile is not in it and is had by a replay.',
        params: IdParams,
        body: ref(WebhookEndpointChange),
        response: { 200: ref(WebhookEndpoint, 'The whole endpoint') },
      },
    },
    (request, reply) => {
      const change = { id: request.params.id, expected: expectedVersions(request), patch: request.body }
      return perform(db, request, reply, async (act) => ok(await updateEndpoint(act, { ...change, allow })))
    },
  )

  app.delete(
    '/:id',
    {
      config: { access, ifMatch: true, problems: [404] },
      schema: {
        tags,
        operationId: 'deleteWebhookEndpoint',
        summary: 'Remove a webhook endpoint',
        description: 'Its queue and its log of deliveries go with it.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Removed' }) },
      },
    },
    (request, reply) => {
      const change = { id: request.params.id, expected: expectedVersions(request) }
      return perform(db, request, reply, async (act) => {
        await deleteEndpoint(act, change)
        return done()
      })
    },
  )

  app.post(
    '/:id/rotations',
    {
      config: { access, ifMatch: true, idempotent: true, optionalBody: true, problems: [404] },
      schema: {
        tags,
        operationId: 'rotateWebhookSecret',
        summary: 'Replace the secret of a webhook endpoint',
        description:
          'The new secret is in this answer and nowhere else. For `overlapHours` both sign, and a receiver that accepts either of two signatures misses nothing.',
        params: IdParams,
        body: ref(WebhookRotation),
        response: { 201: ref(IssuedWebhookEndpoint, 'The endpoint, its new secret shown this once') },
      },
    },
    (request, reply) => {
      const change = { id: request.params.id, expected: expectedVersions(request), ...request.body }
      return perform(db, request, reply, async (act) => {
        const endpoint = await rotateSecret(act, secrets, change)
        return { ...created(endpoint, `${app.prefix}/${endpoint.id}`), secretId: endpoint.id }
      })
    },
  )
}

export const webhooks: Feature = { prefix: '/v1/admin/webhook-endpoints', schemas, routes }
