import type { Language } from './languages/language.ts'
import type { Range } from './sentences.ts'
import type { Token } from './tokens.ts'

const NAME_MAX = 5

/** Whether a token may be part of a name: a capital that is no common noun's, or a handle. */
const isNamePart = (token: Token | undefined) =>
  token?.kind === 'word' && token.isName && (token.wordClass === 'plain' || token.wordClass === 'time')

/** The names in a range of tokens, each a run of capitals with the small words inside names. */
export function namesIn(tokens: readonly Token[], { from, to }: Range, language: Language): Range[] {
  const names: Range[] = []
  for (let at = from; at < to; at++) {
    if (!isNamePart(tokens[at])) continue
    const end = nameEnd(tokens, at, to, language)
    const isTime = end === at + 1 && tokens[at]?.wordClass === 'time'
    if (!isTime) names.push(withoutOffice(tokens, { from: at, to: end }, language))
    at = end - 1
  }
  return names
}

function nameEnd(tokens: readonly Token[], from: number, limit: number, { nouns }: Language): number {
  let end = from + 1
  for (let at = end; at < Math.min(limit, from + NAME_MAX); at++) {
    const token = tokens[at]
    if (!token || (tokens[at - 1]?.isPossessive && !nouns.organizations.has(token.lower))) break
    if (isNamePart(token)) end = at + 1
    else if (!nouns.particles.has(token.lower)) break
  }
  return end
}

/** “Later | Ann Smith”, but “April Jones”. */
const isWhen = (token: Token | undefined, { months }: Language['time']) =>
  token?.wordClass === 'time' && !months.includes(token.lower)

/** “Secretary of | State | Mike Pompeo”: the office is no part of the name. */
function withoutOffice(tokens: readonly Token[], name: Range, { nouns, time }: Language): Range {
  let { from } = name
  while (from + 1 < name.to && isWhen(tokens[from], time)) from++
  const isOffice = tokens[from - 1]?.wordClass === 'preposition' || tokens[from - 1]?.wordClass === 'title'
  while (isOffice && name.to - from > 2 && nouns.offices.has(tokens[from]?.lower ?? '')) from++
  return { from, to: name.to }
}

/** The words of a name, without the possessive ending. */
export const nameText = (tokens: readonly Token[], { from, to }: Range) =>
  tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ')
