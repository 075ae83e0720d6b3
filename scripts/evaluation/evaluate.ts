import { extractQuotes } from '../../src/extraction/extract.ts'
import type { AnnotatedArticle } from './annotated.ts'
import { type Comparison, compare } from './compare.ts'
import type { Coverage, Report } from './report.ts'
import { score } from './score.ts'

const THRESHOLDS = [0, 0.5, 0.7, 0.8, 0.9, 0.95]

/** So many articles are read before the clock starts: a server that runs has long compiled its rules. */
const WARM_UP = 40

/** Extracts the quotes of every article and holds them against its annotations. */
export function evaluate(articles: readonly AnnotatedArticle[]): { comparisons: Comparison[]; ms: number } {
  for (const article of articles.slice(0, WARM_UP)) extractQuotes(inputOf(article))
  const started = performance.now()
  const proposed = articles.map((article) => extractQuotes(inputOf(article)))
  const ms = performance.now() - started
  return { comparisons: articles.map((article, index) => compare(article, proposed[index] ?? [])), ms }
}

export function reportOn(
  articles: readonly AnnotatedArticle[],
  min: number,
): Report & { comparisons: Comparison[] } {
  const { comparisons, ms } = evaluate(articles)
  return {
    articles: articles.length,
    msPerArticle: ms / articles.length,
    figures: score(comparisons, min),
    coverage: THRESHOLDS.map((atLeast) => coverageAt(comparisons, atLeast)),
    comparisons,
  }
}

function coverageAt(comparisons: readonly Comparison[], atLeast: number): Coverage {
  const { detection, source } = score(comparisons, atLeast)
  return { atLeast, covered: { right: detection.right, of: detection.annotated }, right: source }
}

const inputOf = ({ text, language, publishedAt, timeZone }: AnnotatedArticle) => ({
  text,
  language: language ?? undefined,
  publishedAt: publishedAt ?? undefined,
  timeZone: timeZone ?? undefined,
})
