import type { AnnotatedSpan } from './annotated.ts'
import {
  type Comparison,
  type Finding,
  folded,
  isExactSource,
  isOffered,
  isRightSource,
  isRightSpeaker,
} from './compare.ts'

export interface Share {
  right: number
  of: number
}

/** Precision is right of proposed, recall right of annotated. */
export interface Balance {
  right: number
  proposed: number
  annotated: number
}

export interface Figures {
  /** Stretches between marks, whoever said them. */
  spans: Balance
  /** Quotes told from what is nobody’s words. */
  detection: Balance
  /** The phrase that names the speaker, of the quotes that were found. */
  source: Share
  exactSource: Share
  /** Quote and source together. */
  joint: Balance
  /** Right source, of all annotated quotes of the kind; of all that the rule found. */
  byKind: Record<string, Share>
  byRule: Record<string, Share>
  /** Who it is, of all annotated quotes whose speaker has a name. */
  speaker: Share
  /** Of the quotes that were found: the kind; the role, where one is annotated; for whom, where somebody is. */
  kind: Share
  role: Share
  onBehalfOf: Share
  /** Of the quotes that were found, also those of which the text says nothing; and of those where it does. */
  channel: Share
  statedChannel: Share
  saidAt: Share
  statedSaidAt: Share
}

/** How the findings stand when only proposals of at least `min` confidence count. */
export function score(comparisons: readonly Comparison[], min = 0): Figures {
  const findings = comparisons.flatMap(({ findings }) => findings)
  const strays = comparisons.flatMap(({ strays }) => strays)
  const quotes = findings.filter(({ span }) => span.isQuote)
  const offered = findings.filter(({ proposal }) => isOffered(proposal, min))
  const found = offered.filter(({ span }) => span.isQuote)
  const sourced = found.filter(({ span }) => span.source)
  const resolved = found.filter(({ span }) => span.resolution)
  const rightSources = sourced.filter(isRightSource).length
  const proposed = offered.length + strays.filter((stray) => isOffered(stray, min)).length
  const isRight = (finding: Finding) => isOffered(finding.proposal, min) && isRightSource(finding)
  return {
    spans: spanBalance(findings, strays.length),
    detection: { right: found.length, proposed, annotated: quotes.length },
    source: { right: rightSources, of: sourced.length },
    exactSource: share(sourced, isExactSource),
    joint: { right: rightSources, proposed, annotated: quotes.filter(({ span }) => span.source).length },
    byKind: grouped(
      quotes.filter(({ span }) => span.source),
      ({ span }) => span.kind,
      isRight,
    ),
    byRule: grouped(sourced, ({ proposal }) => proposal?.rule ?? '', isRight),
    speaker: share(
      quotes.filter(({ span }) => span.resolution?.speaker),
      (finding) => isOffered(finding.proposal, min) && isRightSpeaker(finding),
    ),
    ...circumstances(resolved),
  }
}

/** A title may be proposed as such or passed over: that is no span lost. */
function spanBalance(findings: readonly Finding[], strays: number): Balance {
  const right = findings.filter(({ proposal }) => proposal).length
  const missed = findings.filter(({ span, proposal }) => span.isQuote && !proposal).length
  return { right, proposed: right + strays, annotated: right + missed }
}

function circumstances(resolved: readonly Finding[]) {
  const where = (holds: (span: AnnotatedSpan) => unknown) => resolved.filter(({ span }) => holds(span))
  return {
    kind: share(resolved, ({ span, proposal }) => span.kind === proposal?.kind),
    role: share(
      where(({ resolution }) => resolution?.role),
      ({ span, proposal }) => isSamePhrase(span.resolution?.role, proposal?.speaker?.role),
    ),
    onBehalfOf: share(
      where(({ resolution }) => resolution?.onBehalfOf),
      ({ span, proposal }) => isSamePhrase(span.resolution?.onBehalfOf, proposal?.speaker?.onBehalfOf),
    ),
    channel: share(resolved, isRightChannel),
    statedChannel: share(
      where(({ resolution }) => resolution?.channel !== 'unknown'),
      isRightChannel,
    ),
    saidAt: share(resolved, isRightTime),
    statedSaidAt: share(
      where(({ resolution }) => resolution?.saidAt),
      isRightTime,
    ),
  }
}

const isRightChannel = ({ span, proposal }: Finding) => span.resolution?.channel === proposal?.channel
const isRightTime = ({ span, proposal }: Finding) => span.resolution?.saidAt === proposal?.saidAt
const isSamePhrase = (expected: string | null | undefined, proposed: string | null | undefined) =>
  Boolean(expected && proposed && folded(expected) === folded(proposed))

const share = (findings: readonly Finding[], isRight: (finding: Finding) => boolean): Share => ({
  right: findings.filter(isRight).length,
  of: findings.length,
})

function grouped(
  findings: readonly Finding[],
  nameOf: (finding: Finding) => string,
  isRight: (finding: Finding) => boolean,
): Record<string, Share> {
  const names = [...new Set(findings.map(nameOf))]
  const shares = names.map((name): [string, Share] => [
    name,
    share(
      findings.filter((finding) => nameOf(finding) === name),
      isRight,
    ),
  ])
  return Object.fromEntries(shares.sort(([, a], [, b]) => b.of - a.of))
}

export const ratio = ({ right, of }: Share): number => (of === 0 ? 1 : right / of)
export const precision = ({ right, proposed }: Balance): number => ratio({ right, of: proposed })
export const recall = ({ right, annotated }: Balance): number => ratio({ right, of: annotated })
export const f1 = ({ right, proposed, annotated }: Balance): number =>
  ratio({ right: 2 * right, of: proposed + annotated })
