import type { Client } from 'pg'
import { listFingerprint, sealCursor } from '../../../src/http/cursor.ts'
import { deriveSecrets } from '../../../src/lib/secrets.ts'
import { SECRET } from '../app.ts'

/** What is asked again and again, each time about something else. */
export interface Question {
  name: string
  urls: string[]
}

const PAGE = 20
const DEEP = 10_000
/** Words that a newspaper is full of, one by one and in pairs. */
const COMMON = ['council', 'harbour', 'city', 'budget', 'year', 'people', 'minister', 'nobody', 'everyone']

/** Questions about what a database has, `count` of each; the same each time. */
export async function questionsFor(client: Client, count: number): Promise<Question[]> {
  const many = async (sql: string) =>
    (await client.query<{ key: string }>(`${sql} limit ${count}`)).rows.map(({ key }) => key)
  const scattered = 'order by md5(id::text)'
  const slugs = await many(`select slug as key from visible_edition ${scattered}`)
  const ids = await many(`select article_id::text as key from visible_edition ${scattered}`)
  // What stands only in articles that are withdrawn or have expired is not found, and has no variants.
  const quotes = await many(
    `select key from (select quote_id::text as key, edition_id from edition_quote
        order by md5(quote_id::text) limit ${count * 2}) drawn
      where exists (select from visible_edition e where e.id = drawn.edition_id) order by md5(key)`,
  )
  // As they are named: who is quoted much is asked about much.
  const speakers = await many(
    `select speaker_id::text as key from edition_quote where speaker_id is not null order by md5(quote_id::text)`,
  )
  const [loudest = ''] = await many(
    'select speaker_id::text as key from edition_quote where speaker_id is not null group by 1 order by count(*) desc',
  )
  const [tags, authors, sections, discussed, years] = [
    await many(`select tag_id::text as key from edition_tag order by md5(edition_id::text || position)`),
    await many(
      `select author_id::text as key from edition_contributor order by md5(edition_id::text || position)`,
    ),
    await many('select id::text as key from section order by id'),
    await many('select article_id::text as key from discussion order by comment_count desc'),
    await many(
      `select distinct to_char(published_at at time zone 'UTC', 'YYYY') as key from edition order by 1`,
    ),
  ]
  const each = (
    name: string,
    keys: readonly string[],
    url: (key: string, n: number) => string,
  ): Question => ({
    name,
    urls:
      keys.length === 0 ? [] : Array.from({ length: count }, (_, n) => url(keys[n % keys.length] ?? '', n)),
  })
  const year = (n: number) => years[n % years.length] ?? ''
  const span = (n: number) =>
    `saidAt[gte]=${year(n)}-01-01T00:00:00Z&saidAt[lt]=${Number(year(n)) + 1}-01-01T00:00:00Z`
  const word = (n: number) => COMMON[n % COMMON.length] ?? ''
  const pair = (n: number) => `${word(n)}%20${word(n + 1 + Math.floor(n / COMMON.length))}`
  const rare = (
    await many(
      `select split_part(title, ' in ', 2) as key from edition where title like '% in %' ${scattered}`,
    )
  ).filter((text) => /^\w+$/.test(text))
  return [
    each('first page', [''], () => '/v1/articles'),
    each('page 10,000', [await deepPage(client)], (cursor) => `/v1/articles?cursor=${cursor}`),
    each('by slug', slugs, (slug) => `/v1/articles/by-slug/${slug}`),
    each('by id, with quotes', ids, (id) => `/v1/articles/${id}?include=quotes,speakers`),
    each('articles of a section', sections, (id) => `/v1/articles?section=${id}`),
    each('articles of a tag', tags, (id) => `/v1/articles?tag=${id}`),
    each('articles of an author', authors, (id) => `/v1/articles?author=${id}`),
    each('articles with a speaker', speakers, (id) => `/v1/articles?speaker=${id}`),
    each('articles of a kind', ['analysis', 'review', 'news'], (kind) => `/v1/articles?kind=${kind}`),
    each('articles in a language', ['fr', 'en', 'da'], (language) => `/v1/articles?language=${language}`),
    each(
      'articles of a tag and section',
      tags,
      (id, n) => `/v1/articles?tag=${id}&section=${sections[n % sections.length]}`,
    ),
    each(
      'articles of a year, oldest first',
      years,
      (key) => `/v1/articles?sort=publishedAt&publishedAt[gte]=${key}-01-01T00:00:00Z`,
    ),
    each('quotes', [''], () => '/v1/quotes'),
    each('quotes of a speaker', speakers, (id) => `/v1/quotes?speaker=${id}`),
    each('quotes of a speaker in a year', speakers, (id, n) => `/v1/quotes?speaker=${id}&${span(n)}`),
    each('the most quoted speaker in a year', [loudest], (id, n) => `/v1/quotes?speaker=${id}&${span(n)}`),
    each(
      'the most quoted speaker up to a year',
      [loudest],
      (id, n) => `/v1/quotes?speaker=${id}&saidAt[lt]=${year(n)}-06-01T00:00:00Z`,
    ),
    each('quotes in a year', years, (_, n) => `/v1/quotes?${span(n)}`),
    each('quotes with a common word', COMMON, (text) => `/v1/quotes?q=${text}`),
    each('quotes with a rare word', rare, (text) => `/v1/quotes?about=${text}`),
    each('a speaker about a common word', speakers, (id, n) => `/v1/quotes?speaker=${id}&about=${word(n)}`),
    each(
      'the most quoted speaker about a rare word',
      rare,
      (text) => `/v1/quotes?speaker=${loudest}&about=${text}`,
    ),
    each('quotes of a tag', tags, (id) => `/v1/quotes?tag=${id}`),
    each(
      'quotes of a tag and channel, by saying',
      tags,
      (id) => `/v1/quotes?tag=${id}&channel=hearing&sort=-saidAt`,
    ),
    each('one quote', quotes, (id) => `/v1/quotes/${id}`),
    each('variants of a quote', quotes, (id) => `/v1/quotes/${id}/variants`),
    each('facets of a speaker', speakers, (id) => `/v1/quotes?speaker=${id}&facets=speaker,channel,year`),
    each('facets of a common word', COMMON, (text) => `/v1/quotes?q=${text}&facets=speaker,channel,year`),
    each('facets of all', [''], () => '/v1/quotes?facets=speaker,channel,year'),
    each('search: a common word', COMMON, (text) => `/v1/search?q=${text}`),
    each('search: two common words', [''], (_, n) => `/v1/search?q=${pair(n)}`),
    each('search: a rare word', rare, (text) => `/v1/search?q=${text}`),
    each('search: a common word of a tag', tags, (id, n) => `/v1/search?q=${word(n)}&tag=${id}`),
    each('search of quotes: a common word', COMMON, (text) => `/v1/search?type=quotes&q=${text}`),
    each('a speaker', speakers, (id) => `/v1/speakers/${id}`),
    each('all speakers', [''], () => '/v1/speakers'),
    each('what a speaker said through time', speakers, (id) => `/v1/speakers/${id}/timeline`),
    each('comments', discussed, (id) => `/v1/articles/${id}/comments`),
    each('changes', [''], () => '/v1/changes?limit=100'),
    each('feed', [''], () => '/feeds/articles.rss'),
    each('feed of a tag', tags, (id) => `/feeds/articles.rss?tag=${id}`),
    each('index of sitemaps', [''], () => '/sitemap.xml'),
  ]
}

/** The cursor of the page that far down, or of the last one. */
async function deepPage(client: Client): Promise<string> {
  const { rows } = await client.query<{ at: Date; id: string }>(
    `select published_at as at, article_id as id from visible_edition order by published_at desc, article_id desc
     offset least(${PAGE * DEEP}, greatest(0, (select count(*) from visible_edition) - ${PAGE + 1})) limit 1`,
  )
  const [place] = rows
  if (!place) throw new Error('The database has no article.')
  return sealCursor(deriveSecrets(SECRET), listFingerprint('/v1/articles', {}), [
    place.at.toISOString(),
    place.id,
  ])
}
