import { describe, expect, test } from '@jest/globals'
import { type GoldArticle, readGoldArticle, readGoldSet } from '../../scripts/evaluation/gold.ts'
import { CHANNELS } from '../../src/lib/channels.ts'
import { readEdtf } from '../../src/lib/edtf.ts'

const CONSTRUCTIONS = `after-sv after-vs according-to before-sv outermost participle colon same-sentence far-after
  same-paragraph multi-paragraph previous-paragraph dash transcript qa scare title added pronoun surname handle
  document on-behalf-of anonymous group relative-time absolute-time straight mixed unclosed nested single inches
  interrupted`

const set = readGoldSet()
const spans = set.flatMap((article) => article.spans.map((span) => ({ article, span })))

describe('the gold set', () => {
  test('has articles enough in three languages, each of them short', () => {
    const inLanguage = (language: string) => set.filter((article) => article.language === language).length
    const wordsOf = ({ text }: GoldArticle) => text.split(/\s+/).length

    expect(set.length).toBeGreaterThanOrEqual(45)
    expect(inLanguage('de')).toBeGreaterThanOrEqual(6)
    expect(inLanguage('fr')).toBeGreaterThanOrEqual(6)
    expect(new Set(set.map(({ register }) => register)).size).toBeGreaterThanOrEqual(10)
    expect(set.filter((article) => wordsOf(article) < 70 || wordsOf(article) > 250)).toEqual([])
  })

  test.each(CONSTRUCTIONS.split(/\s+/))('shows %s at least three times', (construction) => {
    const shown = set.flatMap(({ shows }) => shows).filter((name) => name === construction)

    expect(shown.length).toBeGreaterThanOrEqual(3)
  })

  test('shows no construction under a name of its own', () => {
    const known = new Set(CONSTRUCTIONS.split(/\s+/))

    expect(set.flatMap(({ shows }) => shows).filter((name) => !known.has(name))).toEqual([])
  })

  test('says of many quotes where and when the words were said', () => {
    const resolved = spans.flatMap(({ span }) => span.resolution ?? [])

    expect(new Set(resolved.map(({ channel }) => channel)).size).toBeGreaterThanOrEqual(9)
    expect(resolved.filter(({ channel }) => channel !== 'unknown').length).toBeGreaterThanOrEqual(30)
    expect(resolved.filter(({ saidAt }) => saidAt !== null).length).toBeGreaterThanOrEqual(30)
  })
})

describe.each(set.map((article) => [article.id, article] as const))('%s', (_, article) => {
  test('has the words of each quote, and the source of each that is somebody’s', () => {
    const numbers = new Set(article.marks.flatMap(({ quotes }) => quotes))
    const marked = new Set(article.marks.filter(({ kind }) => kind === 'q').flatMap(({ quotes }) => quotes))

    expect([...numbers].filter((number) => !marked.has(number))).toEqual([])
    expect(article.numbers.filter((number) => !marked.has(number))).toEqual([])
    expect(article.spans.filter(({ isQuote, source }) => isQuote !== Boolean(source))).toEqual([])
  })

  test('has every word between double marks annotated, and nothing else', () => {
    const outside = withoutQuotes(article)

    expect(article.spans.filter((span) => !isBetweenMarks(article, span))).toEqual([])
    expect(outside.replaceAll(/\d"/g, '')).not.toMatch(/[“”„«»"]/)
  })

  test('names speakers and behalf as the text does, channels as the API does, and no time to come', () => {
    const text = article.text.toLowerCase()
    const named = article.spans.flatMap(({ resolution }) => [resolution?.speaker, resolution?.onBehalfOf])
    const channels = article.spans.flatMap(({ resolution }) => resolution?.channel ?? [])
    const times = article.spans.flatMap(({ resolution }) => resolution?.saidAt ?? [])

    expect(named.filter((name) => name && !text.includes(name.toLowerCase()))).toEqual([])
    expect(channels.filter((channel) => !CHANNELS.some((known) => known === channel))).toEqual([])
    expect(times.filter((time) => !isPast(time, article.publishedAt))).toEqual([])
  })
})

describe('readGoldArticle', () => {
  const front = 'title: t\nregister: r\nlanguage: en\npublishedAt: 2026-03-11T08:15:00Z\ntimeZone: UTC\n'
  const quote = 'quotes:\n  1: { kind: direct, speaker: Ann, shows: [after-sv] }\n---\n'

  test('computes UTF-16 offsets from the marks', () => {
    const { text, spans } = readGoldArticle('a', `${front}${quote}🌊 “{q1|Go,}” {s1|Ann} {c1|said}.\n`)

    expect(text).toBe('🌊 “Go,” Ann said.')
    expect(spans).toMatchObject([
      {
        start: 4,
        end: 7,
        text: 'Go,',
        source: { start: 9, end: 12, text: 'Ann' },
        cue: { start: 13, end: 17, text: 'said' },
      },
    ])
  })

  test.each([
    ['a mark that is not closed', `${front}${quote}“{q1|Go,” {s1|Ann} said.`, 'not closed: {q1|'],
    ['a brace too many', `${front}${quote}“{q1|Go,}}” said Ann.`, 'closes nothing'],
    ['a quote without front matter', `${front}${quote}“{q2|Go,}” said Ann.`, 'quote 2 is not in'],
    ['an unknown word in the front matter', `mood: blue\n${front}${quote}“{q1|Go,}”`, 'front matter'],
    ['no front matter', 'title: t', 'three dashes'],
  ])('refuses %s', (_, content, message) => {
    expect(() => readGoldArticle('a', content)).toThrow(message)
  })
})

/** The text with every quote and the marks around it taken out. */
function withoutQuotes({ text, spans, shows }: GoldArticle): string {
  let outside = ''
  let end = 0
  for (const span of spans) {
    outside += text.slice(end, span.start).replace(/[“”„«»"‘‚][\u00a0\u202f]?$/, '')
    end = span.end + (/^[\u00a0\u202f]?[“”«»"’]/.exec(text.slice(span.end))?.[0].length ?? 0)
  }
  outside += text.slice(end)
  // Behind a speaker who is named before the closing mark.
  return shows.includes('interrupted') ? outside.replaceAll('\u202f»', '') : outside
}

/** In French the speaker may be named between the marks: there a comma ends the words. */
function isBetweenMarks(
  { text, shows }: GoldArticle,
  { start, end }: { start: number; end: number },
): boolean {
  const before = text.slice(0, start)
  const behind = text.slice(end)
  if (shows.includes('interrupted') && (/, $/.test(before) || /^, /.test(behind))) return true
  return (
    /[“”„«»"‘‚][\u00a0\u202f]?$/.test(before) && /^(?:[\u00a0\u202f]?[“”«»"’](?!\p{L})|\n\n|$)/u.test(behind)
  )
}

function isPast(time: string, publishedAt: Date | null): boolean {
  const min = readEdtf(time)?.min
  return Boolean(min && publishedAt && min <= publishedAt)
}
