import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { exportNewsroom } from '../src/cli/export.ts'
import { importFile } from '../src/cli/import.ts'
import { readConfig } from '../src/config.ts'
import { CARRIED, LEFT_OUT, tablesOf } from '../src/db/carried-tables.ts'
import { anArticle } from './support/articles.ts'
import { openTestDatabase } from './support/database.ts'
import { disqusXml } from './support/exports.ts'
import { temporaryFolder } from './support/folder.ts'
import { anImage } from './support/media.ts'
import { newsroom } from './support/newsroom.ts'

const home = temporaryFolder()
const { db, editor } = await newsroom()
const database = await openTestDatabase()
afterAll(database.close)
const config = readConfig({ DATA_DIR: home })

interface Ran {
  isDone: boolean
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into results of every shape
  told: any[]
  notes: string[]
}

/** A command over the database of this test. */
async function run({ plan }: typeof importFile, ...args: string[]): Promise<Ran & { output: string }> {
  const told: object[] = []
  const notes: string[] = []
  const output = new PassThrough()
  const written = text(output)
  const isDone = await plan(args)({
    ...{ config, database, output },
    tell: (result) => told.push(result),
    note: (line) => notes.push(line),
  })
  output.end()
  return { isDone, told, notes, output: await written }
}

/** A separator of lines that is none in JSON. */
const WORDS = 'On “harbours”\u2028and lines.'

const whole = async () => (await run(exportNewsroom)).output.trimEnd().split('\n')

