import type { App } from '../app.ts'

/** What is asked for, of one kind: things that much belongs to, or that little does. */
export interface Samples {
  name: 'common' | 'rare'
  /** Values of a path's parameter, by the collection that it stands in and its name. */
  paths: Record<string, string>
  /** Values of a query's parameter. */
  queries: Record<string, string>
}

interface Named {
  id: string
  slug: string
}
interface Article extends Named {
  title: string
  publishedAt: string
  language: string
  section: Named
  tags: Named[]
  authors: Named[]
  url: string
}
interface Quote {
  id: string
  articleId: string
  speaker: Named | null
  text: string
}

/** The things of the newest article and words that stand everywhere; those of the oldest, and words of its own. */
export async function samplesOf(app: App): Promise<Samples[]> {
  return [await sampleOf(app, 'common'), await sampleOf(app, 'rare')]
}

async function sampleOf(app: App, name: Samples['name']): Promise<Samples> {
  const isCommon = name === 'common'
  const { article, quote, speaker, tag, author, comment } = await thingsOf(
    app,
    isCommon ? '-publishedAt' : 'publishedAt',
  )
  const at = Date.parse(article.publishedAt)
  const near = (days: number) => new Date(at + days * 86_400_000).toISOString()
  const ownWord = article.title.split(' ').at(-1) ?? ''
  return {
    name,
    paths: {
      'articles/id': article.id,
      'articles/slug': article.slug,
      'articles/number': '1',
      'quotes/id': quote.id,
      'speakers/id': speaker.id,
      'speakers/slug': speaker.slug,
      'sections/key': article.section.slug,
      'tags/key': tag.slug,
      'authors/key': author.slug,
      'sitemaps/name': `articles-${article.publishedAt.slice(0, 7)}.xml`,
      'problems/code': 'validation',
    },
    queries: {
      ...{ section: article.section.slug, tag: tag.slug, author: author.slug, speaker: speaker.slug },
      ...{ article: quote.articleId, articleId: article.id, slug: speaker.slug, language: article.language },
      ...{ q: isCommon ? 'council' : ownWord, about: isCommon ? 'council budget' : ownWord },
      'publishedAt[gte]': near(-20),
      'publishedAt[lt]': near(isCommon ? -2 : 20),
      'saidAt[gte]': near(-40),
      'saidAt[lt]': near(isCommon ? -10 : 20),
      asOf: near(0.01),
      url: article.url,
      ...{ anchor: comment.id, parentId: comment.id },
    },
  }
}

/** What stands first in an order, with all that is asked about. */
async function thingsOf(app: App, sort: string) {
  const articles = await list<Article>(app, `/v1/articles?limit=100&sort=${sort}`)
  const quotes = await list<Quote>(app, `/v1/quotes?limit=100&sort=${sort}`)
  const [article = missing('article')] = articles
  const quote = quotes.find(({ speaker }) => speaker) ?? missing('quote')
  const comment = await anyComment(app, articles)
  const { speaker } = quote
  const [tag] = article.tags
  const [author] = article.authors
  return {
    ...{ article, quote, comment },
    ...{
      speaker: speaker ?? missing('speaker'),
      tag: tag ?? missing('tag'),
      author: author ?? missing('author'),
    },
  }
}

async function anyComment(app: App, articles: readonly Article[]): Promise<{ id: string }> {
  for (const { id } of articles) {
    const [comment] = await list<{ id: string }>(app, `/v1/articles/${id}/comments`)
    if (comment) return comment
  }
  return missing('comment')
}

async function list<Item>(app: App, url: string): Promise<Item[]> {
  const answer = await app.inject({ url })
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
  return answer.json<{ data: Item[] }>().data
}

function missing(what: string): never {
  throw new Error(`There is no ${what} to ask about.`)
}
