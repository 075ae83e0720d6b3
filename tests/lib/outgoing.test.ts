import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type LookupFunction } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { send } from '../../src/lib/outgoing.ts'
import { connect } from '../../src/lib/outgoing-connection.ts'
import { mayReach, refusalOf } from '../../src/lib/outgoing-target.ts'

const LOOPBACK = ['127.0.0.0/8']
const servers: { close(): unknown }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listen(listener: RequestListener, host = '127.0.0.1') {
  const server = createServer(listener).listen(0, host)
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A name server that gives each of these answers in turn, and the last one for ever. */
function resolving(...answers: string[][]): LookupFunction & { asked: string[] } {
  const asked: string[] = []
  const lookup: LookupFunction = (name, _options, answer) => {
    const addresses = answers[Math.min(asked.push(name), answers.length) - 1] ?? []
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return Object.assign(lookup, { asked })
}

describe('an address that is not public is not reached', () => {
  test.each([
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1'],
    ...[
      '172.31.255.255',
      '192.0.0.1',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.0.1',
      '198.18.0.1',
      '203.0.113.1',
    ],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::7f00:1', '::ffff:127.0.0.1'],
    ...['::ffff:0:7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '100::1', '2001::1', '2001:db8::1'],
    ...['2002:7f00:1::', '3fff::1', '4000::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1'],
    ...['ff02::1', 'not an address', ''],
  ])('%s', (address) => {
    expect(mayReach(address, [])).toBe(false)
  })

  test('unless the operator allows its range, in whatever form it comes', () => {
    expect(mayReach('127.0.0.9', LOOPBACK)).toBe(true)
    expect(mayReach('::ffff:127.0.0.9', LOOPBACK)).toBe(true)
    expect(mayReach('64:ff9b::7f00:9', LOOPBACK)).toBe(true)
    expect(mayReach('10.0.0.1', LOOPBACK)).toBe(false)
    expect(mayReach('fd00::1', ['10.0.0.0/8', 'fd00::1'])).toBe(true)
    expect(mayReach('fd00::2', ['10.0.0.0/8', 'fd00::1'])).toBe(false)
  })

  test.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34', '64:ff9b::5db8:d822'])(
    'and %s is public',
    (address) => {
      expect(mayReach(address, [])).toBe(true)
    },
  )
})

describe('a URL that leads to such an address by itself is refused', () => {
  test.each([
    'http://127.0.0.1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'http://localhost:8080/',
    'http://LOCALHOST./',
    'http://desk.localhost/',
  ])('%s', async (url) => {
    expect(refusalOf(url, [])?.code).toBe('address-refused')
    await expect(send({ url, allow: [] })).rejects.toMatchObject({ code: 'address-refused' })
  })

  test.each([
    'ftp://example.org/',
    'file:///etc/passwd',
    'javascript:1',
    'http://a:b@example.org/',
    '//x',
    '',
  ])('and %s is no URL to ask', async (url) => {
    await expect(send({ url, allow: [] })).rejects.toMatchObject({ code: 'url-refused' })
  })
})

describe('a name', () => {
  test.each([
    ['a private address', [['127.0.0.1']]],
    ['a private one among public ones', [['93.184.216.34', '10.0.0.1']]],
    ['an IPv6 address of this machine', [['::1']]],
  ])('that resolves to %s is not asked', async (_case, answers) => {
    let requests = 0
    const port = await listen((_request, response) => {
      requests++
      response.end()
    })
    const lookup = resolving(...answers)

    const sent = send({ url: `http://trap.example:${port}/`, allow: [], lookup })

    await expect(sent).rejects.toMatchObject({ code: 'address-refused' })
    expect(requests).toBe(0)
    expect(lookup.asked).toEqual(['trap.example'])
  })

  test('is resolved once: a second answer cannot take the place of the judged one', async () => {
    const port = await listen((_request, response) => response.end('ok'))
    const lookup = resolving(['127.0.0.1'], ['10.0.0.1'])
    const allow = ['127.0.0.1/32']
    const url = `http://rebinding.example:${port}/`

    expect((await send({ url, allow, lookup })).status).toBe(200)
    expect(lookup.asked).toHaveLength(1)
    await expect(send({ url, allow, lookup })).rejects.toMatchObject({ code: 'address-refused' })
  })

  test('that nobody knows is told as that', async () => {
    const lookup: LookupFunction = (_name, _options, answer) =>
      answer(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])

    await expect(send({ url: 'http://nobody.example/', allow: [], lookup })).rejects.toMatchObject({
      code: 'name-unknown',
    })
  })
})

test('a connection that is open to such an address is closed before a byte is sent', async () => {
  let bytes = 0
  const server = createTcpServer((socket) => socket.on('data', (chunk) => (bytes += chunk.length)))
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'))

  const connecting = connect(
    new URL(`http://127.0.0.1:${port}/`),
    { allow: [] },
    new AbortController().signal,
  )

  await expect(connecting).rejects.toMatchObject({ code: 'address-refused' })
  await closed
  expect(bytes).toBe(0)
})

describe('send', () => {
  test('sends what it is given and brings back status, headers and body', async () => {
    let seen: unknown
    const port = await listen(async (request, response) => {
      const chunks = []
      for await (const chunk of request) chunks.push(chunk)
      const { method, url, headers } = request
      seen = {
        method,
        url,
        body: Buffer.concat(chunks).toString(),
        host: headers.host,
        own: headers['x-own'],
      }
      response.writeHead(201, { 'x-back': 'yes' }).end('made')
    })

    const answer = await send({
      url: `http://127.0.0.1:${port}/hook?x=1#nothing`,
      method: 'POST',
      headers: { 'x-own': 'a' },
      body: '{"é":1}',
      allow: LOOPBACK,
    })

    expect(seen).toEqual({
      method: 'POST',
      url: '/hook?x=1',
      body: '{"é":1}',
      host: `127.0.0.1:${port}`,
      own: 'a',
    })
    expect(answer).toMatchObject({ status: 201, headers: { 'x-back': 'yes' }, isCut: false })
    expect(answer.body.toString()).toBe('made')
  })

  test('follows no redirect', async () => {
    const asked: string[] = []
    const port = await listen((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(307, { location: '/elsewhere' }).end()
    })

    const { status } = await send({ url: `http://127.0.0.1:${port}/`, allow: LOOPBACK })

    expect({ status, asked }).toEqual({ status: 307, asked: ['/'] })
  })

  test('reads no more of an answer than it was told, and cuts an endless one', async () => {
    const port = await listen((_request, response) => {
      const more = setInterval(() => response.write('x'.repeat(10_000)), 1)
      response.on('close', () => clearInterval(more))
    })

    const { body, isCut } = await send({
      url: `http://127.0.0.1:${port}/`,
      allow: LOOPBACK,
      maxBytes: 65_536,
    })

    expect({ length: body.length, isCut }).toEqual({ length: 65_536, isCut: true })
  })

  test('gives up a server that says nothing, and one that drips, when its time is over', async () => {
    const silent = await listen(() => undefined)
    const dripping = await listen((_request, response) => {
      const more = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(more))
    })

    for (const port of [silent, dripping]) {
      const sent = send({ url: `http://127.0.0.1:${port}/`, allow: LOOPBACK, timeoutMs: 200 })
      await expect(sent).rejects.toMatchObject({ code: 'timeout' })
    }
  })

  test('stops when it is told to', async () => {
    const port = await listen(() => undefined)
    const stopping = new AbortController()
    const sent = send({ url: `http://127.0.0.1:${port}/`, allow: LOOPBACK, signal: stopping.signal })

    stopping.abort()

    await expect(sent).rejects.toMatchObject({ code: 'stopped' })
  })

  test.each([
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n', 'answer-unreadable'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'x: yyyyyyyy\r\n'.repeat(5000)}`, 'answer-unreadable'],
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf', 'connection-failed'],
    ['nothing', '', 'connection-failed'],
  ])('a server that answers with %s fails the request and nothing else', async (_case, bytes, code) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(bytes))
    })
    servers.push(server.listen(0, '127.0.0.1'))
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    await expect(send({ url: `http://127.0.0.1:${port}/`, allow: LOOPBACK })).rejects.toMatchObject({ code })
  })

  test('nobody listens; TLS with somebody who speaks none', async () => {
    const port = await listen((_request, response) => response.end())

    await expect(send({ url: 'http://127.0.0.1:1/', allow: LOOPBACK })).rejects.toMatchObject({
      code: 'connection-failed',
    })
    await expect(send({ url: `https://127.0.0.1:${port}/`, allow: LOOPBACK })).rejects.toMatchObject({
      code: 'tls-failed',
    })
  })
})
