import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../src/db/client.ts'

interface Published {
  section?: string
  tags?: readonly string[]
  authors?: readonly string[]
  /** Ids of the speaker and of whom they spoke for; one quote each. */
  quotes?: readonly { speaker?: string; onBehalfOf?: string }[]
  /** Minutes from now at which the edition begins and ends being visible. */
  from?: number
  to?: number
  pubStatus?: 'usable' | 'withheld'
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

/** An article with one edition that names these things, visible unless said otherwise. */
export async function anEdition(db: Database, published: Published = {}) {
  const { section = null, tags = [], authors = [], pubStatus = 'usable' } = published
  const id = uuidv7()
  const slug = `story-${id}`
  await db.article.create({
    data: {
      id,
      pubStatus,
      state: 'published',
      translationGroupId: id,
      updatedBy: 'Test',
      slugs: { create: { slug } },
    },
  })
  await db.articleRevision.create({
    data: {
      ...{
        articleId: id,
        number: 1,
        title: 'A story',
        slug,
        kind: 'news',
        language: 'en',
        sectionId: section,
      },
      body: 'Words.',
      text: 'Words.',
      createdBy: 'Test',
      tags: { create: tags.map((tagId, position) => ({ position, tagId })) },
      contributors: { create: authors.map((authorId, position) => ({ position, authorId })) },
    },
  })
  const editionId = await insertEdition(db, { id, slug, section, published })
  await db.editionTag.createMany({ data: tags.map((tagId, position) => ({ editionId, position, tagId })) })
  await db.editionContributor.createMany({
    data: authors.map((authorId, position) => ({ editionId, position, authorId })),
  })
  await insertQuotes(db, { id, editionId, quotes: published.quotes ?? [] })
  return { id, slug, editionId }
}

async function insertEdition(
  db: Database,
  {
    id,
    slug,
    section,
    published,
  }: { id: string; slug: string; section: string | null; published: Published },
) {
  const editionId = uuidv7()
  const from = inMinutes(published.from ?? -60)
  const to = published.to === undefined ? null : inMinutes(published.to)
  await db.$executeRaw`
    insert into edition (id, article_id, number, revision, publish_at, valid_from, valid_to, published_at, slug,
      title, kind, language, section_id, markdown, html, text, word_count, search, created_by)
    values (${editionId}::uuid, ${id}::uuid, 1, 1, ${from}, ${from}, ${to}, ${from}, ${slug},
      'A story', 'news', 'en', ${section}::uuid, 'Words.', '<p>Words.</p>', 'Words.', 1,
      to_tsvector('simple', 'Words.'), 'Test')`
  return editionId
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
type Quoted = NonNullable<Published['quotes']>[number]

async function insertQuotes(
  db: Database,
  { id, editionId, quotes }: { id: string; editionId: string; quotes: readonly Quoted[] },
) {
  for (const [position, quoted] of quotes.entries()) {
    const { id: quoteId, kind, text, speakerId, onBehalfOfId } = await aQuote(db, id, quoted)
    await db.editionQuote.create({
      data: {
        editionId,
        quoteId,
        position,
        kind,
        text,
        speakerId,
        onBehalfOfId,
        segments: [],
        channel: 'unknown',
        language: 'en',
        deepLinkHash: '',
        publishedAt: new Date(),
      },
    })
  }
}
