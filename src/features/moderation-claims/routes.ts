import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, done, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { CLAIM_SECONDS, ClaimPage, ClaimQuery, Claims, NewClaims, schemas } from './schema.ts'
import { findFree, listClaims, releaseClaim, takeClaims, toClaim } from './store.ts'

const tags = ['moderation']
const access = 'comments:moderate' as const

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listClaims',
        summary: 'List who is reading what',
        description: 'Every claim that lasts, of everybody.',
        querystring: ClaimQuery,
        response: { 200: ref(ClaimPage, 'One page of claims') },
      },
    },
    async (request, reply) => {
      const rows = await listClaims(db, windowOf(secrets, request))
      return pageFrom(
        { secrets, request, reply },
        rows,
        ({ id }) => ['', id] as const,
        toClaim(request.actor),
      )
    },
  )

  app.post(
    '',
    {
      config: { access, idempotent: true },
      schema: {
        tags,
        operationId: 'createClaims',
        summary: 'Claim comments, to read them alone',
        description: `Takes the next free ones of a queue, or those that are named, for ${CLAIM_SECONDS} seconds; claiming one's own again renews it. Two who take from a queue at once get different comments. Claims tell others what is being read and hold nobody back: anybody may still decide.`,
        body: ref(NewClaims),
        response: { 201: ref(Claims, 'The claims') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async ({ tx, actor }) => {
        const { queue, count = 1, commentIds = [] } = request.body
        const wanted = queue ? await findFree(tx, queue, count) : commentIds.map((id) => id.toLowerCase())
        return created({ data: (await takeClaims(tx, wanted, actor)).map(toClaim(actor)) })
      }),
  )

  app.delete(
    '/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'deleteClaim',
        summary: 'Give a claim back',
        description: 'One’s own; administrators may end those of others.',
        params: IdParams,
        response: { 204: { type: 'null', description: 'It is free again' } },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async ({ tx, actor }) => {
        await releaseClaim(tx, request.params.id, actor)
        return done()
      }),
  )
}

export const moderationClaims: Feature = { prefix: '/v1/moderation/claims', schemas, routes }
