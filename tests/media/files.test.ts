import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import { diskFiles } from '../../src/storage/disk.ts'
import type { Files } from '../../src/storage/files.ts'
import { UNKNOWN } from '../support/desk.ts'
import { temporaryFolder } from '../support/folder.ts'
import { colourAt, jpegOf, pathOf, upload } from '../support/images.ts'
import { newsroom } from '../support/newsroom.ts'

const directory = temporaryFolder()
const disk = diskFiles(directory)
const written: string[] = []
const files: Files = {
  ...disk,
  put: async (key, ...rest) => {
    written.push(key)
    await disk.put(key, ...rest)
  },
}
const { app, as, editor, reader, statements, writer } = await newsroom({}, files)

const large = async () =>
  upload(writer, { file: await jpegOf({ width: 1400, height: 700 }), filename: 'quay.jpg' })
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

describe('GET /media/{id}/{name}', () => {
  test('serves the original for ever, to everybody, as what it is', async () => {
    const { url, bytes } = await upload(writer)

    statements.length = 0
    const { statusCode, headers, rawPayload } = await get(pathOf(url))

    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    })
    expect(rawPayload).toHaveLength(bytes)
    expect(headers.etag).toMatch(/^"[^"]+"$/)
    expect(headers['cache-tag']).toMatch(/^media:[0-9a-f-]{36}$/)
    expect(statements).toHaveLength(1)
  })

  test('serves every size that the image names, and each in three formats', async () => {
    const { sizes } = await large()

    expect(sizes.map(({ width }: { width: number }) => width)).toEqual([160, 320, 640, 960, 1280])
    for (const { url, width, height } of sizes) {
      const { headers, rawPayload } = await get(pathOf(url))
      expect(headers['content-type']).toBe('image/webp')
      expect(await sharp(rawPayload).metadata()).toMatchObject({ format: 'webp', width, height })
    }
    const small = pathOf(sizes[0].url)
    const formats = [
      ['jpg', 'image/jpeg'],
      ['avif', 'image/avif'],
    ] as const
    for (const [extension, type] of formats) {
      const { statusCode, headers, rawPayload } = await get(small.replace('.webp', `.${extension}`))
      expect([statusCode, headers['content-type']]).toEqual([200, type])
      expect(headers['content-length']).toBe(String(rawPayload.length))
      expect(await sharp(rawPayload).metadata()).toMatchObject({ width: 160, height: 80 })
    }
  })

  test('cuts to a ratio around the focal point, and has another address for another one', async () => {
    const { id, crops } = await large()
    const left = (
      await writer(
        'PATCH',
        `/v1/editorial/media/${id}`,
        { focalPoint: { x: 0, y: 0.5 } },
        { 'if-match': '"1"' },
      )
    ).body.crops
    const right = (
      await writer(
        'PATCH',
        `/v1/editorial/media/${id}`,
        { focalPoint: { x: 1, y: 0.5 } },
        { 'if-match': '"2"' },
      )
    ).body.crops

    expect(crops.map(({ ratio, width, height }: Record<string, unknown>) => [ratio, width, height])).toEqual([
      ['1x1', 640, 640],
      ['4x3', 640, 480],
      ['16x9', 960, 540],
    ])
    expect(new Set([crops, left, right].map(([square]) => square.url)).size).toBe(3)
    const { rawPayload } = await get(pathOf(right[0].url))
    expect(await sharp(rawPayload).metadata()).toMatchObject({ width: 640, height: 640 })
    // Of the quarters red, green, white, blue, the right half.
    expect([await colourAt(rawPayload, 0.25, 0.25), await colourAt(rawPayload, 0.25, 0.75)]).toEqual([
      'g',
      'b',
    ])
    // Never made while it was current, so never made.
    expect((await get(pathOf(left[0].url))).statusCode).toBe(404)
  })

  test('a crop that was made stays where it is when the focal point moves', async () => {
    const { id, crops } = await large()
    const before = await get(pathOf(crops[0].url))
    await writer('PATCH', `/v1/editorial/media/${id}`, { focalPoint: { x: 0, y: 0 } }, { 'if-match': '"1"' })

    const after = await get(pathOf(crops[0].url))

    expect(after.rawPayload.equals(before.rawPayload)).toBe(true)
  })

  test('follows its new name once it has one', async () => {
    const { id, url } = await upload(writer)
    await writer('PATCH', `/v1/editorial/media/${id}`, { name: 'old-quay.jpg' }, { 'if-match': '"1"' })

    expect((await get(pathOf(url))).statusCode).toBe(404)
    expect((await get(`/media/${id}/old-quay.jpg`)).statusCode).toBe(200)
    expect((await get(`/media/${id}/old-quay-w160.webp`)).statusCode).toBe(200)
  })

  test('an image that is smaller than every size has its original alone', async () => {
    const { id, url, sizes, crops } = await upload(writer, { file: await jpegOf({ width: 100, height: 80 }) })

    expect([sizes, crops]).toEqual([[], []])
    expect((await get(pathOf(url))).statusCode).toBe(200)
    expect((await get(`/media/${id}/harbour-at-night-w160.webp`)).statusCode).toBe(404)
  })

  test('answers 304 to whom has it, and HEAD without the bytes', async () => {
    const { url, sizes } = await upload(writer)

    for (const path of [pathOf(url), pathOf(sizes[0].url)]) {
      const full = await get(path)
      const etag = String(full.headers.etag)
      const again = await get(path, { 'if-none-match': `"x", ${etag}`, 'cache-control': 'no-cache' })
      const other = await get(path, { 'if-none-match': '"x"' })
      const head = await app.inject({ method: 'HEAD', url: path })

      expect([again.statusCode, again.rawPayload.length, again.headers.etag]).toEqual([304, 0, etag])
      expect(again.headers['cache-control']).toContain('immutable')
      expect(other.statusCode).toBe(200)
      expect([head.statusCode, head.rawPayload.length]).toEqual([200, 0])
      expect(head.headers).toMatchObject({ etag, 'content-length': full.headers['content-length'] })
    }
  })

  test('a size that twenty ask for at once is made once, and then read', async () => {
    const { id, sizes } = await large()
    written.length = 0

    const all = await Promise.all(Array.from({ length: 20 }, () => get(pathOf(sizes[2].url))))
    const later = await get(pathOf(sizes[2].url))

    expect(new Set(all.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    expect(written).toEqual([`${id}/w640.webp`])
    for (const { rawPayload } of all) expect(rawPayload.equals(later.rawPayload)).toBe(true)
  })

  test('makes many sizes at once, a few at a time', async () => {
    const { sizes, crops } = await large()
    const urls = [...sizes, ...crops].flatMap(({ url }) => [
      pathOf(url),
      pathOf(url).replace('.webp', '.jpg'),
    ])

    const all = await Promise.all(urls.map((url) => get(url)))

    expect(all.map(({ statusCode }) => statusCode)).toEqual(urls.map(() => 200))
  })

  test('404 for every other name, in the same words as for an unknown image', async () => {
    const { id, crops } = await large()
    const print = /-([0-9a-f]{8})\.webp$/.exec(crops[0].url)?.[1]
    const wrong = [
      'quay.png',
      'quay',
      'Quay.jpg',
      'quay.JPG',
      'quay.jpg.webp',
      'other.jpg',
      'other-w160.webp',
      'quay-w161.webp',
      'quay-w1920.webp',
      'quay-w0160.webp',
      'quay-w160.gif',
      'quay-w160.png',
      'quay-w160',
      'quay-160.webp',
      'quay-w160-w320.webp',
      `quay-w160-${print}.webp`,
      'quay-1x1-w160.webp',
      'quay-1x1-w160-00000000.webp',
      `quay-2x1-w160-${print}.webp`,
      `quay-1x1-w960-${print}.webp`,
      'original.jpg',
      'w160.webp',
      '..',
      '.',
      '..%2foriginal.jpg',
      '..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e',
      'quay.jpg%2f..',
      '..%5cquay.jpg',
      'quay.jpg%20',
    ]

    for (const name of wrong)
      expect([name, (await get(`/media/${id}/${name}`)).statusCode]).toEqual([name, 404])
    for (const other of [UNKNOWN, 'x', '..%2f..', id.replace('-', '')]) {
      const answer = await reader('GET', `/media/${other}/quay.jpg`)
      expect(answer.body).toMatchObject({ status: 404, code: 'not-found' })
      expect(answer.headers['cache-control']).toBe('no-store')
    }
    expect(readdirSync(join(directory, id))).toEqual(['original.jpg'])
  })

  test.each(['%00', '?v=1', '?w=640'])('400 for %s', async (ending) => {
    const { url } = await upload(writer)

    expect((await get(`${pathOf(url)}${ending}`)).statusCode).toBe(400)
  })

  test('401 for a wrong key, as all of delivery; any other method is 405', async () => {
    const { url } = await upload(writer)

    expect((await as({ authorization: 'Bearer vb_aaaaaaaa_x' })('GET', pathOf(url))).status).toBe(401)
    expect((await editor('DELETE', pathOf(url))).status).toBe(405)
  })

  test('404 when the file is lost', async () => {
    const { id, url, sizes } = await upload(writer)
    await disk.removeFolder(id)

    expect((await get(pathOf(url))).statusCode).toBe(404)
    expect((await get(pathOf(sizes[0].url))).statusCode).toBe(404)
  })
})

describe('a disk that fails', () => {
  test('is a storage that does not answer', async () => {
    const blocked = join(directory, 'a-file')
    writeFileSync(blocked, '')
    const failing = diskFiles(blocked)

    await expect(
      failing.put(`${UNKNOWN}/original.jpg`, Buffer.from('x'), 'image/jpeg'),
    ).rejects.toMatchObject({ statusCode: 503 })
    await expect(failing.open(`${UNKNOWN}/original.jpg`)).rejects.toMatchObject({ statusCode: 503 })
  })

  test.each([
    '../x/original.jpg',
    `${UNKNOWN}/../x.jpg`,
    `${UNKNOWN}/a/b.jpg`,
    `${UNKNOWN}/x`,
    'original.jpg',
  ])('a key like %s reaches no disk', async (key) => {
    await expect(disk.open(key)).rejects.toThrow()
    await expect((async () => disk.put(key, Buffer.from('x'), 'image/jpeg'))()).rejects.toThrow()
  })

  test('a folder that is no id is never removed', async () => {
    await expect(disk.removeFolder('..')).rejects.toThrow('must be an id')
    await expect(disk.removeFolder('')).rejects.toThrow('must be an id')
    expect(existsSync(directory)).toBe(true)
  })
})
