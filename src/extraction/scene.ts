import type { Clause } from './clause.ts'
import { clausesOf } from './clauses.ts'
import { withoutInterruptions } from './interruptions.ts'
import type { Language } from './languages/language.ts'
import { type Extent, paragraphsOf } from './paragraphs.ts'
import type { Passage } from './proposal.ts'
import { type Range, sentencesOf } from './sentences.ts'
import { singleSpansOf, usesSingleMarks } from './single-marks.ts'
import { type Span, spansOf } from './spans.ts'
import { type Token, tokeniserOf } from './tokens.ts'

interface Paragraph extends Extent {
  index: number
  tokens: readonly Token[]
}

export interface Sentence extends Range {
  paragraph: Paragraph
  /** Among all sentences of the text. */
  index: number
  clauses: readonly Clause[]
}

/** A text as the sieves see it. */
export interface Scene {
  text: string
  language: Language
  paragraphs: readonly Paragraph[]
  sentences: readonly Sentence[]
}

/** Words of one paragraph. */
export interface Phrase extends Range {
  paragraph: Paragraph
}

/** Where a quote stands. */
export interface Place {
  scene: Scene
  sentence: Sentence
  paragraph: Paragraph
  /** Index of the quote among the paragraph's tokens. */
  at: number
  span: Span
}

export function sceneOf(text: string, language: Language): Scene {
  const extents = paragraphsOf(text)
  const tokensOf = tokeniserOf(text, language)
  const marked = usesSingleMarks(text, extents) ? singleSpansOf : spansOf
  const paragraphs = extents.map((extent, index) => {
    const spans = withoutInterruptions(marked(text, extent, language), { text, language, tokensOf })
    const tokens = tokensOf(extent, spans)
    return { ...extent, index, tokens }
  })
  const sentences: Sentence[] = []
  for (const paragraph of paragraphs) {
    for (const range of sentencesOf(paragraph.tokens, text)) {
      const clauses = clausesOf(paragraph.tokens, range, language)
      sentences.push({ ...range, paragraph, index: sentences.length, clauses })
    }
  }
  return { text, language, paragraphs, sentences }
}

/** Every quote of the scene in order. */
export function placesOf(scene: Scene): Place[] {
  const places: Place[] = []
  for (const sentence of scene.sentences) {
    const { paragraph, from, to } = sentence
    for (let at = from; at < to; at++) {
      const span = paragraph.tokens[at]?.span
      if (span) places.push({ scene, sentence, paragraph, at, span })
    }
  }
  return places
}

export function passageOf({ text }: Scene, { paragraph: { tokens }, from, to }: Phrase): Passage {
  const start = tokens[from]?.start ?? 0
  const end = tokens[to - 1]?.end ?? start
  return { text: text.slice(start, end), start, end }
}

/** The sentence in which a phrase begins. */
export function sentenceOf({ sentences }: Scene, { paragraph, from }: Phrase): Sentence | undefined {
  let low = 0
  let high = sentences.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const sentence = sentences[middle]
    if (!sentence) return undefined
    if (isBehind(sentence, paragraph, from)) low = middle + 1
    else if (sentence.paragraph === paragraph && sentence.from <= from) return sentence
    else high = middle - 1
  }
  return undefined
}

const isBehind = (sentence: Sentence, paragraph: Paragraph, at: number) =>
  sentence.paragraph.index < paragraph.index || (sentence.paragraph === paragraph && sentence.to <= at)
