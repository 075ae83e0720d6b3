import { readdir } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import { mintKey } from '../../src/features/keys/rules.ts'
import { diskFiles } from '../../src/storage/disk.ts'
import { temporaryFolder } from '../support/folder.ts'
import { colourAt, FORM, formOf, jpegOf, pathOf, photo, picture, send, upload } from '../support/images.ts'
import { newsroom } from '../support/newsroom.ts'

const directory = temporaryFolder()
const { admin, app, as, db, moderator, reader, writer } = await newsroom({}, diskFiles(directory))
const URL = '/v1/editorial/media'
const { key, prefix, secretHash } = mintKey()
const KEY = { prefix, secretHash }
const headers = { authorization: `Bearer ${key}` }
const kept = () => readdir(directory)

describe('POST /v1/editorial/media', () => {
  test('takes a form, says where the image lives, and notes it in the log', async () => {
    const file = await jpegOf()
    const fields: [string, string][] = [
      ['alt', 'A quay'],
      ['caption', 'The quay\nat night'],
      ['credit', 'Ines Marlow'],
      ['focalX', '0.25'],
      ['focalY', '1'],
    ]

    const sent = await send(writer, { file, fields })

    expect(sent.status).toBe(201)
    const { id } = sent.body
    expect(sent.headers).toMatchObject({ etag: '"1"', location: `${URL}/${id}` })
    expect(sent.body).toMatchObject({
      name: 'harbour-at-night.jpg',
      url: `http://127.0.0.1:3000/media/${id}/harbour-at-night.jpg`,
      mediaType: 'image/jpeg',
      width: 400,
      height: 200,
      alt: 'A quay',
      caption: 'The quay\nat night',
      credit: 'Ines Marlow',
      rights: null,
      focalPoint: { x: 0.25, y: 1 },
      createdBy: 'Test writer',
      usedBy: { count: 0, data: [] },
    })
    expect((await writer('GET', String(sent.headers.location))).body).toEqual(sent.body)
    const events = await db.event.findMany({ where: { subjectId: id } })
    expect(events).toMatchObject([{ type: 'media.created', position: null, version: 1 }])
  })

  test.each(['image/jpeg', 'application/octet-stream', 'IMAGE/PNG'])(
    'takes the bytes themselves, called %s or not',
    async (type) => {
      const sent = await writer('POST', `${URL}?name=The+Old+Quay`, await jpegOf(), { 'content-type': type })

      if (type === 'application/octet-stream') expect(sent.status).toBe(415)
      else expect(sent.body).toMatchObject({ name: 'the-old-quay.jpg', mediaType: 'image/jpeg', alt: null })
    },
  )

  test.each([
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['gif', 'image/gif'],
    ['avif', 'image/avif'],
  ] as const)('goes by the content: a %s is one, whatever it is called', async (format, mediaType) => {
    const file = await picture().toFormat(format).toBuffer()

    const sent = await send(writer, { file, filename: 'shot.jpg' })
    const served = await app.inject(pathOf(sent.body.url))

    expect(sent.body).toMatchObject({ mediaType, name: `shot.${format}`, width: 400, height: 200 })
    expect(served.headers['content-type']).toBe(mediaType)
    expect(served.rawPayload).toHaveLength(sent.body.bytes)
    const { format: found } = await sharp(served.rawPayload).metadata()
    expect(found).toBe(format === 'avif' ? 'heif' : format)
  })

  test('takes the form of a browser over a real connection', async () => {
    await db.apiKey.create({
      data: { ...KEY, label: 'A desk', scopes: ['content:write'], createdBy: 'Test' },
    })
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const form = new FormData()
    form.set('alt', 'Гавань')
    form.set('file', new File([new Uint8Array(await jpegOf({ width: 3000, height: 2000 }))], 'Quay.jpeg'))

    const answer = await fetch(`${address}${URL}`, { method: 'POST', body: form, headers })

    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ name: 'quay.jpg', alt: 'Гавань', width: 3000 })
  })

  test('keeps every frame of an animation', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0'].map((background) =>
        sharp({ create: { width: 20, height: 10, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const file = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 300], loop: 0 })
      .toBuffer()

    const sent = await send(writer, { file })
    const served = await app.inject(pathOf(sent.body.url))

    expect(sent.body).toMatchObject({ width: 20, height: 10, mediaType: 'image/gif' })
    expect(await sharp(served.rawPayload, { animated: true }).metadata()).toMatchObject({
      pages: 2,
      delay: [100, 300],
    })
  })

  test('keeps what one sees, upright, and nothing else of the file', async () => {
    const file = Buffer.concat([await photo(), Buffer.from('PK\u0003\u0004<script>hidden</script>')])
    expect((await sharp(file).metadata()).exif?.toString('latin1')).toContain('A secret')

    const sent = await send(writer, { file })
    const { rawPayload } = await app.inject(pathOf(sent.body.url))

    const { exif, xmp, iptc, orientation, width, height } = await sharp(rawPayload).metadata()
    expect(sent.body).toMatchObject({ width: 200, height: 400 })
    expect({ exif, xmp, iptc, orientation, width, height }).toEqual({ width: 200, height: 400 })
    expect(rawPayload.includes('hidden')).toBe(false)
    expect(rawPayload.includes('secret')).toBe(false)
    // Turned clockwise: what was at the bottom left is at the top left.
    expect([await colourAt(rawPayload, 0.25, 0.25), await colourAt(rawPayload, 0.75, 0.25)]).toEqual([
      'w',
      'r',
    ])
  })

  test('the same image twice is two images', async () => {
    const [one, two] = [await upload(writer), await upload(writer)]

    expect(one.id).not.toBe(two.id)
    expect(one.sha256).toBe(two.sha256)
  })

  test('the same Idempotency-Key adds one, and keeps one file', async () => {
    const file = await jpegOf()
    const before = (await kept()).length

    const first = await send(writer, { file }, { 'idempotency-key': 'k1' })
    const again = await send(writer, { file }, { 'idempotency-key': 'k1' })
    const other = await send(writer, { file: await jpegOf({ width: 10 }) }, { 'idempotency-key': 'k1' })

    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
    expect(await db.media.count()).toBe(1)
    expect(await kept()).toHaveLength(before + 1)
  })
})

