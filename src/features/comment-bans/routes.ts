import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, done, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { Ban, BanPage, BanQuery, NewBan, schemas } from './schema.ts'
import { addBan, getBan, listBans, removeBan, toBan } from './store.ts'

const tags = ['moderation']
const access = 'comments:moderate' as const

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listCommentBans',
        summary: 'List bans',
        description: 'Newest first, expired ones among them.',
        querystring: BanQuery,
        response: { 200: ref(BanPage, 'One page of bans') },
      },
    },
    async (request, reply) => {
      const rows = await listBans(db, request.query, windowOf(secrets, request))
      return pageFrom({ secrets, request, reply }, rows, ({ id }) => ['', id] as const, toBan)
    },
  )

  app.get(
    '/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'getCommentBan',
        summary: 'Read a ban',
        description:
          'Whom it is on is told only of networks and domains: of people nothing is kept that could be.',
        params: IdParams,
        response: { 200: ref(Ban, 'The ban') },
      },
    },
    (request) => getBan(db, request.params.id),
  )

  app.post(
    '',
    {
      config: { access, idempotent: true, problems: [409, 422] },
      schema: {
        tags,
        operationId: 'createCommentBan',
        summary: 'Ban an author, a prefix, a network or a domain',
        description:
          'For comments that come from then on. One that is blocked is answered like any other, and taken for spam. A prefix is known for two months at most; a ban on it ends with that.',
        body: ref(NewBan),
        response: { 201: ref(Ban, 'The ban') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const ban = await addBan(act, request.body)
        return created(ban, `${app.prefix}/${ban.id}`)
      }),
  )

  app.delete(
    '/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'removeCommentBan',
        summary: 'Lift a ban',
        description: 'What was taken for spam by it stays so until somebody decides.',
        params: IdParams,
        response: { 204: { type: 'null', description: 'Lifted' } },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        await removeBan(act, request.params.id)
        return done()
      }),
  )
}

export const commentBans: Feature = { prefix: '/v1/moderation/bans', schemas, routes }
