import { type Balance, type Figures, f1, precision, ratio, recall, type Share } from './score.ts'

/** At this confidence and above: how many of the annotated quotes are proposed, and how many of those rightly. */
export interface Coverage {
  atLeast: number
  covered: Share
  right: Share
}

export interface Report {
  articles: number
  msPerArticle: number
  figures: Figures
  coverage: Coverage[]
}

/** The report as a page of plain text. Figures that nothing was annotated for are left out. */
export function printed({ articles, msPerArticle, figures, coverage }: Report): string {
  const lines = [
    `${articles} articles, ${msPerArticle.toFixed(2)} ms each`,
    '',
    balance('quoted spans', figures.spans),
    balance('detection', figures.detection),
    balance('quote and source', figures.joint),
    '',
    ...share('source, of detected', figures.source),
    ...share('  the exact phrase', figures.exactSource),
    ...Object.entries(figures.byKind).flatMap(([kind, of]) => share(`source, of ${kind}`, of)),
    ...share('speaker resolved', figures.speaker),
    ...share('kind', figures.kind),
    ...share('role', figures.role),
    ...share('on behalf of', figures.onBehalfOf),
    ...share('channel', figures.channel),
    ...share('  where stated', figures.statedChannel),
    ...share('time', figures.saidAt),
    ...share('  where stated', figures.statedSaidAt),
    '',
    'right source by rule',
    ...Object.entries(figures.byRule).flatMap(([rule, of]) => share(`  ${rule}`, of)),
    '',
    'confidence at least   of all quotes   right source',
    ...coverage.map(
      ({ atLeast, covered, right }) =>
        `  ${atLeast.toFixed(2)}                ${three(ratio(covered))}           ${three(ratio(right))}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

const three = (value: number) => value.toFixed(3)

const balance = (name: string, of: Balance) =>
  `${name.padEnd(22)}P ${three(precision(of))}  R ${three(recall(of))}  F1 ${three(f1(of))}`

const share = (name: string, of: Share) =>
  of.of === 0 ? [] : [`${name.padEnd(22)}${three(ratio(of))}  (${of.right} of ${of.of})`]
