import { parseArgs } from 'node:util'

export const HELP = `npm run bench -- [options]

Measures delivery beside what it could cost at least: bare Fastify that sends the same bytes with the same
headers, with one prepared row of the same size, with one prepared insert. Every server runs in a process of its
own, and so does the load; each round measures the reference and then ours, and the medians are told.

  --duration <s>      how long each measurement takes (default 4)
  --rounds <n>        how often each pair is measured (default 3)
  --connections <n>   how many requests are under way at once (default 32)
  --articles <n>      how many articles the newsroom has (default 400)
  --only <names>      only these rows, separated by commas
  --database <which>  postgres, embedded, or both (default)
  --log-level <l>     what our server logs; the log goes nowhere (default info)
  --json <file>       also write the figures there (default bench.json)
  --help
`

export interface Options {
  duration: number
  rounds: number
  connections: number
  articles: number
  only: readonly string[] | undefined
  databases: readonly ('postgres' | 'embedded')[]
  logLevel: string
  json: string
}

/** What the command line asks for; nothing when it asks for help. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      duration: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '32' },
      articles: { type: 'string', default: '400' },
      only: { type: 'string' },
      database: { type: 'string', default: 'both' },
      'log-level': { type: 'string', default: 'info' },
      json: { type: 'string', default: 'bench.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  return {
    duration: count('duration', values.duration),
    rounds: count('rounds', values.rounds),
    connections: count('connections', values.connections),
    articles: count('articles', values.articles),
    only: values.only?.split(','),
    databases: databasesOf(values.database),
    logLevel: values['log-level'],
    json: values.json,
  }
}

function count(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`--${name} must be a number above 0.`)
  return Number(text)
}

function databasesOf(name: string): Options['databases'] {
  if (name === 'both') return ['postgres', 'embedded']
  if (name === 'postgres' || name === 'embedded') return [name]
  throw new Error('--database must be postgres, embedded or both.')
}
