import { type Anchor, occurrences } from './rules.ts'

/** Shorter words are named whole, where they stand in one line. */
const WHOLE_LENGTH_MAX = 299
/** The beginning and the end of longer words: at least so many of them, and at least so many characters. */
const EDGE_WORDS = 5
const EDGE_LENGTH = 20
const FEW_WORDS = 3
const CONTEXT_WORDS = 4
/** So much of a line is looked at for its words: a segmenter takes more than linear time. */
const LINE_LENGTH_MAX = 400
/** A browser marks every passage that it is told of. */
const SEGMENTS_MAX = 5

/**
 * The fragment that leads a browser to the words of a quote and marks them
 * (https://wicg.github.io/scroll-to-text-fragment/): each segment whole when it is short and in one line, else its
 * beginning and end; with the words around it when it has few or they stand elsewhere, too.
 */
export function textFragment(text: string, anchors: readonly Anchor[]): string {
  if (anchors.length === 0) return ''
  const searched = comparable(text)
  const directives = anchors.slice(0, SEGMENTS_MAX).map((anchor) => directiveFor(text, searched, anchor))
  return `#:~:${directives.map((directive) => `text=${directive}`).join('&')}`
}

function directiveFor(text: string, searched: string, { exact, start, end }: Anchor): string {
  const isWhole = exact.length <= WHOLE_LENGTH_MAX && !exact.includes('\n')
  const terms = isWhole ? [exact] : edgesOf(exact)
  const isUnique = isWhole ? isAlone(searched, exact) : areAlone(searched, exact, terms)
  const target = terms.map(encoded).join(',')
  if (isUnique && hasMoreWords(exact)) return target
  const before = lastWords(text.slice(0, start))
  const after = firstWords(text.slice(end))
  return `${before && `${encoded(before)}-,`}${target}${after && `,-${encoded(after)}`}`
}

/** A browser looks for words in whatever case. */
const comparable = (words: string) => words.toLowerCase()

const isAlone = (searched: string, words: string) => occurrences(searched, comparable(words)).length <= 1

/** The beginning leads to its first place in the text, the end to its first place behind that. */
const areAlone = (searched: string, exact: string, [first = '', last = '']: readonly string[]) =>
  isAlone(searched, first) && isAlone(comparable(exact), last)

const hasMoreWords = (exact: string) => wordsIn(exact.slice(0, LINE_LENGTH_MAX)).length > FEW_WORDS

/** The first words of the first line and the last words of the last one: a term does not go over lines. */
function edgesOf(exact: string): string[] {
  const lines = exact.split('\n').filter((line) => line.trim() !== '')
  const [first = '', last = ''] = [lines[0], lines.at(-1)]
  return [beginningOf(first), endOf(last)]
}

function beginningOf(line: string): string {
  const beginning = line.slice(0, LINE_LENGTH_MAX)
  const word = wordsIn(beginning).find(({ end }, i) => i + 1 >= EDGE_WORDS && end >= EDGE_LENGTH)
  return beginning.slice(0, word?.end).trim()
}

function endOf(line: string): string {
  const ending = line.slice(-LINE_LENGTH_MAX)
  const words = wordsIn(ending).reverse()
  const word = words.find(({ start }, i) => i + 1 >= EDGE_WORDS && ending.length - start >= EDGE_LENGTH)
  return ending.slice(word?.start ?? 0).trim()
}

// ─── Words around ────────────────────────────────────────────────────────────────────────────────

/** Whole words of the same line, with the mark that adjoins; nothing where the line has none. */
function lastWords(before: string): string {
  const line = before.slice(-LINE_LENGTH_MAX).split('\n').at(-1) ?? ''
  const words = wordsIn(line)
  const first = words.at(-CONTEXT_WORDS) ?? words[0]
  return first ? line.slice(first.start).trim() : ''
}

function firstWords(after: string): string {
  const line = after.slice(0, LINE_LENGTH_MAX).split('\n')[0] ?? ''
  const last = wordsIn(line)[CONTEXT_WORDS - 1] ?? wordsIn(line).at(-1)
  return last ? line.slice(0, last.end).trim() : ''
}

/** By Unicode's rules (UAX #29), as browsers find the borders of words, also where no spaces are. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

const wordsIn = (line: string) =>
  Array.from(segmenter.segment(line))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment, index }) => ({ start: index, end: index + segment.length }))

/** `-`, `,` and `&` mean something inside a directive. */
const encoded = (words: string) =>
  encodeURIComponent(words.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, ''))
    .replaceAll('-', '%2D')
    .replaceAll("'", '%27')
