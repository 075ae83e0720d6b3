import { parseArgs } from 'node:util'

export const HELP = `DATABASE_URL=postgresql://… npm run bench:data -- [options]

Fills an empty PostgreSQL database with a large newsroom: articles in three languages with their editions, quotes,
comments and the log of what became public, distributed as in a real archive. The same options give the same rows.
While it runs, indexes and constraints are away; when it is broken off, drop the database and begin anew.

  --articles <n>              how many articles (default 1000000)
  --quotes-per-article <n>    how many quotes on average (default 5)
  --comments-per-article <n>  how many comments on average (default 10)
  --seed <n>                  another newsroom (default 1)
  --until <instant>           when the newest article was published (default the beginning of today, in UTC)
  --jobs <n>                  how many connections work at once (default 2)
  --help
`

export interface Options {
  articles: number
  quotes: number
  comments: number
  seed: number
  until: Date
  jobs: number
}

/** What the command line asks for; nothing when it asks for help. */
export function readOptions(args: readonly string[], now = new Date()): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      articles: { type: 'string', default: '1000000' },
      'quotes-per-article': { type: 'string', default: '5' },
      'comments-per-article': { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      until: { type: 'string', default: `${now.toISOString().slice(0, 10)}T00:00:00Z` },
      jobs: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const until = new Date(values.until)
  if (Number.isNaN(until.getTime()) || until > now)
    throw new Error('--until must be an instant that has passed.')
  return {
    articles: count('articles', values.articles, 10_000_000),
    quotes: count('quotes-per-article', values['quotes-per-article'], 20),
    comments: count('comments-per-article', values['comments-per-article'], 100),
    seed: count('seed', values.seed, 1_000_000),
    until,
    jobs: count('jobs', values.jobs, 16),
  }
}

function count(name: string, text: string, most: number): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new Error(`--${name} must be a whole number from 1 to ${most}.`)
}
