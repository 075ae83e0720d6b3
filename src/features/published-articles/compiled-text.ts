import type { WholeArticle } from './schema.ts'

/** An article as it is compiled: parts of the text of an answer, which are put together for whoever asks. */
export interface CompiledParts {
  summary: string
  html: string
  quotes: string
  speakers: string
  corrections: string
}

/** Takes the text of a whole article apart. */
export function takeApart(text: string): CompiledParts {
  // It was written by the schema of the answer.
  const article = JSON.parse(text) as WholeArticle
  const {
    comments: _comments,
    body,
    translations: _others,
    quotes,
    speakers,
    corrections,
    ...summary
  } = article
  return {
    summary: JSON.stringify(summary).slice(0, -1),
    html: JSON.stringify(body.content),
    quotes: JSON.stringify(quotes),
    speakers: JSON.stringify(speakers),
    corrections: JSON.stringify(corrections),
  }
}

/** What is joined live. */
interface Comments {
  open: boolean
  count: number
}

const withComments = (summary: string, { open, count }: Comments) =>
  `${summary},"comments":{"open":${open},"count":${count}}`

/** The text of an article in a list. */
export const summaryText = ({ summary, ...comments }: Comments & { summary: string }) =>
  `${withComments(summary, comments)}}`

interface Asked extends Comments, Partial<Pick<CompiledParts, 'quotes' | 'speakers' | 'corrections'>> {
  summary: string
  /** A JSON string. */
  body: string
}

/** The text of an article, with its members in the order of the schema: what was asked for is there. */
export function articleText(asked: Asked, format: string, translations: readonly unknown[]): string {
  const { summary, body, corrections, quotes, speakers } = asked
  const others = translations.length === 0 ? '[]' : JSON.stringify(translations)
  return `${withComments(summary, asked)},"body":{"format":"${format}","content":${body}},"translations":${others}${
    corrections ? `,"corrections":${corrections}` : ''
  }${quotes ? `,"quotes":${quotes}` : ''}${speakers ? `,"speakers":${speakers}` : ''}}`
}
