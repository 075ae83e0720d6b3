import { type Anchor, occurrences } from './rules.ts'

const EXACT_LENGTH_MAX = 300
const EDGE_WORDS = 5
const FEW_WORDS = 3

/**
 * The text fragment directive of a segment (https://wicg.github.io/scroll-to-text-fragment/): the exact words
 * when they are short and in one block, else their beginning and end; with context when few or ambiguous.
 */
export function textFragment(text: string, { exact, prefix, suffix, start }: Anchor): string {
  const isLong = exact.length > EXACT_LENGTH_MAX || exact.includes('\n')
  const words = exact.split(/\s+/)
  const target = isLong
    ? `${encoded(words.slice(0, EDGE_WORDS).join(' '))},${encoded(words.slice(-EDGE_WORDS).join(' '))}`
    : encoded(exact)
  const needsContext = words.length <= FEW_WORDS || occurrences(text, exact).some((at) => at !== start)
  if (!needsContext) return `#:~:text=${target}`
  const before = lastLine(prefix)
  const after = firstLine(suffix)
  return `#:~:text=${before && `${encoded(before)}-,`}${target}${after && `,-${encoded(after)}`}`
}

/** Whole words of the context inside the same block: a fragment's context must match complete words. */
const lastLine = (prefix: string) => (prefix.split('\n').at(-1) ?? '').replace(/^\S*\s/, '').trim()
const firstLine = (suffix: string) => (suffix.split('\n')[0] ?? '').replace(/\s\S*$/, '').trim()

/** `-`, `,` and `&` mean something inside a directive. */
const encoded = (words: string) => encodeURIComponent(words).replaceAll('-', '%2D').replaceAll("'", '%27')
