import { Type } from 'typebox'
import { listFingerprint, sealCursor } from '../../http/cursor.ts'
import type { Deps } from '../../http/feature.ts'
import { fieldsOf, pick } from '../../http/fields.ts'
import { Language, listOf, pageMembers, Timestamp } from '../../http/schemas.ts'
import { ArticleKind } from '../articles/parts.ts'
import { namedIn } from '../published-quotes/store.ts'
import type { ArticleFilter } from './filter.ts'
import { type ArticleJson, toArticle } from './present.ts'
import { BODY_FORMATS, type BodyFormat, SummaryFields } from './schema.ts'

const instant = (description: string) => Type.Optional(Type.Unsafe<string>({ ...Timestamp, description }))

export const include = Type.Optional(
  listOf(Type.Enum(['quotes', 'speakers', 'corrections']), 'What to embed.', 3),
)

export const bodyFormat = Type.Optional(
  Type.Enum([...BODY_FORMATS], {
    description: '`text` is the projection that quote offsets refer to; default `html`.',
  }),
)

/** The parameters of every list of articles. */
export const listMembers = {
  ...pageMembers,
  fields: fieldsOf(SummaryFields),
  include,
  language: Type.Optional(listOf(Language, 'Any of these.')),
  kind: Type.Optional(listOf(ArticleKind, 'Any of these.')),
  'publishedAt[gte]': instant('Published at or after this instant.'),
  'publishedAt[lt]': instant('Published before this instant.'),
  sort: Type.Optional(
    Type.Enum(['-publishedAt', 'publishedAt'], { description: 'Newest first by default.' }),
  ),
}

/** How an article is wanted. */
export interface View {
  fields?: readonly string[]
  include?: readonly string[]
  body?: BodyFormat
}

export const includedBy = ({ include: wanted = [] }: View) => ({
  quotes: wanted.includes('quotes'),
  speakers: wanted.includes('speakers'),
  corrections: wanted.includes('corrections'),
})

/** Shows an article as the query wants it. What `include` asks for, `fields` does not take away again. */
export const presenter =
  ({ secrets, settings }: Pick<Deps, 'secrets' | 'settings'>) =>
  (json: ArticleJson, { fields, include: wanted = [], body = 'html' }: View) =>
    pick(
      toArticle(json, {
        urls: settings,
        format: body,
        cursorAfter: (path, place) => sealCursor(secrets, listFingerprint(path, {}), place),
      }),
      fields && [...fields, ...wanted],
    )

export const placeOf = ({ publishedAt, id }: Pick<ArticleJson, 'publishedAt' | 'id'>) =>
  [publishedAt, id] as const

/** What a list or an article depends on, for caches. */
export const tagsOf = (articles: readonly ArticleJson[]) =>
  articles.flatMap(({ id, section, tags: own, authors, image, ...joined }) => [
    `article:${id}`,
    ...tagged('section', section ? [section] : []),
    ...tagged('tag', own),
    ...tagged('author', authors),
    ...tagged('media', image ? [image] : []),
    ...tagged('speaker', [...(joined.speakers ?? []), ...namedIn(joined.quotes)]),
    ...tagged('article', joined.translations),
  ])

/** What moves too often for caches elsewhere, or too seldom to be named to them. */
export const alsoOf = (articles: readonly Pick<ArticleJson, 'id' | 'group' | 'translations'>[]) =>
  articles.flatMap(({ id, group, translations = [] }) => [
    `comments:${id}`,
    ...(group ? [`group:${group}`] : []),
    ...translations.flatMap(({ sectionId }) => (sectionId ? [`section:${sectionId}`] : [])),
  ])

const tagged = (kind: string, things: readonly { id: string }[] = []) =>
  things.map(({ id }) => `${kind}:${id}`)

interface FilterQuery extends Omit<ArticleFilter, 'ascending' | 'publishedFrom' | 'publishedBefore'> {
  sort?: string
  'publishedAt[gte]'?: string
  'publishedAt[lt]'?: string
}

export function filterFrom(query: FilterQuery): ArticleFilter {
  const { section, tag, author, speaker, language, kind, sort } = query
  const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text))
  const dates = {
    publishedFrom: date(query['publishedAt[gte]']),
    publishedBefore: date(query['publishedAt[lt]']),
  }
  return { section, tag, author, speaker, language, kind, ...dates, ascending: sort === 'publishedAt' }
}
