import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { toModeratedComment, toQueueCount } from './present.ts'
import { ModeratedComment, ModeratedCommentPage, ModerationQuery, QueueCountPage, schemas } from './schema.ts'
import { countQueues, getQueued, listQueue, placeOf } from './store.ts'

const tags = ['moderation']
const access = 'comments:moderate' as const

const routes: Feature['routes'] = async (app, { freshReads: reads, secrets }) => {
  app.get(
    '/comments',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listModeratedComments',
        summary: 'List comments for moderators',
        description: 'What waits for a decision, oldest first, unless the query asks for something else.',
        querystring: ModerationQuery,
        response: { 200: ref(ModeratedCommentPage, 'One page of the queue') },
      },
    },
    async (request, reply) => {
      const rows = await listQueue(reads, request.query, windowOf(secrets, request))
      return pageFrom({ secrets, request, reply }, rows, placeOf(request.query.order), toModeratedComment)
    },
  )

  app.get(
    '/comments/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'getModeratedComment',
        summary: 'Read a comment as moderators see it',
        description: 'Its `ETag` is the version that a decision names in `If-Match`.',
        params: IdParams,
        response: { 200: ref(ModeratedComment, 'The comment') },
      },
    },
    async (request, reply) => {
      const row = await getQueued(reads, request.params.id)
      reply.header('etag', `"${row.version}"`)
      return toModeratedComment(row)
    },
  )

  app.get(
    '/queues',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listModerationQueues',
        summary: 'Count what waits in each queue',
        description: 'With the time of the oldest in each. A comment may wait in several.',
        response: { 200: ref(QueueCountPage, 'All queues but `all`, on one page') },
      },
    },
    async () => ({ data: (await countQueues(reads)).map(toQueueCount), page: { next: null } }),
  )
}

export const moderationQueues: Feature = { prefix: '/v1/moderation', schemas, routes }
