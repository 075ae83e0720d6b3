import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { keepAnswers } from '../../src/http/answers/keep.ts'
import { keepingNewsroom } from '../support/answers.ts'
import { deskOf } from '../support/desk.ts'

const { app, answers, as, db, deafen, editor, reader, statements } = await keepingNewsroom()
const desk = deskOf(editor)

const spoken = async () => ({ speakerId: (await desk.speaker()).id, review: 'confirmed' })

let path = ''
let id = ''
beforeEach(async () => {
  const article = await desk.draft()
  await desk.publish(article.id)
  id = article.id
  path = `/v1/articles/${id}`
  statements.length = 0
})

describe('A public answer', () => {
  test('is made once and then costs no statement, with every header that it had', async () => {
    const made = await reader('GET', path)
    statements.length = 0

    const kept = await reader('GET', path)

    const { 'x-request-id': _first, ...headers } = made.headers
    const { 'x-request-id': own, ...again } = kept.headers
    expect(statements).toEqual([])
    expect(kept.text).toBe(made.text)
    expect({ ...again, date: '' }).toEqual({ ...headers, date: '' })
    expect(own).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('is made once for fifty who ask at the same time', async () => {
    const asked = await Promise.all(Array.from({ length: 50 }, () => reader('GET', path)))

    expect(new Set(asked.map(({ text }) => text)).size).toBe(1)
    expect(asked.every(({ status }) => status === 200)).toBe(true)
    expect(statements).toHaveLength(1)
  })

  test('that changes while it is made is not kept, and who asks after the change gets the new one', async () => {
    const before = reader('GET', path)
    answers.purge([`article:${id}`])
    const after = reader('GET', path)
    await Promise.all([before, after])
    statements.length = 0

    await reader('GET', path)

    expect(statements.length).toBeLessThanOrEqual(1)
  })

  test('of more than a mebibyte is made anew: it would drive out many others', async () => {
    await db.edition.updateMany({ data: { html: `<p>${'word '.repeat(210_000)}</p>` } })
    await reader('GET', path)
    statements.length = 0

    await reader('GET', path)

    expect(statements).toHaveLength(1)
  })

  test('is found whatever the order of the parameters, and apart for other values', async () => {
    await reader('GET', '/v1/articles?limit=5&language=en')
    statements.length = 0

    await reader('GET', '/v1/articles?language=en&limit=5')
    const ofOne = statements.length
    await reader('GET', '/v1/articles?language=en&limit=6')

    expect([ofOne, statements.length]).toEqual([0, 1])
  })

  test('is not modified for who has it, also in a list of tags, and HEAD has its headers', async () => {
    const { headers, bytes } = await reader('GET', path)
    statements.length = 0
    const having = (tag: string) => reader('GET', path, undefined, { 'if-none-match': tag })

    const same = await having(`"other", ${headers.etag}`)
    const other = await having('"other"')
    const head = await reader('HEAD', path)

    expect([same.status, same.text, same.headers.etag]).toEqual([304, '', headers.etag])
    expect(same.headers['cache-control']).toBe(headers['cache-control'])
    expect([same.headers['content-type'], same.headers['content-length']]).toEqual([undefined, undefined])
    expect(other.status).toBe(200)
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', String(bytes.length)])
    expect(statements).toEqual([])
  })

  test('comes compressed as the client wants it, with one entity tag and Vary', async () => {
    const long = await desk.draft({ title: 'Long', body: 'The quay is longer than it was. '.repeat(200) })
    await desk.publish(long.id)
    const wanting = (encoding: string) =>
      app.inject({ url: `/v1/articles/${long.id}`, headers: { 'accept-encoding': encoding } })

    const first = await wanting('br')
    const [br, gzip, plain, refused] = [
      await wanting('gzip;q=0.5, br'),
      await wanting('gzip'),
      await wanting('identity'),
      await wanting('br;q=0, gzip;q=0'),
    ]

    expect([first, br, gzip, plain, refused].map(({ headers }) => headers['content-encoding'])).toEqual([
      ...['br', 'br', 'gzip', undefined, undefined],
    ])
    expect(new Set([first, br, gzip, plain].map(({ headers }) => headers.etag)).size).toBe(1)
    expect([first, br, gzip, plain].map(({ headers }) => headers.vary)).toEqual(
      Array.from({ length: 4 }, () => 'Accept, Accept-Encoding'),
    )
    expect(brotliDecompressSync(first.rawPayload).toString()).toBe(plain.body)
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body)
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body)
    expect(Number(br.headers['content-length'])).toBe(br.rawPayload.length)
  })

  test('is found by what the client accepts where that decides what it is', async () => {
    await desk.quote(id, { segments: [{ exact: 'We will dredge at night,' }], ...(await spoken()) })
    await desk.publish(id)
    const { body } = await reader('GET', `${path}/quotes`)
    const asking = (accept: string) => reader('GET', `/v1/quotes/${body.data[0].id}`, undefined, { accept })
    await asking('application/json')
    await asking('application/ld+json')
    statements.length = 0

    const [json, linked] = [await asking('application/json'), await asking('application/ld+json')]

    expect(json.headers['content-type']).toContain('application/json')
    expect(linked.headers['content-type']).toContain('application/ld+json')
    expect([json.headers.vary, linked.headers.vary]).toEqual([
      'Accept, Accept-Encoding',
      'Accept, Accept-Encoding',
    ])
    expect(statements).toEqual([])
  })

  test('is the same for a key, and a wrong key is refused in front of it', async () => {
    const { text } = await reader('GET', path)

    const keyed = await editor('GET', path)
    const wrong = await as({ authorization: 'Bearer nonsense' })('GET', path)

    expect(keyed.text).toBe(text)
    expect(wrong.status).toBe(401)
  })

  test('is neither kept nor given out while other instances cannot be heard', async () => {
    await reader('GET', path)
    deafen(true)
    statements.length = 0

    await reader('GET', path)
    await reader('GET', path)
    deafen(false)

    expect(statements).toHaveLength(2)
  })
})

