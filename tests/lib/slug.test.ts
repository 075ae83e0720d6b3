import { describe, expect, test } from '@jest/globals'
import { freeSlugs, slugify } from '../../src/lib/slug.ts'

const FORM = /^[a-z0-9]+(-[a-z0-9]+)*$/

describe('slugify', () => {
  test.each([
    ['words', 'Harbour dredging resumes', 'harbour-dredging-resumes'],
    ['punctuation', '  “No deal” — yet… (again)! ', 'no-deal-yet-again'],
    ['apostrophes', 'The mayor’s day: it isn’t over', 'the-mayors-day-it-isnt-over'],
    ['accents, composed and not', 'Café Cafe\u0301', 'cafe-cafe'],
    ['German', 'Straße über die Größe', 'strasse-uber-die-grosse'],
    ['Turkish', 'İstanbul’da ışık', 'istanbulda-isik'],
    ['Polish', 'Łódź', 'lodz'],
    ['Russian', 'Москва слезам не верит', 'moskva-slezam-ne-verit'],
    ['Chinese', '北京欢迎你', 'bei-jing-huan-ying-ni'],
    ['digits', '2020-12-22: 7 ships', '2020-12-22-7-ships'],
    ['symbols that carry words', 'C++ & C#', 'c-c'],
  ])('spells %s', (_what, text, slug) => {
    expect(slugify(text, 'article')).toBe(slug)
  })

  test('spells Arabic', () => {
    expect(slugify('ميناء مرسانا', 'article')).toMatch(/^[a-z]+-[a-z]+$/)
  })

  test.each([
    ['nothing', ''],
    ['emoji only', '🎉🎊'],
    ['punctuation only', '— … !'],
    ['the shape of a UUID', '019360D4-5b1e-7c11-9c3a-6d1f0a3f5b20'],
  ])('falls back for %s, alike for the same and otherwise for another', (_what, text) => {
    const slugs = [text, text, `${text}…`].map((each) => slugify(each, 'article'))

    for (const slug of slugs.slice(0, 2)) expect(slug).toMatch(/^article-[a-z0-9]{8}$/)
    expect(slugs[1]).toBe(slugs[0])
    expect(slugs[2]).not.toBe(slugs[0])
  })

  test.each([
    ['words', 'harbour '.repeat(40), 119],
    ['one word', 'x'.repeat(300), 120],
    ['a short word and a long one', `a ${'x'.repeat(300)}`, 120],
  ])('cuts 300 characters of %s', (_what, text, length) => {
    const slug = slugify(text, 'article')

    expect(slug).toMatch(FORM)
    expect(slug).toHaveLength(length)
  })
})

describe('freeSlugs', () => {
  const firstFree = async (base: string, count: number, isTaken: (slug: string) => boolean = () => false) => {
    const asked: number[] = []
    const candidates = freeSlugs(base, async (slugs) => {
      asked.push(slugs.length)
      return slugs.filter(isTaken)
    })
    const found: string[] = []
    while (found.length < count) found.push((await candidates.next()).value)
    return { found, asked }
  }

  test('numbers from 2, and leaves out what is taken', async () => {
    const taken = new Set(['harbour', 'harbour-3'])

    const { found } = await firstFree('harbour', 3, (slug) => taken.has(slug))

    expect(found).toEqual(['harbour-2', 'harbour-4', 'harbour-5'])
  })

  test('of thousands of equal names asks a few times', async () => {
    const numberOf = (slug: string) => Number(slug.split('-')[1] ?? 1)

    const { found, asked } = await firstFree('harbour', 1, (slug) => numberOf(slug) <= 7000)

    expect(found).toEqual(['harbour-7001'])
    expect(asked.length).toBeLessThan(6)
  })

  test.each([['x'.repeat(120)], [`${'x'.repeat(118)}-y`], [`${'ab-'.repeat(39)}abc`]])(
    'keeps %s within the length and the form',
    async (base) => {
      const { found } = await firstFree(base, 12)

      for (const slug of found) expect(slug).toMatch(FORM)
      expect(Math.max(...found.map((slug) => slug.length))).toBeLessThanOrEqual(120)
      expect(new Set(found).size).toBe(12)
    },
  )
})
