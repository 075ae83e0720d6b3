/** A comment of the demo newsroom, as a reader would have sent it and as the moderators left it. */
export interface DemoComment {
  name: string
  body: string
  status: 'approved' | 'pending' | 'rejected' | 'spam'
  replies?: readonly DemoComment[]
}

/** One confirmed quote; each of `segments` stands in the article's body exactly once, without the marks. */
export interface DemoQuote {
  kind: 'direct' | 'partial' | 'document'
  segments: readonly string[]
  /** The slug of a speaker of `speakers.ts`. */
  speaker: string
  /** What the speaker was called when they said it. */
  role?: string
  /** The slug of the organization that a person speaks for. */
  onBehalfOf?: string
  channel:
    | 'social_post'
    | 'press_conference'
    | 'interview'
    | 'speech'
    | 'statement'
    | 'press_release'
    | 'hearing'
    | 'court_filing'
    | 'broadcast'
    | 'document'
    | 'other'
    | 'unknown'
  /** Days before the article's publication on which the words were said, or a fixed EDTF date. */
  said?: { daysBefore: number } | string
  /** The words of the article that say when. */
  saidAtText?: string
}

export interface DemoArticle {
  slug: string
  section: string
  language: string
  title: string
  subtitle?: string
  summary: string
  place?: string
  byline: string
  authors: readonly string[]
  tags: readonly string[]
  body: string
  quotes: readonly DemoQuote[]
  comments?: readonly DemoComment[]
  /** What was put right later, and how readers were told. */
  correction?: {
    hoursLater: number
    from: string
    to: string
    kind: 'correction' | 'clarification' | 'update'
    publicText: string
  }
  /** `published` hours ago, `scheduled` hours ahead, or never. */
  fate: { published: number } | { scheduled: number } | { withheld: number; reason: string } | 'draft'
}

export interface DemoSpeaker {
  slug: string
  name: string
  kind: 'person' | 'organization' | 'group' | 'document' | 'anonymous'
  description: string
  aliases?: readonly {
    name: string
    type: 'full' | 'surname' | 'transliteration' | 'handle' | 'former_name'
  }[]
  /** Roles over time, EDTF bounds (`2023-05`, `2024`); open when `to` is missing. */
  roles?: readonly { title: string; organization?: string; from?: string; to?: string }[]
}
