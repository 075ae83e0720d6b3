import type { Anchor } from '../quotes/rules.ts'

/** Typographic variants of one character: context is compared without them. */
const PLAIN: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['“”„‟«»"″‘’‚‛‹›′\'', "'"],
    ['‐‑‒–—―−', '-'],
    ['\u00a0\u2009\u202f\n', ' '],
  ].flatMap(([variants = '', plain = '']) => [...variants].map((variant) => [variant, plain])),
)

const isSame = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined && (a === b || (PLAIN[a] ?? a) === (PLAIN[b] ?? b))

/**
 * How many characters of its old context adjoin a passage of a text on both sides, up to 64. Marks that are gone
 * are passed over: what stood behind them may still be there.
 */
export function contextAt(
  text: string,
  { prefix, suffix }: Pick<Anchor, 'prefix' | 'suffix'>,
  start: number,
  end: number,
): number {
  const before = isSame(prefix.at(-1), text[start - 1]) ? prefix : prefix.replace(/[“”„‟«»"″‘’‚‛‹›']\s?$/, '')
  const after = isSame(suffix[0], text[end]) ? suffix : suffix.replace(/^\s?[“”„‟«»"″‘’‚‛‹›']/, '')
  let left = 0
  while (left < before.length && isSame(before.at(-1 - left), text[start - 1 - left])) left++
  let right = 0
  while (right < after.length && isSame(after[right], text[end + right])) right++
  return left + right
}
