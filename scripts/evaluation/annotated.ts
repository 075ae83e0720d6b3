export interface Passage {
  text: string
  /** UTF-16 units; the end is exclusive. */
  start: number
  end: number
}

/** `none`: between quotation marks, and nobody’s words: a title, a word held at arm’s length. */
type SpanKind = 'direct' | 'partial' | 'document' | 'none'

/** What annotators of resolved speakers know beyond the phrase in the text. */
interface Resolution {
  /** Null where nobody has a name. */
  speaker: string | null
  role: string | null
  onBehalfOf: string | null
  channel: string
  /** EDTF. */
  saidAt: string | null
}

/** One stretch between quotation marks, without them. */
export interface AnnotatedSpan extends Passage {
  kind: SpanKind
  isQuote: boolean
  source: Passage | null
  cue: Passage | null
  resolution: Resolution | null
}

export interface AnnotatedArticle {
  id: string
  text: string
  language: string | null
  publishedAt: Date | null
  timeZone: string | null
  spans: AnnotatedSpan[]
  /** Not text but its markup: what is proposed there is neither right nor wrong. */
  ignored: { start: number; end: number }[]
}
