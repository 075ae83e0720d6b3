import { describe, expect, test } from '@jest/globals'
import { compare } from '../../scripts/evaluation/compare.ts'
import { readGoldArticle } from '../../scripts/evaluation/gold.ts'
import { f1, precision, ratio, recall, score } from '../../scripts/evaluation/score.ts'
import type { Proposal } from '../../src/extraction/proposal.ts'

const article = readGoldArticle(
  'a',
  `title: Ice on the lock
register: local news
language: en
publishedAt: 2026-01-08T08:00:00Z
timeZone: Europe/Dublin
quotes:
  1: { kind: direct, speaker: Ann Lowe, role: lock keeper, channel: statement, saidAt: 2026-01-07, shows: [after-sv] }
  2: { kind: partial, speaker: Ann Lowe, shows: [pronoun] }
  3: { kind: none, shows: [title] }
---
“{q1|The ice is thick,}” {s1|lock keeper Ann Lowe} {c1|said} in a statement {t1|on Wednesday}. {s2|She} {c2|called} it “{q2|a bridge for foxes}”. Her book, “{q3|Locks},” is out.
`,
)

/** What an extractor would propose that makes no mistake. */
const perfect = (): Proposal[] => article.spans.map((_, index) => proposalOf(index))

function proposalOf(index: number): Proposal {
  const span = article.spans[index]
  if (!span) throw new Error(`no span ${index}`)
  const { text, start, end, kind, source, cue, resolution } = span
  return {
    kind: kind === 'none' ? 'scare' : kind,
    text,
    segments: [{ exact: text, start, end, prefix: '', suffix: '' }],
    source,
    cue,
    speaker: resolution && {
      name: resolution.speaker ?? '',
      role: resolution.role,
      kind: 'person',
      onBehalfOf: null,
    },
    channel: resolution?.channel === 'statement' ? 'statement' : 'unknown',
    saidAt: resolution?.saidAt ?? null,
    saidAtText: null,
    rule: 'after-sv',
    confidence: 0.9,
    needsConfirmation: false,
  }
}

/** The figures after one proposal was spoilt. */
const scoreWith = (index: number, spoilt: Partial<Proposal>, min = 0) =>
  score([compare(article, perfect().with(index, { ...proposalOf(index), ...spoilt }))], min)

const elsewhere = { text: 'Her book', start: 130, end: 138 }

describe('score', () => {
  test('is full for proposals that say what is annotated', () => {
    const figures = score([compare(article, perfect())])

    expect([figures.detection, figures.joint, figures.spans].map(f1)).toEqual([1, 1, 1])
    expect([figures.source, figures.exactSource, figures.speaker, figures.kind].map(ratio)).toEqual([
      1, 1, 1, 1,
    ])
    expect(figures.byKind).toEqual({ direct: { right: 1, of: 1 }, partial: { right: 1, of: 1 } })
    expect(figures.byRule).toEqual({ 'after-sv': { right: 2, of: 2 } })
    expect(figures.statedChannel).toEqual({ right: 1, of: 1 })
    expect(figures.statedSaidAt).toEqual({ right: 1, of: 1 })
    expect(figures.role).toEqual({ right: 1, of: 1 })
  })

  test('lowers the recall of detection for a quote that was not found', () => {
    const figures = score([compare(article, perfect().toSpliced(1, 1))])

    expect(recall(figures.detection)).toBe(0.5)
    expect(precision(figures.detection)).toBe(1)
    expect(recall(figures.spans)).toBeCloseTo(2 / 3)
    expect(figures.byKind.partial).toEqual({ right: 0, of: 1 })
    expect(figures.speaker).toEqual({ right: 1, of: 2 })
  })

  test('lowers the precision of detection for a title that is proposed as a quote', () => {
    const figures = scoreWith(2, { kind: 'partial', source: elsewhere })

    expect(precision(figures.detection)).toBeCloseTo(2 / 3)
    expect(recall(figures.detection)).toBe(1)
    expect(precision(figures.spans)).toBe(1)
  })

  test('lowers the precision of spans for words that stand between no marks', () => {
    const stray = { ...proposalOf(0), segments: [{ ...elsewhere, exact: '', prefix: '', suffix: '' }] }
    const figures = score([compare(article, [...perfect(), stray])])

    expect(precision(figures.spans)).toBeCloseTo(3 / 4)
    expect(precision(figures.detection)).toBeCloseTo(2 / 3)
  })

  test('lowers source and joint, not detection, for the wrong source', () => {
    const figures = scoreWith(0, { source: elsewhere, rule: 'dash' })

    expect(f1(figures.detection)).toBe(1)
    expect(ratio(figures.source)).toBe(0.5)
    expect(f1(figures.joint)).toBe(0.5)
    expect(figures.byKind.direct).toEqual({ right: 0, of: 1 })
    expect(figures.byRule.dash).toEqual({ right: 0, of: 1 })
  })

  test('tells a source that overlaps from the exact phrase', () => {
    const source = article.spans[0]?.source
    const figures = scoreWith(0, { source: source ? { ...source, start: source.start + 12 } : null })

    expect(ratio(figures.source)).toBe(1)
    expect(ratio(figures.exactSource)).toBe(0.5)
  })

  test.each([
    ['speaker', { speaker: { name: 'Anna Love', role: 'lock keeper', kind: 'person', onBehalfOf: null } }],
    ['role', { speaker: { name: 'Ann Lowe', role: 'keeper', kind: 'person', onBehalfOf: null } }],
    ['kind', { kind: 'document' }],
    ['statedChannel', { channel: 'speech' }],
    ['channel', { channel: 'speech' }],
    ['statedSaidAt', { saidAt: '2026-01-08' }],
    ['saidAt', { saidAt: null }],
  ] as const)('lowers %s for a proposal that is wrong in that', (figure, spoilt) => {
    const right = score([compare(article, perfect())])[figure]
    const figures = scoreWith(0, spoilt)

    expect(figures[figure]).toEqual({ right: right.right - 1, of: right.of })
    expect(f1(figures.joint)).toBe(1)
  })

  test('takes an invented channel for a fault, too', () => {
    const figures = scoreWith(1, { channel: 'interview' })

    expect(figures.channel).toEqual({ right: 1, of: 2 })
    expect(figures.statedChannel).toEqual({ right: 1, of: 1 })
  })

  test('counts only what is confident enough', () => {
    const figures = scoreWith(1, { confidence: 0.4 }, 0.5)

    expect(recall(figures.detection)).toBe(0.5)
    expect(recall(figures.spans)).toBe(1)
  })

  test('counts nothing that is proposed where the text is markup', () => {
    const [, , title] = article.spans
    const marked = { ...article, spans: article.spans.slice(0, 2), ignored: title ? [title] : [] }
    const figures = score([compare(marked, perfect())])

    expect(f1(figures.spans)).toBe(1)
  })
})
