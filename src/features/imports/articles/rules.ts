import { instantOf } from '../rules.ts'

/** A section, tag or author as an export names it. */
export interface Named {
  name: string
  slug: string
}

/** An article as an export has it; what is not told is empty. */
export interface Exported {
  /** Where its key is unique, and what names it there. */
  source: string
  key: string
  fate: 'public' | 'draft' | 'deleted' | 'other'
  slug: string
  /** The address that relative addresses in the body count from. */
  base: string
  language: string
  kind: string
  title: string
  subtitle: string
  summary: string
  slugline: string
  byline: string
  place: string
  body: { form: 'html' | 'text'; value: string }
  section: Named | undefined
  tags: readonly Named[]
  authors: readonly Named[]
  supplier: { name: string; url: string } | undefined
  rights: { creditLine: string; copyrightHolder: string; usageTerms: string }
  urgency: number | undefined
  edNote: string
  publishedAt: string
  modifiedAt: string
  embargoUntil: string
  expiresAt: string
  areCommentsClosed: boolean
}

/** What an article is of which nothing is told. */
export const BARE: Exported = {
  source: '',
  key: '',
  fate: 'public',
  slug: '',
  base: '',
  language: '',
  kind: '',
  title: '',
  subtitle: '',
  summary: '',
  slugline: '',
  byline: '',
  place: '',
  body: { form: 'text', value: '' },
  section: undefined,
  tags: [],
  authors: [],
  supplier: undefined,
  rights: { creditLine: '', copyrightHolder: '', usageTerms: '' },
  urgency: undefined,
  edNote: '',
  publishedAt: '',
  modifiedAt: '',
  embargoUntil: '',
  expiresAt: '',
  areCommentsClosed: false,
}

/** What whoever asked for an import may do, and wants. */
export interface ArticleOptions {
  /** What was public there is published here; otherwise all become drafts. */
  publish: boolean
  /** Of articles that do not tell theirs; empty where none is known. */
  language: string
  /** They may say when something was first published. */
  mayBackdate: boolean
  /** A newsroom where nothing is published that was not reviewed. */
  requireReview: boolean
}

/** When an article becomes visible: at an instant that has passed, or by its timing. */
export interface Publication {
  at?: Date
  publishAt?: Date
  embargoUntil?: Date
  expiresAt?: Date
}

export interface Times {
  /** When it was first published; nothing where no such time is told. */
  first?: Date
  /** Nothing where its time is over. */
  publication?: Publication
}

/** Before it there were no newspapers. */
const EARLIEST = Date.UTC(1600, 0, 1)

/**
 * When the public saw an article there, and sees it here: from its last change on, as the one edition that there
 * is of it. What is still to come there comes here, too, and what has ended there does not come back.
 */
export function timesOf(article: Exported, now: number): Times {
  const told = instantOf(article.publishedAt)
  const expiry = instantOf(article.expiresAt)
  const publication = { ...beginOf(article, told, now), ...(expiry > now && { expiresAt: new Date(expiry) }) }
  const isOver = expiry <= now
  const wasSeen = told >= EARLIEST && told <= now && publication.embargoUntil === undefined
  return { ...(wasSeen && { first: new Date(told) }), ...(!isOver && { publication }) }
}

function beginOf(article: Exported, told: number, now: number): Publication {
  const embargo = instantOf(article.embargoUntil)
  if (embargo > now) return { embargoUntil: new Date(embargo) }
  if (told > now) return { publishAt: new Date(told) }
  // Without a time that can be, it is published now.
  if (!(told >= EARLIEST)) return {}
  const modified = instantOf(article.modifiedAt)
  return { at: new Date(modified > told && modified <= now ? modified : told) }
}
