import { buffer } from 'node:stream/consumers'
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { s3Files } from '../../src/storage/s3.ts'
import { aBucket } from '../support/bucket.ts'
import { UNKNOWN } from '../support/desk.ts'
import { jpegOf, pathOf, send, upload } from '../support/images.ts'
import { newsroom } from '../support/newsroom.ts'

const bucket = await aBucket()
afterAll(bucket.close)
const files = s3Files(bucket.settings)
const { app, db, reader, warnings, writer } = await newsroom({}, files)
beforeEach(() => {
  bucket.state.isBroken = false
  bucket.objects.clear()
})

describe('images in a bucket', () => {
  test('are put there, served from there, and gone from there', async () => {
    const { id, url, sizes, bytes } = await upload(writer)
    const original = await app.inject(pathOf(url))
    const small = await app.inject(pathOf(sizes[0].url))
    const again = await app.inject(pathOf(sizes[0].url))

    expect([...bucket.objects.keys()]).toEqual([`${id}/original.jpg`, `${id}/w160.webp`])
    expect(bucket.objects.get(`${id}/original.jpg`)?.type).toBe('image/jpeg')
    expect(original.rawPayload).toHaveLength(bytes)
    expect(original.headers['content-length']).toBe(String(bytes))
    expect(again.rawPayload.equals(small.rawPayload)).toBe(true)

    await files.put(`${id}/w320.webp`, Buffer.from('a third'), 'image/webp')
    await writer('DELETE', `/v1/editorial/media/${id}`, undefined, { 'if-match': '"1"' })
    for (let i = 0; i < 200 && bucket.objects.size > 0; i++) await new Promise((done) => setTimeout(done, 10))
    expect(bucket.objects.size).toBe(0)
  })

  test('503 with Retry-After while the bucket fails, and nothing is half done', async () => {
    const { url } = await upload(writer)
    bucket.state.isBroken = true

    const refused = await send(writer, { file: await jpegOf() })
    const unread = await reader('GET', pathOf(url))

    for (const answer of [refused, unread]) {
      expect(answer.body).toMatchObject({ status: 503, code: 'unavailable' })
      expect(answer.headers['retry-after']).toBe('2')
    }
    expect(await db.media.count()).toBe(1)
    bucket.state.isBroken = false
    expect((await app.inject(pathOf(url))).statusCode).toBe(200)
  })

  test('an image that was deleted while the bucket failed is deleted, and its file waits for the job', async () => {
    const { id, url } = await upload(writer)
    bucket.state.isBroken = true

    const removed = await writer('DELETE', `/v1/editorial/media/${id}`, undefined, { 'if-match': '"1"' })

    expect(removed.status).toBe(204)
    expect((await reader('GET', pathOf(url))).status).toBe(404)
    for (let i = 0; i < 200 && warnings.length === 0; i++) await new Promise((done) => setTimeout(done, 10))
    expect(warnings.join()).toContain('files were left')
    expect(bucket.objects.size).toBe(1)
  })
})

test('a wrong secret, another bucket and a dead server are a storage that does not answer', async () => {
  const key = `${UNKNOWN}/original.jpg`
  const wrong = [
    { ...bucket.settings, secretAccessKey: 'another' },
    { ...bucket.settings, region: 'elsewhere' },
    { ...bucket.settings, bucket: 'other' },
    { ...bucket.settings, endpoint: 'http://127.0.0.1:1' },
  ]

  for (const settings of wrong) {
    const put = s3Files(settings).put(key, Buffer.from('x'), 'image/jpeg')
    await expect(put).rejects.toMatchObject({ code: 'unavailable' })
  }
  expect(bucket.objects.size).toBe(0)
})

test('what is not there is nothing, and removing it does nothing', async () => {
  expect(await files.open(`${UNKNOWN}/original.jpg`)).toBeUndefined()
  await files.removeFolder(UNKNOWN)

  await files.put(`${UNKNOWN}/original.jpg`, Buffer.from('x'), 'image/jpeg')
  const stored = await files.open(`${UNKNOWN}/original.jpg`)

  expect(stored?.bytes).toBe(1)
  expect(stored && (await buffer(stored.stream)).toString()).toBe('x')
})
