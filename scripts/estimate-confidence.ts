import { writeFileSync } from 'node:fs'
import { isRightSource } from './evaluation/compare.ts'
import { readCorpus } from './evaluation/corpus.ts'
import { evaluate } from './evaluation/evaluate.ts'

// `npx tsx scripts/estimate-confidence.ts FILE`: measures how often each rule is right on annotated articles (JSON
// lines, plain or .gz) and writes src/extraction/confidences.ts anew.

type Kind = 'direct' | 'partial'
type Tally = Record<Kind, { right: number; all: number }>

/** So many right and wrong ones are assumed before the first is seen: a rule of few cases promises little. */
const PRIOR = 2

const [file] = process.argv.slice(2)
if (!file) throw new Error('estimate-confidence: give a file of annotated articles')
const articles = readCorpus(file)
const tallies = tallied()
writeFileSync(new URL('../src/extraction/confidences.ts', import.meta.url), written())
process.stdout.write(`${tallies.size} rules measured on ${articles.length} articles\n`)

/** Wrong are a wrong source and a quote that is none; a quote without an annotated source tells nothing. */
function tallied(): Map<string, Tally> {
  const counts = new Map<string, Tally>()
  for (const finding of evaluate(articles).comparisons.flatMap(({ findings }) => findings)) {
    const { span, proposal } = finding
    if (!proposal?.source || proposal.kind === 'scare' || (span.isQuote && !span.source)) continue
    const tally = counts.get(proposal.rule) ?? { direct: { right: 0, all: 0 }, partial: { right: 0, all: 0 } }
    counts.set(proposal.rule, tally)
    const count = tally[proposal.kind === 'partial' ? 'partial' : 'direct']
    count.all++
    if (isRightSource(finding)) count.right++
  }
  return counts
}

function written(): string {
  const rate = ({ right, all }: { right: number; all: number }) =>
    Math.round(((right + PRIOR) / (all + 2 * PRIOR)) * 100) / 100
  const rows = [...tallies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, { direct, partial }]) => {
      const key = /^[a-z]+$/.test(rule) ? rule : `'${rule}'`
      return `  ${key}: { direct: ${rate(direct)}, partial: ${rate(partial)} },`
    })
  return `/** Measured by scripts/estimate-confidence.ts, never typed: how often each rule is right about whole and partial quotes. */
export const CONFIDENCES: Readonly<Record<string, { direct: number; partial: number }>> = {
${rows.join('\n')}
}
`
}
