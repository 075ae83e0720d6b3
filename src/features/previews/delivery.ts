import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { ref } from '../../http/schemas.ts'
import { ApiError } from '../../lib/errors.ts'
import { listQuotes } from '../quotes/store.ts'
import { toPreviewArticle } from './present.ts'
import { Preview, PreviewQuery } from './schema.ts'
import { findPreviewed } from './store.ts'
import { openPreview } from './token.ts'

/** For no cache, no index, and no address that the page leads to. */
const HEADERS = {
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
}

const routes: Feature['routes'] = async (app, { db, secrets, settings }) => {
  app.get(
    '/:token',
    {
      config: { access: 'public', problems: [404] },
      schema: {
        tags: ['editorial articles'],
        operationId: 'getPreview',
        summary: 'Read a preview',
        description:
          'One revision as a publication would show it, to whoever has the token; also of a withheld article. An expired or altered token, and one of an article that is gone, are 404 in the same words.',
        params: Type.Object({ token: Type.String({ maxLength: 500 }) }),
        querystring: PreviewQuery,
        response: { 200: ref(Preview, 'The preview') },
      },
    },
    async (request, reply) => {
      reply.headers(HEADERS)
      const claims = openPreview(secrets, request.params.token, Date.now())
      const copy = claims && (await findPreviewed(db, claims.art, claims.rev))
      if (!copy) throw new ApiError('not-found', 'There is no such preview, or its time is over.')
      const quotes = await listQuotes(db, copy.articleId)
      const { body: format = 'html' } = request.query
      return {
        revision: copy.number,
        expiresAt: new Date(claims.exp * 1000).toISOString(),
        article: toPreviewArticle(copy, quotes, { urls: settings, format }),
      }
    },
  )
}

export const previews: Feature = { prefix: '/v1/preview', schemas: [], routes }
