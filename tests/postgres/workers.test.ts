import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, jest, test } from '@jest/globals'
import { BODY } from '../support/desk.ts'
import { ADMIN_KEY, callerOf, instances } from '../support/instances.ts'
import type { ServerProcess } from '../support/server.ts'

const { start } = instances('workers', { fresh: 'empty' })
// Every process that takes another one's place starts anew.
jest.setTimeout(300_000)
const WORKERS = 2
const CLIENTS = 8
/** Of the connections that are handed over when a worker is killed one may get no answer at all. */
const PATIENCE_MS = 10_000
const environment = { ADMIN_KEY, WORKERS: String(WORKERS), DATABASE_POOL_MAX: '8' }

const pidsOf = ({ child }: ServerProcess) =>
  execFileSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number)

const linesOf = (server: ServerProcess, message: string) =>
  server
    .stdout()
    .split('\n')
    .filter((line) => line.includes(`"msg":"${message}"`))

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 50) {
    if (await isSo()) return
    await sleep(50)
  }
  throw new Error(`It never came to ${what}.`)
}

const allReady = (server: ServerProcess, times: number) =>
  until(() => linesOf(server, 'ready').length === times, `${times} that are ready`)

async function publish(address: string): Promise<string> {
  const desk = callerOf(address)
  const { body, etag } = await desk('POST', '/v1/editorial/articles', {
    ...{ title: 'Harbour', language: 'en', body: BODY },
  })
  await desk('POST', `/v1/editorial/articles/${body.id}/publications`, {}, { 'if-match': etag })
  return `${address}/v1/articles/${body.id}`
}

const titleOf = (text: string) => JSON.parse(text).title

/** Asks from several clients until it is stopped; how often each came of it, a connection that was lost included. */
function load(url: string) {
  let isStopped = false
  const seen = new Map<string, number>()
  const client = async () => {
    while (!isStopped) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
        .then(async (response) => `${response.status} ${titleOf(await response.text())}`)
        .catch(() => 'lost')
      seen.set(answer, (seen.get(answer) ?? 0) + 1)
      await sleep(25)
    }
  }
  const clients = Array.from({ length: CLIENTS }, client)
  return {
    seen,
    stop: async () => {
      isStopped = true
      await Promise.all(clients)
    },
  }
}

test('workers share a port, are prepared once, tell of the whole instance, and end together', async () => {
  const server = start({ ...environment, ADMIN_KEY: '' })
  const address = await server.ready()
  await allReady(server, WORKERS)
  const pids = pidsOf(server)
  for (let i = 0; i < 12; i++) await fetch(`${address}/v1/articles`, { headers: { connection: 'close' } })
  const told = []
  for (let i = 0; i < 6; i++)
    told.push(await (await fetch(`${address}/metrics`, { headers: { connection: 'close' } })).text())

  const began = performance.now()
  const exit = server.stop()
  await sleep(1000)
  const readiness = (await fetch(`${address}/readyz`)).status
  const code = await exit

  expect(server.stderr().match(/ vb_[a-z0-9]{8}_[A-Za-z0-9]{40}$/gm)).toHaveLength(1)
  expect(server.stderr()).toContain(`Verbatim answers at ${address}\n`)
  expect(linesOf(server, 'migrated the database')).toHaveLength(1)
  for (const text of told) {
    expect(text).toContain(
      'verbatim_http_requests_total{method="GET",route="/v1/articles",status="2xx"} 12\n',
    )
    expect(text).toContain(`verbatim_workers ${WORKERS}\n`)
    expect(text).toContain('verbatim_database_up 1\n')
    expect(text).toMatch(/verbatim_build_info\{[^}]*\} 1\n/)
  }
  expect([readiness, code]).toEqual([503, 0])
  expect(performance.now() - began).toBeLessThan(10_000)
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('under load a worker that is killed gives no wrong answer, one that is stopped fails none, and both are replaced', async () => {
  const server = start(environment)
  const url = await publish(await server.ready())
  await allReady(server, WORKERS)
  const [killed = 0, stopped = 0] = pidsOf(server)

  const first = load(url)
  await sleep(500)
  process.kill(killed, 'SIGKILL')
  await allReady(server, WORKERS + 1)
  await first.stop()
  const second = load(url)
  await sleep(500)
  process.kill(stopped, 'SIGTERM')
  await allReady(server, WORKERS + 2)
  await second.stop()

  expect([...first.seen.keys()].filter((answer) => answer !== 'lost')).toEqual(['200 Harbour'])
  // What the victim was answering, and no more.
  expect(first.seen.get('lost') ?? 0).toBeLessThanOrEqual(CLIENTS)
  expect([...second.seen.keys()]).toEqual(['200 Harbour'])
  expect(second.seen.get('200 Harbour')).toBeGreaterThan(50)
  expect(pidsOf(server)).toHaveLength(WORKERS)
  expect(linesOf(server, 'a worker ended, and another one takes its place')).toHaveLength(2)
  const lines = server.stdout().trim().split('\n')
  for (const line of lines.slice(0, -1)) expect(() => JSON.parse(line)).not.toThrow()
})

test('where no worker can serve the instance ends and says so', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')

  const server = start({ ...environment, PORT: String((taken.address() as AddressInfo).port) })

  expect(await server.ended).toBe(1)
  taken.close()
  expect(server.stderr()).toContain('No process can serve')
  expect(server.stdout()).toContain('EADDRINUSE')
})
