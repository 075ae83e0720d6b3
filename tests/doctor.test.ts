import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { lookAtBacklog } from '../src/cli/doctor/backlog.ts'
import { lookAtDatabase, lookAtMigrations, lookAtReplicas } from '../src/cli/doctor/database.ts'
import type { Finding } from '../src/cli/doctor/finding.ts'
import { lookAtSettings } from '../src/cli/doctor/settings.ts'
import { lookAtStorage } from '../src/cli/doctor/storage.ts'
import { readConfig } from '../src/config.ts'
import { openTestDatabase } from './support/database.ts'
import { anEdition } from './support/editions.ts'
import { temporaryFolder } from './support/folder.ts'
import { newsroom } from './support/newsroom.ts'

const home = temporaryFolder()
const { db } = await newsroom()
const { reads, close } = await openTestDatabase()
afterAll(close)
const config = readConfig({ DATA_DIR: home })

const verdicts = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ check, verdict }) => [check, verdict]))
const troubled = (findings: readonly Finding[]) => findings.filter(({ verdict }) => verdict !== 'ok')

describe('settings', () => {
  const look = (environment: Record<string, string>) => lookAtSettings(readConfig(environment))
  const outside = { DATABASE_URL: 'postgresql://db/x' }

  test('that are well are all ok', () => {
    const SECRET = 'kz8Hq1vN0cYwT3uXbL6rE9pSgA2mJdF5'
    const findings = look({ ...outside, SECRET, HOST: '0.0.0.0', PUBLIC_URL: 'https://api.example' })

    expect(verdicts(findings)).toEqual({ configuration: 'ok', addresses: 'ok', secret: 'ok' })
  })

  test.each([
    ['secret', 'a secret that repeats itself', { ...outside, SECRET: 'secret'.repeat(8) }],
    ['addresses', 'an address that only this machine knows', { HOST: '0.0.0.0' }],
  ])('warn in %s of %s', (check, _what, environment) => {
    const [finding, ...more] = troubled(look({ DATA_DIR: join(home, 'none'), ...environment }))

    expect(more).toEqual([])
    expect(finding).toMatchObject({ check, verdict: 'warn', advice: expect.any(String) })
  })

  test('fail where others may read the secret of an embedded database, and warn of its folder', () => {
    const directory = join(home, 'open')
    mkdirSync(directory)
    writeFileSync(join(directory, 'secret'), 's'.repeat(43))
    chmodSync(directory, 0o755)
    chmodSync(join(directory, 'secret'), 0o644)

    const open = verdicts(look({ DATA_DIR: directory }))
    chmodSync(directory, 0o700)
    chmodSync(join(directory, 'secret'), 0o600)
    const closed = verdicts(look({ DATA_DIR: directory }))

    expect(open).toMatchObject({ secret: 'fail', 'data directory': 'warn' })
    expect(closed).toMatchObject({ secret: 'ok', 'data directory': 'ok' })
  })
})

test('a storage that takes files is ok, and one that does not fails with what to do', async () => {
  mkdirSync(config.mediaDir)
  const blocked = join(home, 'a-file')
  writeFileSync(blocked, '')

  const [well] = await lookAtStorage(config)
  const [ill] = await lookAtStorage(readConfig({ MEDIA_DIR: blocked }))

  expect(well?.verdict).toBe('ok')
  expect(ill).toMatchObject({ verdict: 'fail', detail: expect.stringMatching(/ENOTDIR|EEXIST/) })
  expect(ill?.advice).toContain(blocked)
})

test('a folder for files that is not there yet is left to the server', async () => {
  const mediaDir = join(home, 'not', 'yet')

  expect(verdicts(await lookAtStorage(readConfig({ MEDIA_DIR: mediaDir })))).toEqual({ storage: 'ok' })
  expect(existsSync(join(home, 'not'))).toBe(false)
})

describe('the database', () => {
  test('of the tests is as it should be', async () => {
    const found = [...(await lookAtDatabase(config, reads)), ...(await lookAtMigrations(reads))]

    expect(found.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['database', 'encoding', 'extensions', 'clock', 'time zone', 'migrations']),
    )
    expect(found.filter(({ verdict }) => verdict === 'fail')).toEqual([])
  })

  test('is warned of when clocks differ, and fails when they do by far', async () => {
    const shifted = (seconds: number) => ({
      query: async <Row>(statement: Parameters<typeof reads.query>[0]) => {
        const rows = await reads.query<{ nowMs?: number }>(statement)
        return rows.map((row) => ({ ...row, nowMs: (row.nowMs ?? 0) + seconds * 1000 })) as Row[]
      },
    })

    expect(verdicts(await lookAtDatabase(config, shifted(5))).clock).toBe('warn')
    expect(verdicts(await lookAtDatabase(config, shifted(-60))).clock).toBe('fail')
  })

  test('has replicas that are asked themselves, and fail by their names', async () => {
    const found = await lookAtReplicas({ replicaUrls: ['postgresql://127.0.0.1:1/nobody'] })

    expect(found).toEqual([expect.objectContaining({ check: 'replica 127.0.0.1:1', verdict: 'fail' })])
    expect(found[0]?.detail).toContain('ECONNREFUSED')
  })

  test('fails when it does not answer, and says why', async () => {
    const silent = { query: () => Promise.reject(new Error('the line is dead')) }

    expect(await lookAtMigrations(silent)).toEqual([
      expect.objectContaining({ verdict: 'fail', detail: 'the line is dead' }),
    ])
  })
})

describe('what was not done', () => {
  test('is nothing in a newsroom where all is done', async () => {
    expect(troubled(await lookAtBacklog(config, reads))).toEqual([])
  })

  test('is told: moments, webhooks and mails that were given up, and that nobody administers', async () => {
    await db.apiKey.deleteMany()
    await anEdition(db, { from: -60 })
    await db.$executeRaw`update edition set begin_recorded_at = null`
    await db.webhookEndpoint.create({
      data: {
        ...{
          url: 'https://hooks.example',
          types: [],
          secret: Buffer.from('x'),
          createdBy: 'x',
          updatedBy: 'x',
        },
        ...{ disabledAt: new Date(), disabledReason: 'failing', failingSince: new Date() },
      },
    })
    await db.outgoingMail.create({
      data: { dedupeKey: 'x', kind: 'reply', nextAttemptAt: null, failure: '550' },
    })

    expect(verdicts(await lookAtBacklog(config, reads))).toEqual({
      ...{ moments: 'warn', queues: 'ok', webhooks: 'warn', mail: 'warn', administrators: 'warn' },
    })
  })
})
