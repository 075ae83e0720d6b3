import { beforeEach, describe, expect, test } from '@jest/globals'
import { anEdition } from './support/editions.ts'
import { newsroom } from './support/newsroom.ts'

const { db, reader } = await newsroom()

/** What an article has of each filter. */
interface Story {
  id: string
  has: Record<string, string[]>
}
let stories: Story[] = []

/** Newest first: fourteen articles that share tags, authors, speakers and sections in every way. */
beforeEach(async () => {
  const stamp = { updatedBy: 'Test' }
  const terms = ['a', 'b', 'c'].map((slug) => ({ slug, name: slug, ...stamp }))
  await db.tag.createMany({ data: terms })
  await db.author.createMany({ data: terms })
  await db.section.createMany({ data: terms })
  await db.speaker.createMany({ data: terms.map((term) => ({ ...term, kind: 'person' as const })) })
  const idsOf = async (find: Promise<{ id: string; slug: string }[]>) =>
    new Map((await find).map(({ id, slug }) => [slug, id]))
  const [tags, authors, sections, speakers] = await Promise.all([
    idsOf(db.tag.findMany()),
    idsOf(db.author.findMany()),
    idsOf(db.section.findMany()),
    idsOf(db.speaker.findMany()),
  ])
  stories = []
  for (let n = 0; n < 14; n++) {
    const some = (bits: number) => ['a', 'b', 'c'].filter((_, bit) => bits & (1 << bit))
    const has = {
      ...{
        tag: some(n),
        author: some(n >> 1),
        section: ['a', 'b', 'c'].slice(n % 3, (n % 3) + 1),
        speaker: some(n * 5),
      },
      ...{ kind: ['news'], language: ['en'] },
    }
    const ids = (from: Map<string, string>, slugs: readonly string[]) =>
      slugs.map((slug) => from.get(slug) ?? '')
    const said = ids(speakers, has.speaker)
    const { id } = await anEdition(db, {
      from: -60 - n,
      tags: ids(tags, has.tag),
      authors: ids(authors, has.author),
      section: ids(sections, has.section)[0] ?? '',
      // Whoever is quoted is quoted twice.
      quotes: [...said, ...said].map((speaker) => ({ speaker })),
    })
    stories.push({ id, has })
  }
})

/** What a query should find, told by the stories themselves. */
function expected(query: Record<string, string>): string[] {
  const isMeant = ({ has }: Story) =>
    Object.entries(query).every(([name, value]) => value.split(',').some((each) => has[name]?.includes(each)))
  return stories.filter(isMeant).map(({ id }) => id)
}

/** The ids of all pages, three at a time. */
async function walk(query: Record<string, string>): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = null; ; ) {
    const parameters = new URLSearchParams({ ...query, limit: '3', ...(cursor && { cursor }) })
    const { status, body } = await reader('GET', `/v1/articles?${parameters}`)
    expect(status).toBe(200)
    ids.push(...body.data.map(({ id }: { id: string }) => id))
    cursor = body.page.next
    if (cursor === null) return ids
  }
}

describe('GET /v1/articles with filters', () => {
  test.each([
    { tag: 'a' },
    { tag: 'a,b' },
    { author: 'b,c' },
    { section: 'b' },
    { section: 'a,c' },
    { speaker: 'a' },
    { speaker: 'a,c' },
    { kind: 'news,review' },
    { kind: 'obituary' },
    { language: 'en,de' },
    { tag: 'a', section: 'b' },
    { tag: 'a,c', author: 'a', kind: 'news' },
    { speaker: 'b,c', tag: 'b', language: 'en' },
    { tag: 'nothing-is-called-so' },
  ])('has each article that matches once, in either order, whatever the page: %j', async (query) => {
    const found = await walk(query as Record<string, string>)
    const backwards = await walk({ ...(query as Record<string, string>), sort: 'publishedAt' })

    expect(found).toEqual(expected(query as Record<string, string>))
    expect(backwards).toEqual([...found].reverse())
  })

  test('counts what the pages have', async () => {
    const { body } = await reader('GET', '/v1/articles?tag=a,b&limit=1&count=exact')

    expect(body.page.count).toBe(expected({ tag: 'a,b' }).length)
    expect(body.page.count).toBeGreaterThan(5)
  })
})
