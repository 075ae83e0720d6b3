import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, done, perform } from '../../http/perform.ts'
import { closed, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { ApiKey, ApiKeyPage, IssuedApiKey, NewApiKey, Rotation, schemas } from './schema.ts'
import { getApiKey, issueApiKey, listApiKeys, revokeApiKey, rotateApiKey, toApiKey } from './store.ts'

const tags = ['admin']
const access = 'admin' as const

const routes: Feature['routes'] = async (app, { db, secrets, settings }) => {
  app.get(
    '',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listApiKeys',
        summary: 'List API keys',
        description: 'Newest first, revoked ones included. Secrets are never shown again.',
        querystring: closed(pageMembers),
        response: { 200: ref(ApiKeyPage, 'One page of keys') },
      },
    },
    async (request, reply) => {
      const rows = await listApiKeys(db, windowOf(secrets, request))
      return pageFrom({ secrets, request, reply }, rows, (row) => ['', row.id], toApiKey)
    },
  )

  app.get(
    '/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'getApiKey',
        summary: 'Read an API key',
        description: 'Everything but its secret.',
        params: IdParams,
        response: { 200: ref(ApiKey, 'The key') },
      },
    },
    (request) => getApiKey(db, request.params.id),
  )

  app.post(
    '',
    {
      config: { access, idempotent: true },
      schema: {
        tags,
        operationId: 'createApiKey',
        summary: 'Make an API key',
        description:
          'The key is in this answer and nowhere else: only a digest of its secret is stored. It cannot have a scope that the caller lacks.',
        body: ref(NewApiKey),
        response: { 201: ref(IssuedApiKey, 'The key, shown this once') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const key = await issueApiKey(act, request.body)
        return { ...created(key, `${app.prefix}/${key.id}`), secretId: key.id }
      }),
  )

  app.post(
    '/:id/rotations',
    {
      config: { access, idempotent: true, problems: [404, 409], optionalBody: true },
      schema: {
        tags,
        operationId: 'rotateApiKey',
        summary: 'Replace the secret of an API key',
        description: 'Id, label and scopes stay; the old secret stops working at once.',
        params: IdParams,
        body: ref(Rotation),
        response: { 201: ref(IssuedApiKey, 'The key with its new secret, shown this once') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const key = await rotateApiKey(act, request.params.id, request.body)
        return { ...created(key, `${app.prefix}/${key.id}`), secretId: key.id }
      }),
  )

  app.delete(
    '/:id',
    {
      config: { access, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'revokeApiKey',
        summary: 'Revoke an API key',
        description:
          'It is refused from the next request on, on every instance. The last key that can administer cannot be revoked.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Revoked' }) },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        await revokeApiKey(act, request.params.id, settings.hasAdminKey)
        return done()
      }),
  )
}

export const keys: Feature = { prefix: '/v1/admin/api-keys', schemas, routes }
