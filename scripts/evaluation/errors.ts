import type { Proposal } from '../../src/extraction/proposal.ts'
import { type Comparison, type Finding, isOffered, isRightSource, isRightSpeaker } from './compare.ts'

/** How much of the text stands before and after the words in question. */
const BEFORE = 160
const AFTER = 120

/** Every wrong or missing proposal as one line that says what is wrong, with the text around it. */
export function errorsIn(comparisons: readonly Comparison[], min: number): string[] {
  return comparisons.flatMap(({ findings }) =>
    findings.flatMap((finding) => {
      const fault = faultOf(finding, isOffered(finding.proposal, min) ? finding.proposal : null)
      return fault ? [`${finding.article.id} ${fault}\n    ${around(finding)}`] : []
    }),
  )
}

function faultOf(finding: Finding, proposal: Proposal | null): string | undefined {
  const { span } = finding
  if (!proposal) return span.isQuote ? `[missed ${span.kind}] ${said(span.source?.text)}` : undefined
  if (!span.isQuote) return `[${proposal.rule} not a quote] proposed ${said(proposal.source?.text)}`
  const where = `[${proposal.rule} ${span.kind}]`
  if (span.source && !isRightSource(finding)) {
    return `${where} proposed ${said(proposal.source?.text)}, annotated ${said(span.source.text)}`
  }
  return span.resolution && `${where}${differences(finding, proposal)}`.trimEnd() !== where
    ? `${where}${differences(finding, proposal)}`
    : undefined
}

function differences(finding: Finding, proposal: Proposal): string {
  const expected = finding.span.resolution
  if (!expected) return ''
  const pairs: [what: string, proposed: string | null | undefined, annotated: string | null][] = [
    ['channel', proposal.channel, expected.channel],
    ['time', proposal.saidAt, expected.saidAt],
    ['kind', proposal.kind, finding.span.kind],
  ]
  if (expected.speaker && !isRightSpeaker(finding)) {
    pairs.unshift(['speaker', proposal.speaker?.name, expected.speaker])
  }
  return pairs
    .filter(([, proposed, annotated]) => proposed !== annotated)
    .map(([what, proposed, annotated]) => ` ${what} ${said(proposed)}, annotated ${said(annotated)};`)
    .join('')
}

const said = (text: string | null | undefined) => JSON.stringify(text ?? null)

const around = ({ article, span }: Finding) =>
  JSON.stringify(article.text.slice(Math.max(0, span.start - BEFORE), span.end + AFTER))
