import type { Directory } from './directory.ts'
import type { Language } from './languages/language.ts'
import { namesIn, nameText } from './names.ts'
import { isNominal } from './noun-phrases.ts'
import type { ProposedSpeaker, SpeakerKind } from './proposal.ts'
import { descriptionBeside, isRole, withoutHonorifics } from './roles.ts'
import type { Phrase, Scene } from './scene.ts'
import type { Range } from './sentences.ts'
import type { Token } from './tokens.ts'

/** Who a phrase names: name and role apart, a surname made whole from what the text said elsewhere. */
export function describe(phrase: Phrase, scene: Scene, { find }: Directory): ProposedSpeaker {
  const { tokens } = phrase.paragraph
  const core = coreOf(phrase)
  const name = namedIn(tokens, core, scene.language) ?? namedBehind(tokens, core, phrase, scene.language)
  if (!name) return unnamed(phrase, core, scene)
  const words = nameText(tokens, name)
  const entry = find(words)
  const described = descriptionBeside(tokens, name, phrase)
  const role = withoutHonorifics(tokens, described, scene.language.nouns.honorifics)
  return {
    name: entry?.name ?? words,
    role: (role ? textOf(scene, tokens, role) : entry?.role) ?? null,
    kind: kindOfName(tokens, name, scene.language),
    onBehalfOf: role ? principalIn(scene, tokens, role) : null,
  }
}

/** Without a relative clause's pronoun, and up to the first comma. */
function coreOf({ paragraph: { tokens }, from, to }: Phrase): Range {
  for (let at = from; at < to; at++) {
    const token = tokens[at]
    if (token?.text === ',' || token?.wordClass === 'relative') return { from, to: at }
  }
  return { from, to }
}

/** The name that heads a phrase: “Trump’s manager | Ann Smith”, “Tom Udall | of Ohio”, none in “a friend of Smith”. */
function namedIn(tokens: readonly Token[], core: Range, language: Language): Range | undefined {
  return namesIn(tokens, core, language).findLast(
    (name) => !isHungOn(tokens, name, core) && !followedByNoun(tokens, name.to, core.to),
  )
}

/** “her son, | Piet Lorne”. */
function namedBehind(
  tokens: readonly Token[],
  core: Range,
  { to }: Range,
  language: Language,
): Range | undefined {
  const [name] = namesIn(tokens, { from: core.to + 1, to }, language)
  return tokens[core.to]?.text === ',' && name?.from === core.to + 1 ? name : undefined
}

/** “of Ohio”, “for the Presidency”: says more of what stands before it. */
function isHungOn(tokens: readonly Token[], name: Range, core: Range): boolean {
  const before = tokens[name.from - 1]?.wordClass === 'determiner' ? name.from - 2 : name.from - 1
  return before >= core.from && tokens[before]?.wordClass === 'preposition'
}

/** “the Trump | campaign”, “Clinton’s | aides”: the name only says whose. */
function followedByNoun(tokens: readonly Token[], end: number, limit: number): boolean {
  const next = tokens[end]
  return end < limit && next !== undefined && isNominal(next, tokens[end - 1]) && next.wordClass !== 'time'
}

/** “a lawyer | for the union”: whom a role says that they speak for. */
function principalIn(scene: Scene, tokens: readonly Token[], role: Range): string | null {
  const head = headOf(tokens, role)
  const speaksFor = scene.language.nouns.spokespersons.has(tokens[head]?.lower ?? '')
  return speaksFor && tokens[head + 1]?.wordClass === 'preposition'
    ? principal(scene, tokens, { from: head, to: role.to })
    : null
}

function kindOfName(tokens: readonly Token[], { from, to }: Range, { nouns }: Language): SpeakerKind {
  const last = tokens[to - 1]
  const isInstitution =
    nouns.organizations.has(last?.lower ?? '') ||
    /^\p{Lu}[\p{Lu}-]+$/u.test(last?.text ?? '') ||
    tokens[from - 1]?.wordClass === 'determiner'
  if (isInstitution) return 'organization'
  return nouns.groups.has(last?.lower ?? '') ? 'group' : 'person'
}

/** A phrase without a name of its own: an institution, a group, a document, somebody’s spokesman, or nobody known. */
function unnamed(phrase: Phrase, core: Range, scene: Scene): ProposedSpeaker {
  const { tokens } = phrase.paragraph
  const from = tokens[core.from]?.wordClass === 'determiner' ? core.from + 1 : core.from
  const name = textOf(scene, tokens, { from: from < core.to ? from : core.from, to: core.to })
  const head = headOf(tokens, core)
  const word = tokens[head]?.lower ?? ''
  return {
    name,
    role: null,
    kind: kindOfNoun(word, scene.language),
    onBehalfOf: scene.language.nouns.spokespersons.has(word)
      ? principal(scene, tokens, { from: head, to: core.to })
      : null,
  }
}

function kindOfNoun(word: string, { nouns }: Language): SpeakerKind {
  if (nouns.documents.has(word)) return 'document'
  if (nouns.organizations.has(word)) return 'organization'
  return nouns.groups.has(word) ? 'group' : 'anonymous'
}

/** The noun that a phrase is about: the last before its first preposition. */
export function headOf(tokens: readonly Token[], { from, to }: Range): number {
  let head = from
  for (let at = from; at < to; at++) {
    if (tokens[at]?.wordClass === 'preposition' && at > from) break
    head = at
  }
  return head
}

/** Whom a spokesman speaks for: “for | the Presidency of the Republic”, “the ministry’s | spokesman”. */
export function principal(scene: Scene, tokens: readonly Token[], { from, to }: Range): string | null {
  if (tokens[from + 1]?.wordClass === 'preposition') {
    const start = tokens[from + 2]?.wordClass === 'determiner' ? from + 3 : from + 2
    return start < to ? textOf(scene, tokens, { from: start, to }) : null
  }
  const before = tokens[from - 1]
  return before && (before.isPossessive || before.isCapital) && !isRole(before) ? before.text : null
}

const textOf = ({ text }: Scene, tokens: readonly Token[], { from, to }: Range) =>
  text.slice(tokens[from]?.start, tokens[to - 1]?.end)
