import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { AnnotatedArticle, AnnotatedSpan, Passage } from './annotated.ts'

interface CorpusSegment {
  start: number
  end: number
  inner_start: number
  inner_end: number
  kind: 'direct' | 'partial' | 'none' | 'markup'
  source: Passage | null
  attribution: unknown
}
interface CorpusArticle {
  doc_id: string
  text: string
  segments: CorpusSegment[]
}

/** Annotated news as JSON lines, plain or compressed: one article a line, its speakers as phrases in the text. */
export function readCorpus(file: string): AnnotatedArticle[] {
  const raw = readFileSync(file)
  const lines = (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8').trim().split('\n')
  return lines.map((line, index) => {
    try {
      return annotated(JSON.parse(line))
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}: no annotated article`, { cause: error })
    }
  })
}

const annotated = ({ doc_id, text, segments }: CorpusArticle): AnnotatedArticle => ({
  id: doc_id,
  text,
  language: null,
  publishedAt: null,
  timeZone: null,
  spans: segments.flatMap((segment) => spanOf(segment, text)),
  ignored: segments.filter(({ kind }) => kind === 'markup'),
})

function spanOf(segment: CorpusSegment, text: string): AnnotatedSpan[] {
  if (segment.kind === 'markup') return []
  const { inner_start: start, inner_end: end, kind, source } = segment
  return [
    {
      text: text.slice(start, end),
      start,
      end,
      kind,
      isQuote: Boolean(segment.attribution),
      source,
      cue: null,
      resolution: null,
    },
  ]
}
