import type { Proposal, ProposedSegment } from '../../src/extraction/proposal.ts'
import type { AnnotatedArticle, AnnotatedSpan } from './annotated.ts'

type Range = { start: number; end: number }

/** What was found of one annotated span. */
export interface Finding {
  article: AnnotatedArticle
  span: AnnotatedSpan
  proposal: Proposal | null
}

export interface Comparison {
  findings: Finding[]
  /** Proposed where nothing is annotated. */
  strays: Proposal[]
}

/** Marks with a space or a full stop beside them may be cut on either side of it. */
const TOLERANCE = 1

/** Holds the proposals of one article against its annotations, one stretch between marks at a time. */
export function compare(article: AnnotatedArticle, proposals: readonly Proposal[]): Comparison {
  const proposed = proposals
    .flatMap((proposal) => proposal.segments.map((segment) => ({ proposal, segment })))
    .filter(({ segment }) => !article.ignored.some((range) => overlaps(range, segment)))
  const matched = new Set<ProposedSegment>()
  const findings = article.spans.map((span) => {
    const found = proposed.find(({ segment }) => isSame(segment, span))
    if (found) matched.add(found.segment)
    return { article, span, proposal: found?.proposal ?? null }
  })
  const strays = proposed.filter(({ segment }) => !matched.has(segment)).map(({ proposal }) => proposal)
  return { findings, strays }
}

/** Counts as a proposed quote: it has a source, and is more than a word held at arm’s length. */
export const isOffered = (proposal: Proposal | null, min: number): proposal is Proposal =>
  proposal !== null && proposal.kind !== 'scare' && proposal.source !== null && proposal.confidence >= min

/** The phrases overlap, or end in the same name. */
export function isRightSource({ span, proposal }: Finding): boolean {
  if (!span.source || !proposal?.source) return false
  const name = lastName(span.source.text)
  return overlaps(span.source, proposal.source) || (name !== '' && name === lastName(proposal.source.text))
}

export const isExactSource = ({ span, proposal }: Finding): boolean =>
  span.source?.start === proposal?.source?.start && span.source?.end === proposal?.source?.end

/** The resolved name, whatever article, case or form of address it comes with; a document also by its issuer. */
export function isRightSpeaker({ span, proposal }: Finding): boolean {
  const expected = span.resolution?.speaker
  const speaker = proposal?.speaker
  if (!expected || !speaker) return false
  const named = speaker.kind === 'document' ? [speaker.name, speaker.onBehalfOf] : [speaker.name]
  return named.some((name) => name !== null && folded(name) === folded(expected))
}

const ARTICLES = /^(?:the|an?|der|die|das|dem|den|des|le|la|les|un|une) |^l’/

/** For comparing phrases: `The Grid` and `the grid` are one. */
export const folded = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replaceAll("'", '’').replace(ARTICLES, '').trim()

const overlaps = (a: Range, b: Range) => a.start < b.end && b.start < a.end
const isSame = (segment: ProposedSegment, span: AnnotatedSpan) =>
  Math.abs(segment.start - span.start) <= TOLERANCE && Math.abs(segment.end - span.end) <= TOLERANCE
const lastName = (text: string) => (text.match(/[A-Z][\w’'-]+/g) ?? []).at(-1)?.replace(/[’']s$/, '') ?? ''