describe('Not kept', () => {
  test('are errors and redirects', async () => {
    await desk.change(id, { slug: 'another-harbour' })
    await desk.publish(id)
    const asked = [
      '/v1/articles?limit=0',
      `/v1/articles/${crypto.randomUUID()}`,
      '/v1/articles/by-slug/harbour',
    ]
    for (const url of asked) await reader('GET', url)
    statements.length = 0

    const again = []
    for (const url of asked) again.push((await reader('GET', url)).status)

    expect(again).toEqual([400, 404, 308])
    expect(statements).toHaveLength(2)
  })

  test('is what belongs to the desk, to a receipt or to a captcha', async () => {
    const paths = [`/v1/editorial/articles/${id}`, '/v1/captcha/challenge?kind=pow', '/v1/changes']

    const answered = []
    for (const url of paths) answered.push((await editor('GET', url)).headers['cache-control'])

    expect(answered.every((control) => control?.includes('no-store'))).toBe(true)
  })
})

describe('keepAnswers', () => {
  const answer = (bytes: number, tags: string[] = []) => ({
    body: Buffer.alloc(bytes),
    etag: 'W/"a"',
    headers: [],
    headersOf304: [],
    tags,
    expiresAt: Number.POSITIVE_INFINITY,
    encoded: new Map(),
    route: '/v1/articles/:id',
    rateClass: 'read' as const,
  })

  test('holds no more bytes than it may: what was asked for longest ago goes first', () => {
    const kept = keepAnswers({ bytesMax: 100_000 })
    for (let i = 0; i < 50; i++) {
      kept.begin(String(i))?.settle(answer(10_000, [`article:${i}`]))
      kept.find('0')
    }

    const held = Array.from({ length: 50 }, (_, i) => String(i)).filter((key) => kept.find(key))

    expect(held).toContain('0')
    expect(held).toContain('49')
    expect(held.length).toBeLessThanOrEqual(5)
  })

  test('takes nothing that is larger than the whole', () => {
    const kept = keepAnswers({ bytesMax: 10_000 })

    kept.begin('large')?.settle(answer(20_000))

    expect(kept.find('large')).toBeUndefined()
  })

  test('keeps nothing where nothing may be kept, and yet one answer is enough for all who wait', async () => {
    const kept = keepAnswers({ bytesMax: 0 })
    const load = kept.begin('key')
    const waiting = [kept.running('key')?.wait(), kept.running('key')?.wait()]
    const made = answer(10)

    load?.settle(made)

    expect(load?.isForKeeping).toBe(false)
    expect(await Promise.all(waiting)).toEqual([made, made])
    expect([kept.find('key'), kept.running('key'), kept.counts().entries]).toEqual([undefined, undefined, 0])
  })

  test('keeps no load that began before a purge of what it turned out to name', () => {
    const kept = keepAnswers({ bytesMax: 100_000 })
    const [named, other] = [kept.begin('named'), kept.begin('other')]

    kept.purge(['article:1'])
    named?.settle(answer(10, ['article:1']))
    other?.settle(answer(10, ['article:2']))

    expect([kept.find('named') !== undefined, kept.find('other') !== undefined]).toEqual([false, true])
  })

  test('lets nobody join a load that began before a purge', () => {
    const kept = keepAnswers({ bytesMax: 100_000 })
    kept.begin('key')
    const joined = kept.running('key')

    kept.purge(['article:1'])

    expect(joined).toBeDefined()
    expect(kept.running('key')).toBeUndefined()
  })
})
