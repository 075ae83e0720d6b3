import type { Directory } from './directory.ts'
import type { Gender, Nouns } from './languages/language.ts'
import { namesIn } from './names.ts'
import type { ProposedSpeaker } from './proposal.ts'
import { type Phrase, type Scene, type Sentence, sentenceOf } from './scene.ts'
import { describe, headOf, principal } from './speakers.ts'
import { leadSubject } from './subjects.ts'

/** How many sentences back a pronoun or a document may look for whom it means. */
const REACH = 12

/** What a text has told so far. */
export interface Knowledge {
  scene: Scene
  directory: Directory
  /** The source of the last quote in a sentence, by the sentence's index. */
  voices: ReadonlyMap<number, Phrase>
}

export interface Resolved {
  speaker: ProposedSpeaker
  /** Concluded from the sentences before, not said here. */
  isConcluded: boolean
  /** A written text said it. */
  isDocument: boolean
}

/** Who speaks: named here, or whoever the pronoun, the label or the document stands for. */
export function resolve(source: Phrase, knowledge: Knowledge): Resolved | undefined {
  const { scene, directory } = knowledge
  const first = source.paragraph.tokens[source.from]
  if (first?.wordClass === 'pronoun' || first?.wordClass === 'relative') {
    const gender = scene.language.pronouns.get(first.lower)
    return gender && antecedent(source, gender, knowledge)
  }
  const label = source.to - source.from === 1 && first ? interviewLabel(first.lower, knowledge) : undefined
  if (label) return concluded(label.speaker)
  return issued(source, describe(source, scene, directory), knowledge)
}

/** A document speaks for whoever issued it. */
function issued(phrase: Phrase, speaker: ProposedSpeaker, { scene, directory }: Knowledge): Resolved {
  if (speaker.kind !== 'document') return { speaker, isConcluded: false, isDocument: false }
  const issuer = issuerOf(phrase, scene, directory)
  return { speaker: issuer ?? speaker, isConcluded: issuer !== undefined, isDocument: true }
}

const concluded = (speaker: ProposedSpeaker | undefined): Resolved | undefined =>
  speaker && { speaker, isConcluded: true, isDocument: false }

/** Q is nobody in particular; A is whom the text is about. */
function interviewLabel(word: string, { scene: { language }, directory: { first } }: Knowledge) {
  if (language.interview?.question.has(word)) return { speaker: undefined }
  if (!language.interview?.answer.has(word)) return undefined
  const speaker: ProposedSpeaker | undefined = first && { ...first, kind: 'person', onBehalfOf: null }
  return { speaker }
}

function antecedent(source: Phrase, gender: Gender, knowledge: Knowledge): Resolved | undefined {
  const { scene, directory } = knowledge
  const here = sentenceOf(scene, source)
  if (!here) return undefined
  const inSentence = namedBefore(source, here, knowledge)
  if (inSentence && fits(inSentence, gender, scene.language.nouns)) return concluded(inSentence)
  for (let back = here.index - 1; back >= Math.max(0, here.index - REACH); back--) {
    const sentence = scene.sentences[back]
    const phrase = sentence && protagonist(sentence, knowledge)
    const speaker = phrase && describe(phrase, scene, directory)
    if (speaker && fits(speaker, gender, scene.language.nouns, phrase))
      return { ...issued(phrase, speaker, knowledge), isConcluded: true }
  }
  return undefined
}

/** “Pompeo’s remarks …, in which | he | said”: whoever was named last as the owner of something, else the subject. */
function namedBefore(source: Phrase, here: Sentence, { scene, directory }: Knowledge) {
  const { paragraph } = source
  const { tokens } = paragraph
  const subject = leadSubject(tokens, { from: here.from, to: source.from })
  const owner = namesIn(
    tokens,
    { from: subject?.to ?? source.from, to: source.from },
    scene.language,
  ).findLast(({ to }) => tokens[to - 1]?.isPossessive)
  const candidates = [owner, subject].flatMap((range) =>
    range ? [describe({ paragraph, ...range }, scene, directory)] : [],
  )
  return candidates.find(({ name, kind }) => kind === 'person' && directory.find(name) !== undefined)
}

/** Whom a sentence is about: who speaks in it, else its subject. */
function protagonist(
  { paragraph, clauses, ...sentence }: Sentence,
  { voices }: Knowledge,
): Phrase | undefined {
  const voice = voices.get(sentence.index)
  if (voice) return voice
  const subject = clauses[0]?.subject ?? leadSubject(paragraph.tokens, sentence)
  return subject && { paragraph, ...subject }
}

/** A form of address tells as much as a role and a given name do. */
function fits(speaker: ProposedSpeaker, gender: Gender, { genders }: Nouns, phrase?: Phrase): boolean {
  const { name, role, kind } = speaker
  if (gender === 'plural') return kind === 'group' || kind === 'organization'
  if (gender === 'neuter') return kind === 'organization' || kind === 'document'
  if (gender === 'any') return true
  const told = phrase?.paragraph.tokens.slice(phrase.from, phrase.to).map(({ lower }) => lower) ?? []
  const words = [...`${role ?? ''} ${name}`.toLowerCase().split(/[\s.]+/), ...told]
  return kind === 'person' && !words.some((word) => genders.get(word) === OTHER[gender])
}

const OTHER = { male: 'female', female: 'male' } as const

/** Whose statement “the statement” is: of whoever was said to have issued one. */
function issuerOf(source: Phrase, scene: Scene, directory: Directory): ProposedSpeaker | undefined {
  const { paragraph } = source
  const noun = paragraph.tokens[headOf(paragraph.tokens, source)]?.lower
  const here = sentenceOf(scene, source)
  if (!here || !noun) return undefined
  for (let back = here.index - 1; back >= Math.max(0, here.index - REACH); back--) {
    const sentence = scene.sentences[back]
    if (!sentence || !mentions(sentence, noun)) continue
    const subject = leadSubject(sentence.paragraph.tokens, sentence)
    if (subject) return asIssuer({ paragraph: sentence.paragraph, ...subject }, scene, directory)
  }
  return undefined
}

const mentions = ({ paragraph, from, to }: Sentence, noun: string) =>
  paragraph.tokens.slice(from, to).some(({ lower }) => lower === noun)

/** A spokesman issues in the name of the house: its words, his voice. */
function asIssuer(phrase: Phrase, scene: Scene, directory: Directory): ProposedSpeaker {
  const speaker = describe(phrase, scene, directory)
  if (!speaker.onBehalfOf) return speaker
  const { tokens } = phrase.paragraph
  const head = headOf(tokens, phrase)
  const house = principal(scene, tokens, { from: head, to: phrase.to }) ?? speaker.onBehalfOf
  return { name: house, role: tokens[head]?.text ?? null, kind: 'organization', onBehalfOf: house }
}
