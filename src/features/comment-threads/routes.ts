import { listFingerprint, sealCursor } from '../../http/cursor.ts'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { getDiscussion } from '../comments/store.ts'
import { placeIn } from './orders.ts'
import { CommentPage, CommentQuery, schemas } from './schema.ts'
import { findAnchor, listComments } from './store.ts'
import { type NextReplies, threadOf, toComment } from './thread.ts'

const routes: Feature['routes'] = async (app, { reads, secrets }) => {
  app.get(
    '/articles/:id/comments',
    {
      config: { access: 'public', conditional: true, problems: [404] },
      schema: {
        tags: ['comments'],
        operationId: 'listComments',
        summary: 'Read the comments of an article',
        description:
          'Approved ones only. In a tree, each list of replies holds at most 20, oldest first, and `next` leads to the rest; a page holds at most 1,000 replies in all, so that lists deep in a crowded thread may hold fewer. A list that leads to the `anchor` ends with it where it would not have reached it: `next` then comes by it again. `count=exact` counts what is paged: the top level of a tree, everything when flat.',
        params: IdParams,
        querystring: CommentQuery,
        response: { 200: ref(CommentPage, 'One page of comments') },
      },
    },
    async (request, reply) => {
      const { query } = request
      const { articleId, ttl } = await getDiscussion(reads, request.params.id)
      const window = windowOf(secrets, request)
      const isFirst = window.after === undefined
      const path = isFirst && query.anchor ? await findAnchor(reads, articleId, query.anchor) : []
      const { rows, count } = await listComments(reads, articleId, query, { ...window, path })
      cacheable(reply, { ttl, tags: [`comments:${articleId}`, `article:${articleId}`] })
      const { listed, show } = threadOf(rows, repliesOf(secrets, articleId))
      const toItem = query.view === 'flat' ? toComment : show
      return pageFrom({ secrets, request, reply }, { rows: listed, count }, placeIn(query.order), toItem)
    },
  )
}

/** Where the rest of an embedded list is read: this route, with the cursor it would have given itself. */
function repliesOf(secrets: Secrets, articleId: string): NextReplies {
  const path = `/v1/articles/${articleId}/comments`
  return (parentId, last) => {
    const query = { parentId }
    if (!last) return `${path}?${new URLSearchParams(query)}`
    const cursor = sealCursor(secrets, listFingerprint(path, query), placeIn('oldest')(last))
    return `${path}?${new URLSearchParams({ ...query, cursor })}`
  }
}

export const commentThreads: Feature = { prefix: '/v1', schemas, routes }
