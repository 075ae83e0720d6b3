import { listFingerprint, sealCursor } from '../../http/cursor.ts'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { draftComment, postComment } from './post.ts'
import {
  CommentCounts,
  CommentPage,
  CommentQuery,
  CountsQuery,
  NewComment,
  PostedComment,
  schemas,
} from './schema.ts'
import { countComments, getDiscussion, listComments } from './store.ts'
import { type CommentRow, type NextReplies, threadOf, toComment } from './thread.ts'

const tags = ['comments']
const access = 'public' as const

const routes: Feature['routes'] = async (app, deps) => {
  const { db, reads, secrets, settings } = deps

  app.get(
    '/articles/:id/comments',
    {
      config: { access, conditional: true, problems: [404] },
      schema: {
        tags,
        operationId: 'listComments',
        summary: 'Read the comments of an article',
        description:
          'Approved ones only. In a tree, each list of replies holds at most 20, oldest first, and `next` leads to the rest; a page holds at most 1,000 replies in all, so that lists deep in a crowded thread may hold fewer. `count=exact` counts what is paged: the top level of a tree, everything when flat.',
        params: IdParams,
        querystring: CommentQuery,
        response: { 200: ref(CommentPage, 'One page of comments') },
      },
    },
    async (request, reply) => {
      const { query } = request
      const { articleId, ttl } = await getDiscussion(reads, request.params.id)
      const window = windowOf(secrets, request)
      const { rows, count } = await listComments(reads, articleId, query, window)
      cacheable(reply, { ttl, tags: [`comments:${articleId}`, `article:${articleId}`] })
      const { listed, show } = threadOf(rows, repliesOf(secrets, articleId))
      const toItem = query.view === 'flat' ? toComment : show
      return pageFrom({ secrets, request, reply }, { rows: listed, count }, placeOf, toItem)
    },
  )

  app.post(
    '/articles/:id/comments',
    {
      bodyLimit: 32_768,
      config: { access, rateClass: 'comment', problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'createComment',
        summary: 'Comment on an article',
        description:
          'Costs a captcha, which is spent together with the posting or not at all: a refused request leaves it good. The same request with the same captcha gets the same answer again, another one 409 `captcha-spent`. Where comments are moderated first, the comment is `pending`.',
        params: IdParams,
        body: ref(NewComment),
        response: { 201: ref(PostedComment, 'The comment was taken') },
      },
    },
    async (request, reply) => {
      const draft = await draftComment(deps, request.params.id, request.body)
      const sending = { secrets, settings, address: request.ip }
      return perform(db, request, reply, async (act) => created(await postComment(act, sending, draft)))
    },
  )

  app.get(
    '/comments/counts',
    {
      config: { access, conditional: true },
      schema: {
        tags,
        operationId: 'countComments',
        summary: 'Count the comments of articles',
        description: 'In the order of the ids; of several equal ones the first.',
        querystring: CountsQuery,
        response: { 200: ref(CommentCounts, 'The counts') },
      },
    },
    async (request, reply) => {
      const { data, ttl } = await countComments(reads, request.query.articleId)
      cacheable(reply, { ttl, tags: data.map(({ articleId }) => `comments:${articleId}`) })
      return { data }
    },
  )
}

const placeOf = ({ createdAt, id }: CommentRow) => [createdAt.toISOString(), id] as const

/** Where the rest of an embedded list is read: this route, with the cursor it would have given itself. */
function repliesOf(secrets: Secrets, articleId: string): NextReplies {
  const path = `/v1/articles/${articleId}/comments`
  return (parentId, last) => {
    const query = { parentId }
    if (!last) return `${path}?${new URLSearchParams(query)}`
    const cursor = sealCursor(secrets, listFingerprint(path, query), placeOf(last))
    return `${path}?${new URLSearchParams({ ...query, cursor })}`
  }
}

export const comments: Feature = { prefix: '/v1', schemas, routes }
