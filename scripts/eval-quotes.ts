import { parseArgs } from 'node:util'
import type { AnnotatedArticle } from './evaluation/annotated.ts'
import { readCorpus } from './evaluation/corpus.ts'
import { errorsIn } from './evaluation/errors.ts'
import { reportOn } from './evaluation/evaluate.ts'
import { readGoldSet } from './evaluation/gold.ts'
import { printed } from './evaluation/report.ts'

// `npm run eval:quotes`: how well quotes are found and attributed, on the gold set or on a file of annotated news.
const USAGE = `Usage: npm run eval:quotes -- [file] [options]

Without a file: the articles of tests/gold. With one: annotated news as JSON lines, plain or .gz.

  --language en   only articles in this language (gold set)
  --min 0.9       count only proposals of at least this confidence
  --errors 20     print so many of what is wrong or missing, spread over all
  --json          print the figures as JSON
  --help          print this
`

process.exitCode = run()

function run(): number {
  const options = readOptions()
  if (!options) return 2
  if (options.help) return print(USAGE)
  try {
    return report(articlesOf(options), options)
  } catch (error) {
    return complain(`${error instanceof Error ? error.message : error}\n`)
  }
}

function report(articles: readonly AnnotatedArticle[], options: Options): number {
  if (articles.length === 0) return complain('There are no articles.\n')
  const { comparisons, ...figures } = reportOn(articles, options.min)
  if (options.json) return print(`${JSON.stringify(figures, null, 2)}\n`)
  const errors = spread(errorsIn(comparisons, options.min), options.errors)
  return print([printed(figures), ...errors.map((error) => `${error}\n`)].join('\n'))
}

interface Options {
  file: string | undefined
  language: string | undefined
  min: number
  errors: number
  json: boolean
  help: boolean
}

function readOptions(): Options | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        language: { type: 'string' },
        min: { type: 'string', default: '0' },
        errors: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (positionals.length > 1) throw new Error(`One file, not ${positionals.length}.`)
    const min = numberOf('--min', values.min)
    return {
      ...values,
      file: positionals[0],
      language: values.language,
      min,
      errors: numberOf('--errors', values.errors),
    }
  } catch (error) {
    complain(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    return undefined
  }
}

function numberOf(option: string, text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= 0)) throw new Error(`${option} takes a number, not ${text}.`)
  return number
}

function articlesOf({ file, language }: Options): AnnotatedArticle[] {
  const articles = file ? readCorpus(file) : readGoldSet()
  return articles.filter((article) => !language || article.language === language)
}

/** As many as asked for, taken at even distances, so that a few show what all are like. */
function spread(errors: readonly string[], count: number): string[] {
  if (errors.length <= count) return [...errors]
  return Array.from(
    { length: count },
    (_, index) => errors[Math.floor((index * errors.length) / count)] ?? '',
  )
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

function complain(text: string): number {
  process.stderr.write(text)
  return 1
}
