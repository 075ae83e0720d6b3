import type { NewArticle } from '../articles/schema.ts'
import type { Revision, RevisionSummary } from './schema.ts'
import type { RevisionEntry, WholeRevision } from './store.ts'

/** A revision as a list shows it; `current` is the number of the working copy. */
export function toRevisionSummary(row: RevisionEntry, current: number): RevisionSummary {
  const { number, title, createdAt, createdBy, editions } = row
  return {
    ...{ number, title, createdAt: createdAt.toISOString(), createdBy },
    isCurrent: number === current,
    editions: editions.map((edition) => edition.number),
  }
}

type Stored<Name extends 'source' | 'rights'> = NonNullable<NewArticle[Name]> | null

/** A revision in the members of the article that it was a save of. */
export function toRevision(row: WholeRevision, current: number): Revision {
  const { subtitle, slugline, slug, kind, language, summary, byline, body, timeZone, urgency, edNote, text } =
    row
  return {
    ...toRevisionSummary(row, current),
    ...{ subtitle, slugline, slug, kind, language, summary, byline, body, timeZone, urgency, edNote, text },
    section: row.section?.slug ?? null,
    tags: row.tags.map(({ tag }) => tag.slug),
    contributors: row.contributors.map(({ author, role }) => ({ author: author.slug, role })),
    dateline: row.datelinePlace === null ? null : { place: row.datelinePlace, date: row.datelineDate },
    // The columns hold what the schemas of the article let in.
    source: row.source as Stored<'source'>,
    rights: row.rights as Stored<'rights'>,
    image: row.imageId === null ? null : { media: row.imageId, alt: row.imageAlt, caption: row.imageCaption },
  }
}
