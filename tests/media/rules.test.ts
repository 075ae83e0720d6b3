import { describe, expect, test } from '@jest/globals'
import { queueOf } from '../../src/features/media/queue.ts'
import { readRendition, regionAround, sizeOf, spell, widthsOf } from '../../src/features/media/renditions.ts'
import { focusPrint, nameFor } from '../../src/features/media/rules.ts'

describe('an address', () => {
  test.each(['w160.webp', 'w1920.avif', '16x9-w640-9b63aca2.jpg', '1x1-w960-00000000.webp'])(
    '%s is read as it is spelled',
    (text) => {
      const rendition = readRendition(text)
      expect(rendition && spell(rendition)).toBe(text)
    },
  )

  test.each([
    'w161.webp',
    'w160.gif',
    '1x1-w160.webp',
    'w160-9b63aca2.webp',
    '1x1-w160-9B63ACA2.webp',
    'w160.webp ',
    '',
  ])('%s is none', (text) => {
    expect(readRendition(text)).toBeUndefined()
  })
})

describe('a crop', () => {
  const wide = { width: 1400, height: 700 }

  test.each([
    [
      { x: 0.5, y: 0.5 },
      { left: 350, top: 0, width: 700, height: 700 },
    ],
    [
      { x: 0, y: 0 },
      { left: 0, top: 0, width: 700, height: 700 },
    ],
    [
      { x: 1, y: 1 },
      { left: 700, top: 0, width: 700, height: 700 },
    ],
    [
      { x: 0.6, y: 0 },
      { left: 490, top: 0, width: 700, height: 700 },
    ],
  ])('around %j lies inside the image', (focus, region) => {
    expect(regionAround(wide, '1x1', focus)).toEqual(region)
  })

  test.each([
    [1, 1],
    [1, 5000],
    [5000, 1],
    [3, 2],
    [1921, 1081],
  ])('of %i by %i pixels never leaves it', (width, height) => {
    for (const ratio of ['1x1', '4x3', '16x9'] as const) {
      for (const x of [0, 0.33, 1]) {
        const cut = regionAround({ width, height }, ratio, { x, y: x })
        expect(Math.min(cut.left, cut.top)).toBeGreaterThanOrEqual(0)
        expect(Math.min(cut.width, cut.height)).toBeGreaterThanOrEqual(1)
        expect(cut.left + cut.width).toBeLessThanOrEqual(width)
        expect(cut.top + cut.height).toBeLessThanOrEqual(height)
      }
    }
  })

  test('has the widths that the region has', () => {
    expect(widthsOf(wide)).toEqual([160, 320, 640, 960, 1280])
    expect(widthsOf(wide, '1x1')).toEqual([160, 320, 640])
    expect(sizeOf(wide, 640, '16x9')).toEqual({ width: 640, height: 360 })
    expect(sizeOf({ width: 5000, height: 1 }, 160)).toEqual({ width: 160, height: 1 })
  })

  test('without a focal point is the one around the middle', () => {
    expect(focusPrint({ focalX: null, focalY: null })).toBe(focusPrint({ focalX: 0.5, focalY: 0.5 }))
    expect(focusPrint({ focalX: 0.5, focalY: 0.5 })).not.toBe(focusPrint({ focalX: 0.5, focalY: 0.51 }))
  })
})

test('a name is plain and ends with what the file is', () => {
  expect(nameFor('C:\\Photos\\Old Quay.PNG', 'image/jpeg')).toBe('old-quay.jpg')
  expect(nameFor('', 'image/avif')).toMatch(/^image-[a-z0-9]{8}\.avif$/)
  expect(nameFor(`${'x'.repeat(500)}.jpg`, 'image/webp')).toHaveLength(125)
})

describe('a queue', () => {
  test('runs as many at once as it has places, also after one has failed', async () => {
    const inTurn = queueOf(2, 10)
    let running = 0
    let most = 0
    const work = async (i: number) => {
      most = Math.max(most, ++running)
      await new Promise((done) => setTimeout(done, 5))
      running--
      if (i % 3 === 0) throw new Error('failed')
      return i
    }

    const all = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => inTurn(() => work(i))))

    expect(most).toBe(2)
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
    expect(await inTurn(async () => 'last')).toBe('last')
  })

  test('sends away whom it has no room for', async () => {
    const inTurn = queueOf(1, 1)
    let finish = () => {}
    const first = inTurn(
      () =>
        new Promise<void>((done) => {
          finish = done
        }),
    )
    const second = inTurn(async () => 'second')

    await expect(inTurn(async () => 'third')).rejects.toMatchObject({ statusCode: 503 })
    finish()
    await first
    expect(await second).toBe('second')
  })
})
