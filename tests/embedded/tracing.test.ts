import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { pino } from 'pino'
import { STEPS } from '../../src/lib/steps.ts'
import { openTracing } from '../../src/start/tracing.ts'
import { aCollector } from '../support/collector.ts'
import { temporaryFolder } from '../support/folder.ts'
import { ADMIN_KEY, callerOf } from '../support/instances.ts'
import { startServer } from '../support/server.ts'

jest.setTimeout(180_000)

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const PARENT = 'b7ad6b7169203331'
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`
const home = temporaryFolder()
const collector = await aCollector()
const { spans } = collector
const received: IncomingHttpHeaders[] = []
const receiver = createServer((request, response) => {
  received.push(request.headers)
  response.end()
})
let log = ''

/** A server with traces, asked this and that and stopped. */
beforeAll(async () => {
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const server = startServer(
    {
      ...{ DATA_DIR: home, ADMIN_KEY, OUTGOING_ALLOW: '127.0.0.0/8', OTEL_SERVICE_NAME: 'courier' },
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    },
    home,
  )
  const address = await server.ready()
  const admin = callerOf(address)
  const { port } = receiver.address() as AddressInfo
  await admin('POST', '/v1/admin/webhook-endpoints', {
    url: `http://127.0.0.1:${port}/hook?token=secret`,
    types: ['tag.created'],
  })
  // The first is made, and the last comes from memory.
  for (let turn = 0; turn < 4; turn++) {
    await (await fetch(`${address}/v1/articles?limit=3`, { headers: { traceparent: TRACEPARENT } })).text()
  }
  await admin('POST', '/v1/editorial/tags', { name: 'Ferries of nobody' })
  await fetch(`${address}/healthz`)
  for (let waited = 0; received.length === 0 && waited < 30_000; waited += 100) await sleep(100)
  await server.stop('SIGINT')
  log = server.stdout()
})
afterAll(() => {
  collector.close()
  receiver.close()
})

const named = (name: string) => spans.filter((span) => span.name === name)
const childrenOf = ({ spanId }: { spanId: string }) =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId)

test('a request is a span that continues the caller’s trace, with its statements under it', () => {
  const [request] = named('GET /v1/articles')

  expect(request).toMatchObject({
    ...{ traceId: TRACE, parentSpanId: PARENT, service: 'courier' },
    attributes: { 'http.route': '/v1/articles', 'http.response.status_code': 200 },
  })
  expect(
    childrenOf(request ?? { spanId: '' }).map(({ attributes }) => attributes['db.system.name']),
  ).toContain('postgresql')
})

test('an answer out of memory is a span without statements', () => {
  const [kept] = spans.filter(({ name, traceId }) => name === 'GET' && traceId === TRACE)

  expect(kept?.attributes['http.response.status_code']).toBe(200)
  expect(childrenOf(kept ?? { spanId: '' })).toEqual([])
})

test('what a writing request does behind its body belongs to it, and no value is told', () => {
  const [request] = named('POST /v1/editorial/tags')

  const statements = childrenOf(request ?? { spanId: '' })
  expect(statements.map(({ name }) => name)).toEqual(expect.arrayContaining(['INSERT tag', 'INSERT event']))
  expect(JSON.stringify(spans)).not.toMatch(/of nobody|token=secret|vb_testtest/)
})

test('a webhook is a span of the job that sends it, and its receiver is told the trace', () => {
  const [outgoing] = spans.filter(({ name, kind }) => name === 'POST' && kind === 3)
  const job = spans.find(({ spanId }) => spanId === outgoing?.parentSpanId)

  expect(job?.name).toMatch(/^job .*webhooks/)
  expect(received[0]?.traceparent).toBe(`00-${outgoing?.traceId}-${outgoing?.spanId}-01`)
})

test('the log names the trace of a request; probes are followed by nobody', () => {
  expect(log).toContain(`"traceId":"${TRACE}"`)
  expect(spans.filter(({ name }) => name.includes('healthz'))).toEqual([])
})

test('where no traces are wanted nobody listens', async () => {
  expect(await openTracing({ traces: undefined }, pino({ level: 'silent' }))).toBeUndefined()
  expect(STEPS.start.hasSubscribers).toBe(false)
})
