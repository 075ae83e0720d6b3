import { expect, test } from '@jest/globals'
import { waitForPostgres } from '../../src/db/wait.ts'
import { databaseUrl } from '../support/database.ts'
import { instances } from '../support/instances.ts'
import type { ServerProcess } from '../support/server.ts'

const { start } = instances('start', { fresh: 'empty' })
const printedKeys = (servers: ServerProcess[]) =>
  servers.flatMap((server) => server.stderr().match(/ vb_[a-z0-9]{8}_[A-Za-z0-9]{40}$/gm) ?? [])

test('instances that start together migrate once and make one key', async () => {
  const servers = [start(), start(), start()]

  const addresses = await Promise.all(servers.map((server) => server.ready()))

  expect(printedKeys(servers)).toHaveLength(1)
  const migrations = servers.filter((server) => server.stdout().includes('migrated the database'))
  expect(migrations).toHaveLength(1)
  const key = printedKeys(servers)[0]?.trim()
  for (const address of addresses) {
    const headers = { authorization: `Bearer ${key}` }
    expect((await fetch(`${address}/v1/editorial/me`, { headers })).status).toBe(200)
  }
})

test('on SIGTERM an instance is not ready, goes on serving for a moment, and ends with 0', async () => {
  const server = start()
  const address = await server.ready()

  const exit = server.stop()
  await new Promise((resolve) => setTimeout(resolve, 500))
  const [ready, health] = await Promise.all([fetch(`${address}/readyz`), fetch(`${address}/healthz`)])

  expect(ready.status).toBe(503)
  expect(health.status).toBe(200)
  expect(health.headers.get('connection')).toBe('close')
  expect(await exit).toBe(0)
})

test('a database that does not answer is waited for, then given up', async () => {
  const retries: unknown[] = []
  const waiting = waitForPostgres('postgresql://127.0.0.1:1/x', (error) => retries.push(error), 1.5)

  await expect(waiting).rejects.toThrow('The database cannot be reached.')

  expect(retries).toHaveLength(1)
})

test('a database that does not exist is not waited for', async () => {
  const server = start({ DATABASE_URL: databaseUrl('verbatim_of_nobody') })

  expect(await server.ended).toBe(1)
  expect(server.stderr()).toContain('cannot be reached')
})
