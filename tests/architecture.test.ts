import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { argumentsOf, withoutComments } from './support/source.ts'

/** Lowest floor first. A file may import from its own floor and those below it, never from above. */
const FLOORS = [
  ['types'],
  ['lib'],
  ['extraction'],
  ['db'],
  ['jobs', 'storage'],
  ['http'],
  ['features'],
  ['.', 'cli', 'config', 'demo', 'start'],
]

const src = fileURLToPath(new URL('../src/', import.meta.url))
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('db/generated/'))
const texts = new Map(files.map((file) => [file, withoutComments(readFileSync(join(src, file), 'utf8'))]))
const containing = (pattern: RegExp) => files.filter((file) => pattern.test(texts.get(file) ?? ''))

const imports = [...texts].flatMap(([from, text]) =>
  [...text.matchAll(/\b(?:import|export) (type )?[^;'"]*?from '(\.[^']+)'/g)].map(([, type, path = '']) => ({
    from,
    to: normalize(join(dirname(from), path)),
    isType: type !== undefined,
  })),
)
const floorOf = (file: string) => {
  const [folder = ''] = file.includes('/') ? file.split('/') : ['.']
  return FLOORS.findIndex((floor) => floor.includes(folder))
}
/** Takes values and returns values: nothing that it uses asks the database or knows HTTP. */
const isPure = (file: string): boolean =>
  imports.every(
    ({ from, to, isType }) => from !== file || isType || to.startsWith('lib/') || isRule(to) || isPure(to),
  )
const isRule = (file: string) => /\/(schema|rules)\.ts$/.test(file)
const featureOf = (file: string) => /^features\/([^/]+)/.exec(file)?.[1]

test('every file of src/ stands on a floor, and every import leads to a file', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(imports.length).toBeGreaterThan(100)
  expect(files.filter((file) => floorOf(file) < 0)).toEqual([])
  expect(imports.filter(({ to }) => !texts.has(to) && !to.startsWith('db/generated/'))).toEqual([])
})

describe('imports', () => {
  test('only go down', () => {
    expect(imports.filter(({ from, to }) => floorOf(to) > floorOf(from))).toEqual([])
  })

  test('reach another feature by its schema, its store, or what is pure like its rules', () => {
    const abroad = imports.filter(({ from, to }) => featureOf(from) && featureOf(to) !== featureOf(from))
    const intoFeatures = abroad.filter(({ to }) => featureOf(to))

    const isOpen = (file: string) => isRule(file) || file.endsWith('/store.ts') || isPure(file)
    expect(intoFeatures.length).toBeGreaterThan(2)
    expect(intoFeatures.filter(({ to }) => !isOpen(to))).toEqual([])
  })

  test('of the generated client stay on the floor of the database', () => {
    const users = imports.filter(({ to }) => to.startsWith('db/generated/')).map(({ from }) => from)

    expect(users.length).toBeGreaterThan(0)
    expect(users.filter((file) => !file.startsWith('db/'))).toEqual([])
  })

  test('never lead to tests, scripts or a package that only development has', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(src, '../package.json'), 'utf8'))
    const packages = [...texts].flatMap(([from, text]) =>
      [...text.matchAll(/from '([^.'][^']*)'/g)].map(([, name = '']) => `${from}: ${name}`),
    )

    expect(packages.length).toBeGreaterThan(50)
    expect(packages.filter((each) => Object.hasOwn(devDependencies, each.split(': ')[1] ?? ''))).toEqual([])
    expect(imports.filter(({ to }) => to.startsWith('..'))).toEqual([])
  })
})

describe('only', () => {
  test('stores and the floor of the database run queries', () => {
    const queries =
      /\.(findMany|findFirst|findUnique|createMany|updateMany|deleteMany|upsert|groupBy|aggregate)(OrThrow|AndReturn)?\(|\b(db|tx)\.\w+\.(create|update|delete|count)\(|\$(queryRaw|executeRaw)|\b(reads|sql)\.query\(/
    const users = containing(queries)
    // Readiness is a question to the database and to nothing of a feature's own.
    const allowed = (file: string) =>
      file.endsWith('/store.ts') || file.startsWith('db/') || file === 'features/service/health.ts'

    expect(users).toContain('features/keys/store.ts')
    expect(users.filter((file) => !allowed(file))).toEqual([])
  })

  test('verbs and the floor of the database open transactions', () => {
    const openers = containing(/\$transaction\(/)

    expect(openers).toEqual(['db/act.ts'])
  })

  test('the start reads the environment, through config.ts', () => {
    expect(containing(/process\.env\b/)).toEqual(['start/environment.ts'])
  })

  test('the log, the banner and the command line write to the terminal', () => {
    expect(containing(/\bconsole\.|process\.(stdout|stderr)/).sort()).toEqual([
      'cli.ts',
      'main.ts',
      'openapi.ts',
    ])
  })
})

test('nothing is a default export, and nothing only passes on what others export', () => {
  expect(containing(/^export default\b/m)).toEqual([])
  // The database's floor names the rows that the generated client made.
  expect(containing(/^export (\*|(type )?\{[^}]*\}) from\b/m)).toEqual(['db/models.ts'])
  expect(files.filter((file) => /(^|\/)index\.ts$/.test(file))).toEqual([])
})

describe('inside a transaction', () => {
  /** The names under which the whole database is at hand; inside, only `tx` may be asked. */
  const OUTER = /(?<![.\w])(db|reads)\b(?!\s*:)/

  const offences = (text: string) =>
    argumentsOf(text, /\b(?:act|perform|plainAct|performPlainly)\(|\.\$transaction\(/g)
      // What comes before the function is evaluated outside.
      .map((args) => args.split('=>').slice(1).join('=>'))
      .filter((body) => OUTER.test(body))

  test('nobody uses the database around it: on the embedded one that never returns', () => {
    const units = [...texts.values()].flatMap((text) =>
      argumentsOf(text, /\b(?:act|perform|plainAct|performPlainly)\(/g),
    )

    expect(units.length).toBeGreaterThan(4)
    expect([...texts].filter(([, text]) => offences(text).length > 0).map(([file]) => file)).toEqual([])
  })

  test('a planted use is found', () => {
    expect(offences('act(db, who, async ({ tx }) => { await getArticle(db, id) })')).toHaveLength(1)
    expect(offences('perform(db, request, reply, (unit) => count(reads, ")"))')).toHaveLength(1)
    expect(offences('act(db, who, async ({ tx }) => getArticle(tx, { db: 1 }, unit.db))')).toEqual([])
  })
})
