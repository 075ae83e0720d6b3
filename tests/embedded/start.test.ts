import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, jest, test } from '@jest/globals'
import { type ServerProcess, startServer } from '../support/server.ts'

jest.setTimeout(90_000)

const home = mkdtempSync(join(tmpdir(), 'verbatim-start-'))
const dataDir = join(home, 'data')
const started: ServerProcess[] = []
const start = (environment: Record<string, string> = {}) => {
  const server = startServer({ DATA_DIR: dataDir, ...environment }, home)
  started.push(server)
  return server
}
afterAll(async () => {
  await Promise.all(started.map((server) => server.stop('SIGKILL')))
  rmSync(home, { recursive: true, force: true })
})

const KEY = /vb_[a-z0-9]{8}_[A-Za-z0-9]{40}/g
const printedKeys = (server: ServerProcess) => [...new Set(server.stderr().match(KEY))]
const me = (address: string, key: string) =>
  fetch(`${address}/v1/editorial/me`, { headers: { authorization: `Bearer ${key}` } })

/** A request whose body has begun to arrive. */
function beginRequest(
  address: string,
  key: string,
): { pending: ClientRequest; answer: Promise<IncomingMessage> } {
  const pending = request(`${address}/v1/admin/api-keys`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    },
  })
  const answer = once(pending, 'response').then(([response]) => response as IncomingMessage)
  answer.catch(() => undefined)
  pending.write('{"label":"In flight",')
  return { pending, answer }
}

let firstKey = ''

describe('the first start', () => {
  test('answers probes at once, is ready later, and prints one key, not in the log', async () => {
    const server = start()
    const address = await server.listening()
    const health = await fetch(`${address}/healthz`)
    const early = await fetch(`${address}/readyz`)

    await server.ready()

    expect(health.status).toBe(200)
    expect(early.status).toBe(503)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    expect(printedKeys(server)).toHaveLength(1)
    firstKey = printedKeys(server)[0] ?? ''
    expect(await (await me(address, firstKey)).json()).toMatchObject({
      scopes: expect.arrayContaining(['admin']),
    })
    expect(server.stderr()).toContain(`${address}/docs`)
    expect(server.stderr()).not.toContain('Warning')
    expect(server.stdout()).not.toMatch(KEY)
    for (const line of server.stdout().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level')
  })

  test('leaves a secret that only its owner reads', () => {
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toMatch(/^[\w-]{43}$/)
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
  })

  test('keeps a second process out of its data', async () => {
    const second = start()

    expect(await second.ended).toBe(1)
    expect(second.stderr()).toContain(`${dataDir} is in use by process ${started[0]?.child.pid}`)
  })

  test('ends on SIGTERM after the request in flight, with 0, and frees its data', async () => {
    const [server] = started as [ServerProcess]
    const address = await server.ready()
    const { pending, answer } = beginRequest(address, firstKey)
    await sleep(200)

    const began = performance.now()
    const exit = server.stop()
    await sleep(300)
    pending.end('"role":"reader"}')
    const response = await answer

    expect(response.statusCode).toBe(201)
    expect(JSON.parse(await text(response))).toMatchObject({ label: 'In flight' })
    expect(await exit).toBe(0)
    expect(performance.now() - began).toBeLessThan(3000)
    expect(existsSync(join(dataDir, 'verbatim.pid'))).toBe(false)
  })
})

describe('another start', () => {
  test('keeps the key and prints none; a second signal ends it at once', async () => {
    const server = start()
    const address = await server.ready()
    const accepted = await me(address, firstKey)
    const { pending } = beginRequest(address, firstKey)
    pending.on('error', () => undefined)
    await sleep(200)

    server.child.kill('SIGTERM')
    await sleep(500)
    expect(server.child.exitCode).toBeNull()
    const began = performance.now()
    expect(await server.stop('SIGINT')).toBe(1)

    expect(performance.now() - began).toBeLessThan(1500)
    expect(accepted.status).toBe(200)
    expect(printedKeys(server)).toEqual([])
  })

  test('follows a kill without leftovers, and takes the key that the operator sets', async () => {
    const killed = start()
    await killed.ready()
    await killed.stop('SIGKILL')
    const operatorsKey = `vb_operator_${'k'.repeat(40)}`

    const server = start({ ADMIN_KEY: operatorsKey })
    const address = await server.ready()

    expect((await me(address, operatorsKey)).status).toBe(200)
    expect((await me(address, firstKey)).status).toBe(200)
    expect(printedKeys(server)).toEqual([])
    expect(server.stderr() + server.stdout()).not.toContain(operatorsKey)
    expect(await server.stop('SIGINT')).toBe(0)
  })
})

test('a signal during the first start ends it, and the next one begins anew', async () => {
  const fresh = join(home, 'interrupted')
  const server = start({ DATA_DIR: fresh })
  await server.listening()

  expect(await server.stop()).toBe(0)
  expect(existsSync(join(fresh, 'database'))).toBe(false)
})

test('a bad environment is told in full, on standard error only', async () => {
  writeFileSync(join(home, '.env'), 'TIME_ZONE=Nowhere\n')
  const server = start({ PORT: 'http', TRUSTED_PROXIES: '1' })

  expect(await server.ended).toBe(1)
  expect(server.stdout()).toBe('')
  expect(server.stderr()).toMatch(
    /^Bad environment:\n {2}PORT .+\n {2}TIME_ZONE .+\n {2}TRUSTED_PROXIES .+\n$/,
  )
})
