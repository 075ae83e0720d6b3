import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { done, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { Lease, LeaseRequest, schemas, Takeover, TTL_SECONDS } from './schema.ts'
import { releaseLease, takeLease } from './take.ts'

const tags = ['editorial articles']
const config = { access: 'content:write' as const, problems: [404, 409] as const }

const routes: Feature['routes'] = async (app, { db }) => {
  app.put(
    '/:id/lease',
    {
      config: { ...config, optionalBody: true },
      schema: {
        tags,
        operationId: 'takeLease',
        summary: 'Say that you are at work on an article',
        description:
          'Advisory: it warns colleagues and stops no save. It ends by itself, and every repetition renews it. While another key holds it, 409 `conflict` with `lease` (`holder`, `expiresAt`), unless `takeover=true`. The article’s version stays.',
        params: IdParams,
        querystring: Takeover,
        body: ref(LeaseRequest),
        response: { 200: ref(Lease, 'The lease, now yours') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const { ttl = TTL_SECONDS } = request.body
        const { takeover = false } = request.query
        return { status: 200, headers: {}, body: await takeLease(act, request.params.id, { ttl, takeover }) }
      }),
  )

  app.delete(
    '/:id/lease',
    {
      config,
      schema: {
        tags,
        operationId: 'releaseLease',
        summary: 'Say that you are done',
        description:
          'Ends your lease. Another’s is 409 `conflict`, unless `takeover=true`; where there is none, or it has ended, 404.',
        params: IdParams,
        querystring: Takeover,
        response: { 204: Type.Null({ description: 'Nobody is at work on it' }) },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        await releaseLease(act, request.params.id, request.query.takeover ?? false)
        return done()
      }),
  )
}

export const leases: Feature = { prefix: '/v1/editorial/articles', schemas, routes }
