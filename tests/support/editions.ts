import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../src/db/client.ts'

interface Quoted {
  speaker?: string
  onBehalfOf?: string
}

interface Published {
  section?: string
  tags?: readonly string[]
  authors?: readonly string[]
  /** Ids of the speaker and of whom they spoke for; one quote each. */
  quotes?: readonly Quoted[]
  /** Minutes from now at which the edition begins and ends being visible. */
  from?: number
  to?: number
  pubStatus?: 'usable' | 'withheld'
}

interface Story extends Published {
  id: string
  slug: string
}

/** An article with one edition that names these things, visible unless said otherwise. */
export async function anEdition(db: Database, published: Published = {}) {
  const id = uuidv7()
  const slug = `story-${id}`
  await insertArticle(db, { ...published, id, slug })
  const publishedAt = inMinutes(published.from ?? -60)
  const editionId = await insertEdition(db, { ...published, id, slug }, publishedAt)
  for (const [position, quoted] of (published.quotes ?? []).entries()) {
    const { id: quoteId, kind, text, speakerId, onBehalfOfId } = await aQuote(db, id, quoted)
    const words = { kind, text, segments: [], channel: 'unknown', language: 'en', deepLinkHash: '' } as const
    const who = { speakerId, onBehalfOfId, publishedAt }
    await db.editionQuote.create({ data: { editionId, quoteId, position, ...words, ...who } })
  }
  return { id, slug, editionId }
}

/** A confirmed quote of an article, not published. */
export const aQuote = (db: Database, articleId: string, { speaker, onBehalfOf }: Quoted) =>
  db.quote.create({
    data: {
      articleId,
      kind: 'direct',
      text: 'Words.',
      revision: 1,
      review: 'confirmed',
      language: 'en',
      speakerId: speaker ?? null,
      speakerUnknown: !speaker,
      onBehalfOfId: onBehalfOf ?? null,
    },
  })

async function insertArticle(db: Database, story: Story) {
  const { id, slug, section = null, tags = [], authors = [], pubStatus = 'usable' } = story
  await db.article.create({
    data: { id, pubStatus, state: 'published', translationGroupId: id, updatedBy: 'Test' },
  })
  await db.articleSlug.create({ data: { slug, articleId: id } })
  await db.articleRevision.create({
    data: {
      articleId: id,
      number: 1,
      title: 'A story',
      slug,
      kind: 'news',
      language: 'en',
      sectionId: section,
      body: 'Words.',
      text: 'Words.',
      createdBy: 'Test',
      tags: { create: tags.map((tagId, position) => ({ position, tagId })) },
      contributors: { create: authors.map((authorId, position) => ({ position, authorId })) },
    },
  })
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

async function insertEdition(db: Database, story: Story, from: Date): Promise<string> {
  const { id, slug, section = null, tags = [], authors = [] } = story
  const editionId = uuidv7()
  const to = story.to === undefined ? null : inMinutes(story.to)
  await db.$executeRaw`
    insert into edition (id, article_id, number, revision, publish_at, valid_from, valid_to, published_at, slug,
      title, kind, language, section_id, markdown, html, text, word_count, search, created_by)
    values (${editionId}::uuid, ${id}::uuid, 1, 1, ${from}, ${from}, ${to}, ${from}, ${slug},
      'A story', 'news', 'en', ${section}::uuid, 'Words.', '<p>Words.</p>', 'Words.', 1,
      to_tsvector('simple', 'Words.'), 'Test')`
  const joined = { editionId, articleId: id, publishedAt: from }
  await db.editionTag.createMany({ data: tags.map((tagId, position) => ({ ...joined, position, tagId })) })
  await db.editionContributor.createMany({
    data: authors.map((authorId, position) => ({ ...joined, position, authorId })),
  })
  return editionId
}
