import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { extractQuotes } from '../src/extraction/extract.ts'
import type { Passage, ProposedSegment } from '../src/extraction/proposal.ts'

// `npx tsx scripts/estimate-confidence.ts FILE`: measures how often each rule is right on annotated articles (JSON
// lines, plain or .gz) and writes src/extraction/confidences.ts anew.

interface Annotated {
  text: string
  segments: {
    inner_start: number
    inner_end: number
    kind: 'direct' | 'partial' | 'none' | 'markup'
    attribution: string | null
    source: Passage | null
  }[]
}
type Kind = 'direct' | 'partial'
type Tally = Record<Kind, { right: number; all: number }>

/** So many right and wrong ones are assumed before the first is seen: a rule of few cases promises little. */
const PRIOR = 2

const [file] = process.argv.slice(2)
if (!file) throw new Error('estimate-confidence: give a file of annotated articles')
const raw = readFileSync(file)
const lines = (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8').trim().split('\n')
const tallies = new Map<string, Tally>()
for (const line of lines) tally(JSON.parse(line))
writeFileSync(new URL('../src/extraction/confidences.ts', import.meta.url), written())
process.stdout.write(`${tallies.size} rules measured on ${lines.length} articles
`)

function tally({ text, segments }: Annotated): void {
  const counted = segments.filter(
    ({ kind, attribution, source }) => kind !== 'markup' && (source || !attribution),
  )
  const attributed = extractQuotes({ text }).filter(({ source, kind }) => source && kind !== 'scare')
  for (const { kind, rule, source, segments: proposed } of attributed) {
    const counts = countsOf(rule)[kind === 'partial' ? 'partial' : 'direct']
    for (const marked of proposed.flatMap((segment) => counted.filter(isAt(segment)))) {
      counts.all++
      if (agrees(source, marked.source)) counts.right++
    }
  }
}

function isAt({ start, end }: ProposedSegment) {
  return ({ inner_start, inner_end }: Annotated['segments'][number]) =>
    Math.abs(inner_start - start) <= 1 && Math.abs(inner_end - end) <= 1
}

function countsOf(rule: string): Tally {
  const known = tallies.get(rule) ?? { direct: { right: 0, all: 0 }, partial: { right: 0, all: 0 } }
  tallies.set(rule, known)
  return known
}

/** The same place, or the same name elsewhere. */
function agrees(source: Passage | null, marked: Passage | null): boolean {
  if (!source || !marked) return false
  if (source.start < marked.end && marked.start < source.end) return true
  const name = lastName(source.text)
  return name !== '' && name === lastName(marked.text)
}

function lastName(text: string): string {
  const names = text.match(/\p{Lu}[\p{L}’'-]+/gu) ?? []
  return names.at(-1)?.replace(/[’']s$/, '') ?? ''
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
