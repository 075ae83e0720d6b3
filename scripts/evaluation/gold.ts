import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import type { AnnotatedArticle, AnnotatedSpan, Passage } from './annotated.ts'
import { type Mark, type MarkKind, readMarks } from './marks.ts'

const Text = Type.String({ minLength: 1 })
const GoldQuote = Type.Object(
  {
    kind: Type.Enum(['direct', 'partial', 'document', 'none']),
    speaker: Type.Optional(Type.Union([Text, Type.Null()])),
    role: Type.Optional(Text),
    onBehalfOf: Type.Optional(Text),
    channel: Type.Optional(Text),
    saidAt: Type.Optional(Type.Union([Text, Type.Integer()])),
    /** The constructions that the quote is an example of. */
    shows: Type.Array(Text, { minItems: 1 }),
  },
  { additionalProperties: false },
)
type GoldQuote = Static<typeof GoldQuote>

const FrontMatter = Type.Object(
  {
    title: Text,
    register: Text,
    language: Type.Enum(['en', 'de', 'fr']),
    publishedAt: Text,
    timeZone: Text,
    quotes: Type.Record(Type.String({ pattern: '^[1-9][0-9]*$' }), GoldQuote),
  },
  { additionalProperties: false },
)
type FrontMatter = Static<typeof FrontMatter>

export interface GoldArticle extends AnnotatedArticle {
  language: string
  register: string
  /** Of the quotes in the front matter. */
  numbers: number[]
  shows: string[]
  marks: Mark[]
}

const FOLDER = new URL('../../tests/gold/articles/', import.meta.url)

/** The articles that were written and annotated for this project, in the order of their names. */
export function readGoldSet(): GoldArticle[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'))
  return files.sort().map((file) => {
    try {
      return readGoldArticle(basename(file, '.txt'), readFileSync(new URL(file, FOLDER), 'utf8'))
    } catch (error) {
      throw new Error(`${file}: ${error instanceof Error ? error.message : error}`)
    }
  })
}

/** Front matter, a line of three dashes, the text with its marks. Throws what an annotator has to mend. */
export function readGoldArticle(id: string, content: string): GoldArticle {
  const [, head, body] = /^([\s\S]*?)\n---\n([\s\S]*)$/.exec(content.replaceAll('\r\n', '\n')) ?? []
  if (head === undefined || body === undefined) throw new Error('no line of three dashes')
  const front = checked(parse(head))
  const { text, marks } = readMarks(body.trim())
  return {
    id,
    text,
    language: front.language,
    register: front.register,
    publishedAt: new Date(front.publishedAt),
    timeZone: front.timeZone,
    spans: marks.filter(({ kind }) => kind === 'q').map((mark) => spanOf(mark, marks, front)),
    ignored: [],
    numbers: Object.keys(front.quotes).map(Number),
    shows: Object.values(front.quotes).flatMap(({ shows }) => shows),
    marks,
  }
}

function checked(front: unknown): FrontMatter {
  if (Value.Check(FrontMatter, front)) return front
  const [fault] = Value.Errors(FrontMatter, front)
  throw new Error(`front matter: ${fault?.instancePath} ${fault?.message}`)
}

function spanOf(mark: Mark, marks: readonly Mark[], front: FrontMatter): AnnotatedSpan {
  const number = mark.quotes[0] ?? 0
  const quote = front.quotes[number]
  if (!quote) throw new Error(`quote ${number} is not in the front matter`)
  const isQuote = quote.kind !== 'none'
  return {
    ...passageOf(mark),
    kind: quote.kind,
    isQuote,
    source: nearest('s', number, mark, marks),
    cue: nearest('c', number, mark, marks),
    resolution: isQuote ? resolutionOf(quote) : null,
  }
}

const resolutionOf = ({ speaker, role, onBehalfOf, channel, saidAt }: GoldQuote) => ({
  speaker: speaker ?? null,
  role: role ?? null,
  onBehalfOf: onBehalfOf ?? null,
  channel: channel ?? 'unknown',
  saidAt: saidAt === undefined ? null : String(saidAt),
})

/** A speaker may be named twice for one quote; the phrase that stands nearest counts. */
function nearest(kind: MarkKind, number: number, quote: Passage, marks: readonly Mark[]): Passage | null {
  const distance = ({ start, end }: Passage) => Math.max(start - quote.end, quote.start - end)
  const [mark] = marks
    .filter((candidate) => candidate.kind === kind && candidate.quotes.includes(number))
    .sort((a, b) => distance(a) - distance(b))
  return mark ? passageOf(mark) : null
}

const passageOf = ({ text, start, end }: Passage): Passage => ({ text, start, end })