function write(name: string, lines: readonly string[]): string {
  const path = join(home, `${name}.ndjson`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

test('every table is carried, or left out for a reason', async () => {
  const tables = await database.direct(tablesOf)

  expect([...CARRIED, ...Object.keys(LEFT_OUT)].sort()).toEqual(tables)
})

describe('export', () => {
  test('is one line of JSON for each row, and says how many there are', async () => {
    await editor('POST', '/v1/editorial/tags', { name: 'Ferries', description: WORDS })

    const [head, ...lines] = (await whole()).map((line) => JSON.parse(line))

    expect(head).toMatchObject({ verbatim: 'newsroom', format: 1 })
    expect(lines[0]).toMatchObject({ table: 'tag', row: { name: 'Ferries', description: WORDS } })
    expect(lines.at(-1)).toEqual({ end: { rows: { tag: 1, event: 1 }, files: 0 } })
  })

  test('goes on without the file of an image, and says so', async () => {
    const { id } = await anImage(db)

    const { isDone, notes, output } = await run(exportNewsroom)

    expect(isDone).toBe(false)
    expect(notes).toEqual([`The storage has no ${id}/original.jpg.`])
    expect(output).toContain('"end"')
  })

  test('leaves no half a file, and never writes over one', async () => {
    const path = write('taken', ['mine'])
    await run(exportNewsroom, '--out', path)

    expect(readFileSync(path, 'utf8')).toContain('"verbatim":"newsroom"')
    await expect(run(exportNewsroom, '--out', join(home, 'no-folder', 'x'))).rejects.toThrow('ENOENT')
  })
})

describe('import', () => {
  let lines: string[] = []
  beforeEach(async () => {
    await editor('POST', '/v1/editorial/tags', { name: 'Ferries' })
    await editor('POST', '/v1/editorial/speakers', { name: 'Mara Quint', kind: 'person' })
    lines = await whole()
    await editor('POST', '/v1/editorial/sections', { name: 'World' })
  })
  const empty = () =>
    database.direct((session) =>
      session.query(`truncate ${CARRIED.map((table) => `"${table}"`).join(', ')} cascade`),
    )

  test('refuses a database that holds a newsroom', async () => {
    await expect(run(importFile, write('second', lines))).rejects.toThrow('there are rows in section')
  })

  test('brings the rows, and goes on counting where they end', async () => {
    await empty()

    const { told } = await run(importFile, write('good', lines))
    await editor('POST', '/v1/editorial/tags', { name: 'Harbours' })

    expect(told[0].rows).toMatchObject({ tag: 1, speaker: 1, speaker_key: expect.any(Number) })
    const events = await db.event.findMany({ orderBy: { sequence: 'asc' } })
    expect(events.map(({ type }) => type)).toEqual(['tag.created', 'speaker.created', 'tag.created'])
  })

  test('makes a first key where there is none, and tells it', async () => {
    await empty()
    await db.apiKey.deleteMany()

    const { told } = await run(importFile, write('keyless', lines))

    expect(told[0].firstKey).toMatch(/^vb_/)
    expect(await db.apiKey.count()).toBe(1)
  })

  const without = (table: string) => lines.filter((line) => !line.includes(`"table":"${table}"`))
  const withHead = (members: object) => [
    JSON.stringify({ ...JSON.parse(lines[0] ?? ''), ...members }),
    ...lines.slice(1),
  ]
  const behindHead = (line: string) => [lines[0] ?? '', line, ...lines.slice(1)]

  test.each<[what: string, change: () => string[], why: string]>([
    ['was cut off', () => lines.slice(0, -1), 'was cut off'],
    ['lacks rows', () => without('tag'), 'not whole: tag'],
    [
      'lacks what others refer to',
      () => without('speaker').map((line) => line.replace(/"speaker":\d+,/, '')),
      'foreign key',
    ],
    ['has a format to come', () => withHead({ format: 2 }), 'format 2'],
    ['is of another release', () => withHead({ migration: '20200101000000_x' }), '20200101000000_x'],
    ['brings keys', () => behindHead('{"table":"api_key","row":{}}'), 'no export carries'],
    ['has bytes of no file', () => behindHead('{"chunk":"AAAA"}'), 'bytes of no file'],
    ['has half a file', () => behindHead('{"file":"x","mediaType":"image/png","bytes":9}'), 'x is not whole'],
    ['has a wrong row', () => behindHead('{"table":"tag","row":{"id":"x"}}'), 'Rows of tag before line'],
    ['has a line of something else', () => behindHead('Dear diary'), 'Line 2 is none'],
    ['is something else', () => ['Dear diary'], 'not an export'],
    ['is empty', () => [], 'not an export'],
  ])('refuses a file that %s, and keeps nothing of it', async (name, change, why) => {
    await empty()

    await expect(run(importFile, write(name.replaceAll(' ', '-'), change()))).rejects.toThrow(why)

    expect([await db.tag.count(), await db.speaker.count(), await db.event.count()]).toEqual([0, 0, 0])
    expect((await run(importFile, write('after', lines))).isDone).toBe(true)
  })

  test.each([[[]], [['a', 'b']], [['--kind', 'mails', 'a']]])('is refused when asked with %j', (args) => {
    expect(() => importFile.plan(args)).toThrow()
  })

  test('puts the files of images where the settings say, byte for byte', async () => {
    const { id } = await anImage(db)
    const path = join(config.mediaDir, id, 'original.jpg')
    const bytes = randomBytes(500_000)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    const file = join(home, 'with-image.ndjson.gz')
    await run(exportNewsroom, '--out', file)
    await empty()
    rmSync(path)

    const { told } = await run(importFile, file)

    expect(told[0]).toMatchObject({ files: 1, rows: { media: 1 } })
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  test('of comments works until they are in, and tells what was found', async () => {
    const { slug } = await anArticle(db)
    const path = join(home, 'disqus.xml')
    writeFileSync(
      path,
      disqusXml([
        { key: '1', slug },
        { key: '2', slug, parent: '1' },
        { key: '3', slug: 'unknown' },
      ]),
    )

    const { isDone, told } = await run(importFile, '--kind', 'disqus_comments', path)

    expect(isDone).toBe(true)
    expect(told[0]).toMatchObject({ status: 'done', total: 3, imported: 2, skipped: 1 })
    expect(await db.comment.count()).toBe(2)
    expect(existsSync(join(config.mediaDir, told[0].id))).toBe(false)
  })
})