describe('a file that is refused', () => {
  const SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

  test.each<[string, string | Buffer, RegExp]>([
    ['HTML called an image', '<!doctype html><script>alert(1)</script>', /must be a JPEG/],
    ['SVG', SVG, /SVG is not taken, since it can hold scripts/],
    ['text', 'hello', /must be a JPEG/],
    ['PDF', '%PDF-1.7\n', /must be a JPEG/],
  ])('415 for %s', async (_case, file, detail) => {
    const form = await send(writer, { file: Buffer.from(file), filename: 'quay.png', type: 'image/png' })
    const raw = await writer('POST', URL, Buffer.from(file), { 'content-type': 'image/png' })

    for (const refused of [form, raw]) {
      expect(refused.body).toMatchObject({ status: 415, code: 'unsupported-media-type' })
      expect(refused.body.detail).toMatch(detail)
    }
    expect(await db.media.count()).toBe(0)
  })

  test('415 for TIFF', async () => {
    const file = await picture().tiff().toBuffer()

    expect((await send(writer, { file })).status).toBe(415)
  })

  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)(
    '422 for a %s that was cut off',
    async (format) => {
      const whole = await picture().toFormat(format).toBuffer()
      const before = await kept()

      const refused = await send(writer, { file: whole.subarray(0, Math.floor(whole.length * 0.7)) })

      expect(refused.body).toMatchObject({
        status: 422,
        code: 'unprocessable',
        errors: [{ pointer: '/file', code: 'corrupt' }],
      })
      expect(await kept()).toEqual(before)
    },
  )

  test('422 for more than a hundred megapixels, however few bytes', async () => {
    const file = await sharp({ create: { width: 10_001, height: 10_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(file.length).toBeLessThan(900_000)

    const refused = await send(writer, { file })

    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/file', code: 'pixels' }] })
  })

  test('400 for an empty one', async () => {
    const form = await send(writer, { file: Buffer.alloc(0) })
    const raw = await writer('POST', URL, Buffer.alloc(0), { 'content-type': 'image/png' })

    expect(form.body).toMatchObject({ status: 400, errors: [{ pointer: '/file', code: 'empty' }] })
    expect(raw.body).toMatchObject({ status: 400, errors: [{ pointer: '/file', code: 'empty' }] })
  })

  test('422 for an AVIF of more than twenty-five', async () => {
    const file = await sharp({ create: { width: 5100, height: 5000, channels: 3, background: '#000' } })
      .avif({ effort: 0 })
      .toBuffer()

    const refused = await send(writer, { file })

    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/file', code: 'pixels' }] })
  })

  test('413 for more bytes than are taken', async () => {
    const file = Buffer.concat([await jpegOf(), Buffer.alloc(1_000_000)])

    expect((await send(writer, { file })).body).toMatchObject({ status: 413, code: 'payload-too-large' })
    expect((await writer('POST', URL, file, { 'content-type': 'image/jpeg' })).status).toBe(413)
  })
})

describe('a form that is refused', () => {
  test.each<[string, [string, string | Buffer][], string]>([
    ['an unknown field', [['title', 'x']], '/title'],
    ['an empty text', [['alt', '']], '/alt'],
    ['a text of two lines', [['alt', 'a\nb']], '/alt'],
    ['a text that is too long', [['credit', 'x'.repeat(301)]], '/credit'],
    ['a text of a megabyte', [['caption', 'x'.repeat(900_000)]], '/caption'],
    ['a NUL', [['caption', 'a\u0000b']], '/caption'],
    ['what is not UTF-8', [['alt', Buffer.from([0x61, 0xff])]], '/alt'],
    [
      'a field twice',
      [
        ['alt', 'a'],
        ['alt', 'b'],
      ],
      '/alt',
    ],
    ['half a focal point', [['focalX', '0.5']], '/focalY'],
    ['the other half', [['focalY', '0.5']], '/focalX'],
    [
      'a focal point outside',
      [
        ['focalX', '1.01'],
        ['focalY', '0'],
      ],
      '/focalX',
    ],
    [
      'a focal point before',
      [
        ['focalX', '-0.1'],
        ['focalY', '0'],
      ],
      '/focalX',
    ],
    [
      'a number in another notation',
      [
        ['focalX', '5e-1'],
        ['focalY', '0'],
      ],
      '/focalX',
    ],
    [
      'hexadecimal digits',
      [
        ['focalX', '0x1'],
        ['focalY', '0'],
      ],
      '/focalX',
    ],
    [
      'not a number',
      [
        ['focalX', 'NaN'],
        ['focalY', '0'],
      ],
      '/focalX',
    ],
    ['a file that is a text', [['file', 'x']], '/file'],
  ])('400 for %s', async (_case, fields, pointer) => {
    const isFile = pointer === '/file'

    const refused = await send(writer, { ...(!isFile && { file: await jpegOf() }), fields })

    expect(refused.body).toMatchObject({ status: 400, code: 'validation' })
    expect(refused.body.errors[0].pointer).toBe(pointer)
    expect(await db.media.count()).toBe(0)
  })

  test('400 without a file, and for what is no form', async () => {
    const broken = [
      formOf({}),
      Buffer.from('--a-boundary\r\nrubbish'),
      Buffer.from('rubbish'),
      formOf({ file: await jpegOf() }).subarray(0, 300),
    ]

    for (const body of broken) expect((await writer('POST', URL, body, FORM)).status).toBe(400)
    const noBoundary = { 'content-type': 'multipart/form-data' }
    expect((await writer('POST', URL, formOf({}), noBoundary)).status).toBe(400)
  })

  test.each(['__proto__', 'constructor', 'toString'])('400 for a field called %s', async (name) => {
    const refused = await send(writer, { file: await jpegOf(), fields: [[name, 'x']] })

    expect(refused.status).toBe(400)
  })

  test('413 for more parts than a form has', async () => {
    const fields = Array.from({ length: 20 }, (_, i): [string, string] => [`f${i}`, 'x'])

    expect((await send(writer, { file: await jpegOf(), fields })).status).toBe(413)
  })

  test.each(['application/json', 'text/plain', 'image/svg+xml', 'image/tiff'])('415 for %s', async (type) => {
    const refused = await writer('POST', URL, Buffer.from('{}'), { 'content-type': type })

    expect(refused.body).toMatchObject({ status: 415, code: 'unsupported-media-type' })
    expect(refused.headers.accept).toContain('multipart/form-data')
  })

  test.each(['name=', 'name=a&name=b', 'title=x', 'name=%00'])('400 for ?%s', async (query) => {
    expect(
      (await writer('POST', `${URL}?${query}`, await jpegOf(), { 'content-type': 'image/jpeg' })).status,
    ).toBe(400)
  })
})

test.each([
  ['../../etc/passwd', 'passwd.jpg'],
  ['C:\\Users\\mara\\Quay (1).jpeg', 'quay-1.jpg'],
  ['Гавань ночью.jpg', 'gavan-nochyu.jpg'],
  ['.htaccess', /^image-[a-z0-9]{8}\.jpg$/],
  ['😀.png', /^image-[a-z0-9]{8}\.jpg$/],
  ['x.tar.gz', 'x-tar.jpg'],
])('a file called %s is kept under a plain name', async (filename, name) => {
  const { name: given } = await upload(writer, { filename: filename.replaceAll('\\', '\\\\') })

  expect(given).toEqual(typeof name === 'string' ? name : expect.stringMatching(name))
})

test.each([
  ['nobody', () => reader, 401],
  ['a moderator', () => moderator, 403],
  ['a wrong key', () => as({ authorization: 'Bearer vb_aaaaaaaa_x' }), 401],
  ['an administrator', () => admin, 201],
])('%s', async (_who, who, status) => {
  expect((await send(who(), { file: await jpegOf() })).status).toBe(status)
})
