import { FINDINGS, type Finding } from './rules.ts'
import { EXAMPLES_MAX, type FoundAt } from './schema.ts'
import { cut, lineOf } from './text.ts'

/** How often something was found, and where for example. */
export interface Found {
  code: Finding
  count: number
  examples: FoundAt[]
}

/** The findings with one more; those that were there stay in their places. */
export function withFinding(report: readonly Found[], code: Finding, at: FoundAt): Found[] {
  const before = report.find((found) => found.code === code)
  if (!before) return [...report, { code, count: 1, examples: [shortened(at)] }]
  const { count, examples } = before
  const isTold = code === 'article-unknown' && examples.some(({ slug }) => slug === at.slug)
  const isNamed = examples.length < EXAMPLES_MAX && !isTold
  const now = { code, count: count + 1, examples: isNamed ? [...examples, shortened(at)] : examples }
  return report.map((found) => (found.code === code ? now : found))
}

/** A file may hold names of any length. */
const NAME_MAX = 200
const shortened = ({ key, slug, ...more }: FoundAt): FoundAt => ({
  key: cut(lineOf(key), NAME_MAX),
  slug: cut(lineOf(slug), NAME_MAX),
  ...more,
})

export const explained = (report: readonly Found[]) =>
  report.map(({ code, count, examples }) => ({ code, detail: FINDINGS[code], count, examples }))
