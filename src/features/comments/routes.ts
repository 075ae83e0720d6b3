import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { created, performPlainly } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { draftComment, postComment } from './post.ts'
import { CommentCounts, CountsQuery, NewComment, PostedComment, schemas } from './schema.ts'
import { countComments } from './store.ts'

const tags = ['comments']
const access = 'public' as const

const routes: Feature['routes'] = async (app, deps) => {
  const { db, reads, secrets, settings, checks } = deps

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
      const draft = await draftComment(deps, request.params.id, request.body, request.ip)
      const sending = {
        ...{ secrets, settings, address: request.ip, userAgent: request.headers['user-agent'] },
        isChecked: checks !== undefined,
      }
      let posting: Awaited<ReturnType<typeof postComment>> | undefined
      const answered = performPlainly(db, request, reply, async (act) => {
        posting = await postComment(act, sending, draft)
        return created(posting.answer)
      })
      // After the commit, and never before the answer.
      await answered
      if (posting?.waiting) checks?.take(posting.waiting)
      return answered
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

export const comments: Feature = { prefix: '/v1', schemas, routes }
