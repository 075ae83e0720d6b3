import { ArticleKind, Byline, Place, Slugline, Subtitle, Summary, Title } from '../../articles/parts.ts'
import type { NewArticle } from '../../articles/schema.ts'
import { cut, lineOf, wordsOf } from '../text.ts'
import { plainOf } from './markdown.ts'
import type { Exported, Publication, Times } from './rules.ts'

const LINES = {
  title: Title,
  subtitle: Subtitle,
  summary: Summary,
  slugline: Slugline,
  byline: Byline,
  place: Place,
}
type LineName = keyof typeof LINES

/** The lines of an article in the lengths that they may have here, and whether one had to be cut. */
export function linesOf(article: Exported): { lines: Record<LineName, string>; isShortened: boolean } {
  const whole = Object.keys(LINES).map((name) => [name, lineOf(article[name as LineName])] as const)
  const lines = whole.map(([name, line]) => [name, cut(line, lengthOf(LINES[name as LineName]))] as const)
  return {
    lines: Object.fromEntries(lines) as Record<LineName, string>,
    isShortened: lines.some(([, line], index) => line !== whole[index]?.[1]),
  }
}

/** How long a member may be, by its schema. */
export const lengthOf = (schema: object) => Number((schema as { maxLength?: number }).maxLength)

interface Shape {
  language: string
  body: string
  lines: Record<LineName, string>
  times: Times
  publication: Publication | undefined
  mayBackdate: boolean
}

/** The article as a client would send it. Where it has no title, its first words are one. */
export function shaped(article: Exported, { language, body, lines, times, ...more }: Shape): NewArticle {
  const { title, place, ...optional } = lines
  const { urgency, areCommentsClosed } = article
  const { first } = times
  const edNote = noteOf(article.edNote, more.publication ? {} : (times.publication ?? {}))
  return {
    title: title === '' ? firstWords(article) : title,
    language,
    body,
    ...given({ ...optional, edNote }),
    ...(place !== '' && { dateline: { place } }),
    ...kindOf(article),
    ...creditsOf(article),
    ...(urgency !== undefined && { urgency }),
    ...(first && more.mayBackdate && { firstPublishedAt: first.toISOString() }),
    ...(areCommentsClosed && { commentPolicy: { mode: 'closed' as const } }),
  }
}

const FIRST_WORDS_MAX = 80

function firstWords({ body: { form, value } }: Exported): string {
  const words = lineOf(form === 'html' ? plainOf(value) : value).replace(/\s+/g, ' ')
  const begin = cut(words, FIRST_WORDS_MAX)
  return begin === words ? words : `${begin.replace(/\s\S*$/, '')}…`
}

/** Those that say something. */
const given = <T extends Record<string, string>>(members: T): Partial<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== '')) as Partial<T>

const KINDS: readonly string[] = ArticleKind.enum

const kindOf = ({ kind }: Exported): Pick<NewArticle, 'kind'> =>
  KINDS.includes(kind) ? { kind: kind as NonNullable<NewArticle['kind']> } : {}

const CREDIT_MAX = 300
const NAME_MAX = 200
const TERMS_MAX = 2000

function creditsOf({ supplier, rights }: Exported): Pick<NewArticle, 'source' | 'rights'> {
  const credits = given({
    creditLine: cut(lineOf(rights.creditLine), CREDIT_MAX),
    copyrightHolder: cut(lineOf(rights.copyrightHolder), CREDIT_MAX),
    usageTerms: cut(lineOf(rights.usageTerms), TERMS_MAX),
  })
  const name = cut(lineOf(supplier?.name ?? ''), NAME_MAX)
  const url = addressOf(supplier?.url ?? '')
  return {
    ...(name !== '' && { source: { name, ...(url !== undefined && { url }) } }),
    ...(Object.keys(credits).length > 0 && { rights: credits }),
  }
}

/** A web address that can be followed; names of other kinds are none. */
const addressOf = (text: string) =>
  /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : undefined

const NOTE_MAX = 5000

/** What a draft must not lose: that the article was not to be seen before an instant. */
function noteOf(edNote: string, { publishAt, embargoUntil }: Publication): string {
  const told = [
    embargoUntil && `Under embargo until ${embargoUntil.toISOString()}.`,
    publishAt && `Was to be published at ${publishAt.toISOString()}.`,
    wordsOf(edNote).trim(),
  ]
  return cut(told.filter(Boolean).join('\n'), NOTE_MAX)
}
