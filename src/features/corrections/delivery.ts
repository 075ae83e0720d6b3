import type { FastifyReply, FastifyRequest } from 'fastify'
import { cacheable } from '../../http/delivery.ts'
import type { Deps, Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { notFound } from '../../lib/errors.ts'
import { CorrectionPage, schemas } from './schema.ts'
import { type CorrectionJson, listCorrections, toCorrection } from './store.ts'

const tags = ['articles']
const config = { access: 'public' as const, conditional: true }
const querystring = closed(pageMembers)

const placeOf = ({ at, id }: CorrectionJson) => [at, id] as const

async function answer(
  { reads, secrets, settings }: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  articleId?: string,
) {
  const found = await listCorrections(reads, articleId, windowOf(secrets, request))
  if (articleId !== undefined && !found.isVisible) throw notFound('article', articleId)
  const articles = found.rows.map((row) => `article:${row.articleId}`)
  cacheable(reply, {
    ttl: found.ttl,
    tags: [...(articleId === undefined ? [] : [`article:${articleId}`]), 'corrections', ...articles],
  })
  return pageFrom({ secrets, request, reply }, found, placeOf, (row) => toCorrection(row, settings))
}

const routes: Feature['routes'] = async (app, deps) => {
  app.get(
    '/corrections',
    {
      config,
      schema: {
        tags,
        operationId: 'listCorrections',
        summary: 'List the newsroom’s corrections',
        description: 'Of all articles that can be read now, newest first.',
        querystring,
        response: { 200: ref(CorrectionPage, 'One page of corrections') },
      },
    },
    (request, reply) => answer(deps, request, reply),
  )

  app.get(
    '/articles/:id/corrections',
    {
      config: { ...config, problems: [404] },
      schema: {
        tags,
        operationId: 'listArticleCorrections',
        summary: 'List an article’s corrections',
        description: 'Newest first, each with the edition that was wrong and the one that put it right.',
        params: IdParams,
        querystring,
        response: { 200: ref(CorrectionPage, 'One page of corrections') },
      },
    },
    (request, reply) => answer(deps, request, reply, request.params.id),
  )
}

export const corrections: Feature = { prefix: '/v1', schemas, routes }
