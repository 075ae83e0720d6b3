import { phraseEnd, phraseStart } from './noun-phrases.ts'
import type { Range } from './sentences.ts'
import type { Token } from './tokens.ts'

const ROLE_MAX = 12

/**
 * What a person is called beside their name, before it (“Mayor Ann Smith”) or behind a comma (“Ann Smith, the
 * mayor”). Anywhere in a text only words that are known as roles count.
 */
export function roleBeside(tokens: readonly Token[], name: Range, limits: Range): Range | undefined {
  const role = descriptionBeside(tokens, name, limits)
  return role && hasRole(tokens, role.from, role.to) ? role : undefined
}

/** The same inside the phrase that names a speaker: whatever stands beside the name describes them. */
export function descriptionBeside(tokens: readonly Token[], name: Range, limits: Range): Range | undefined {
  return before(tokens, name, limits.from) ?? behind(tokens, name, limits.to)
}

function before(tokens: readonly Token[], name: Range, limit: number): Range | undefined {
  const to = tokens[name.from - 1]?.text === ',' ? name.from - 1 : name.from
  const start = phraseStart(tokens, to - 1, Math.max(limit, name.from - ROLE_MAX))
  const from = withoutArticle(tokens, start)
  const last = tokens[to - 1]
  return from < to && last && (isRole(last) || !last.isCapital || hasRole(tokens, from, to))
    ? { from, to }
    : undefined
}

function behind(tokens: readonly Token[], name: Range, limit: number): Range | undefined {
  if (tokens[name.to]?.text !== ',') return undefined
  const from = withoutArticle(tokens, name.to + 1)
  const to = phraseEnd(tokens, from, Math.min(limit, from + ROLE_MAX))
  return to > from && !tokens[from]?.isPossessive ? { from, to } : undefined
}

/** “Judge Dr. | Ann Smith” is a judge, “Mr. | Smith” nothing that he had not been before. */
export function withoutHonorifics(
  tokens: readonly Token[],
  role: Range | undefined,
  honorifics: ReadonlySet<string>,
): Range | undefined {
  if (!role) return undefined
  let { from, to } = role
  while (from < to && honorifics.has(tokens[from]?.lower ?? '')) from++
  while (from < to && honorifics.has(tokens[to - 1]?.lower ?? '')) to--
  return from < to ? { from, to } : undefined
}

const withoutArticle = (tokens: readonly Token[], from: number) =>
  tokens[from]?.wordClass === 'determiner' ? from + 1 : from

const hasRole = (tokens: readonly Token[], from: number, to: number) => tokens.slice(from, to).some(isRole)

export const isRole = ({ wordClass, isPossessive }: Token) =>
  (wordClass === 'role' || wordClass === 'title') && !isPossessive
