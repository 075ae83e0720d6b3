import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { notFound } from '../../lib/errors.ts'
import { listMonth, listMonths, listNews } from './store.ts'
import { pageOf, toIndex, toNews, toRobots, toUrls } from './write.ts'

const tags = ['feeds']
const config = { access: 'public' as const, conditional: true }
const XML = 'application/xml'

const answers = (type: string, description: string, example: string) => ({
  produces: [type],
  response: {
    200: { description, content: { [type]: { schema: Type.String({ examples: [example] }) } } },
  },
})

const routes: Feature['routes'] = async (app, { reads, settings }) => {
  const send = (reply: FastifyReply, ttl: number | null, xml: string) => {
    // Addresses of articles have the slugs of sections in them: what changes one of these touches `articles`.
    cacheable(reply, { ttl, tags: ['articles'] })
    return reply.type(`${XML}; charset=utf-8`).send(xml)
  }

  app.get(
    '/sitemap.xml',
    {
      config,
      schema: {
        tags,
        operationId: 'getSitemapIndex',
        summary: 'Find all sitemaps',
        description:
          'The news, and for each month in which something was published that is visible now its articles: a page, or more where they are many.',
        ...answers(
          XML,
          'The index',
          '<?xml version="1.0" encoding="utf-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://127.0.0.1:3000/sitemaps/articles-2026-03.xml</loc><lastmod>2026-03-12T04:00:00.000Z</lastmod></sitemap></sitemapindex>',
        ),
      },
    },
    async (_request, reply) => {
      const { months, ttl } = await listMonths(reads)
      return send(reply, ttl, toIndex(months, settings))
    },
  )

  app.get(
    '/sitemaps/news.xml',
    {
      config,
      schema: {
        tags,
        operationId: 'getNewsSitemap',
        summary: 'Find the news of the last two days',
        description:
          'By the rules of Google News: what was published in the last 48 hours, newest first, 1,000 at most, with the name of the publication and the language of the article.',
        ...answers(
          XML,
          'The news sitemap',
          '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">…</urlset>',
        ),
      },
    },
    async (_request, reply) => {
      const { articles, ttl } = await listNews(reads)
      return send(reply, ttl, toNews(articles, settings))
    },
  )

  app.get(
    '/sitemaps/:name',
    {
      config: { ...config, problems: [404] },
      schema: {
        tags,
        operationId: 'getSitemap',
        summary: 'Find the articles of a month',
        description:
          'Under the names that the index has: at most 10,000 articles, in the order in which they were published, each with the beginning of its current edition. 404 where nothing is visible.',
        params: Type.Object({
          name: Type.String({ maxLength: 120, examples: ['articles-2026-03.xml'] }),
        }),
        ...answers(
          XML,
          'The sitemap',
          '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://news.example/city/harbour-dredging</loc><lastmod>2026-03-12T04:00:00.000Z</lastmod></url></urlset>',
        ),
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const wanted = pageOf(name)
      if (!wanted) throw notFound('sitemap', name)
      const { articles, ttl } = await listMonth(reads, wanted.month, wanted.page)
      if (articles.length === 0) throw notFound('sitemap', name)
      return send(reply, ttl, toUrls(articles, settings))
    },
  )

  app.get(
    '/robots.txt',
    {
      config,
      schema: {
        tags,
        operationId: 'getRobots',
        summary: 'Tell robots where to go',
        description: 'What they are to leave alone, and where the sitemaps are.',
        ...answers('text/plain', 'The rules', 'User-agent: *\nDisallow: /v1/editorial/'),
      },
    },
    async (_request, reply) => {
      cacheable(reply, { ttl: null, tags: ['robots'] })
      return reply.type('text/plain; charset=utf-8').send(toRobots(settings))
    },
  )
}

export const sitemaps: Feature = { prefix: '', schemas: [], routes }
