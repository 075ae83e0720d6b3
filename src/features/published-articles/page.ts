import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { cacheable } from '../../http/delivery.ts'
import type { Deps } from '../../http/feature.ts'
import { soonest } from '../../http/freshness.ts'
import { pageFrom, pageText, windowOf } from '../../http/paging.ts'
import type { PageQuery } from '../../http/schemas.ts'
import { compiledArticles } from './compiled.ts'
import { summaryText } from './compiled-text.ts'
import type { ArticleFilter } from './filter.ts'
import { alsoOf, includedBy, placeOf, presenter, tagsOf, type View } from './list.ts'
import { listArticles } from './store.ts'

/** What a page depends on besides its articles. */
interface Own {
  tags: readonly string[]
  ttl: number | null
}

/** Answers with a page of articles: out of what is compiled when all of it is, and is wanted as it is. */
export function pageWriter(app: FastifyInstance, deps: Pick<Deps, 'db' | 'reads' | 'secrets' | 'settings'>) {
  const { reads, secrets } = deps
  const present = presenter(deps)
  const compiled = compiledArticles(app, deps)

  return async (request: FastifyRequest, reply: FastifyReply, filter: ArticleFilter, own?: Own) => {
    const query = request.query as View & PageQuery
    const window = windowOf(secrets, request)
    const keep = (ttl: number | null, tags: readonly string[], also: readonly string[]) =>
      cacheable(reply, {
        ttl: soonest(own?.ttl ?? null, ttl),
        tags: [...(own?.tags ?? []), 'articles', ...tags],
        also,
      })

    const isPlain = !query.fields && !query.include && !window.wantsCount
    const ready = isPlain ? await compiled?.list(filter, window) : undefined
    if (ready) {
      const { rows, ttl } = ready
      keep(
        ttl,
        rows.flatMap(({ tags }) => tags.split(',')),
        alsoOf(rows),
      )
      const text = pageText({ secrets, request, reply }, rows, placeOf, summaryText)
      return reply.type('application/json; charset=utf-8').send(text)
    }
    const found = await listArticles(reads, filter, window, includedBy(query))
    keep(found.ttl, tagsOf(found.rows), alsoOf(found.rows))
    return pageFrom({ secrets, request, reply }, found, placeOf, (json) => present(json, query))
  }
}
