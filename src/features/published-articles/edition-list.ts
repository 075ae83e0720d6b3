import { type Static, Type } from 'typebox'
import { instantJson } from '../../db/delivery-sql.ts'
import { named, nullable, pageOf, Slug, Timestamp } from '../../http/schemas.ts'
import { Title } from '../articles/parts.ts'

/** One line of an article's public history. */
export const EditionSummary = named(
  'EditionSummary',
  Type.Object(
    {
      number: Type.Integer(),
      title: Title,
      slug: Slug,
      wordCount: Type.Integer(),
      from: Type.Unsafe<string>({ ...Timestamp, description: 'When it became public.' }),
      to: nullable(Timestamp, 'When the next one took its place; null for the current one.'),
      correction: nullable(
        Type.Object({ kind: Type.String({ examples: ['correction'] }), publicText: Type.String() }),
        'What it put right.',
      ),
    },
    {
      examples: [
        {
          number: 1,
          title: 'Harbour dredging resumes at night',
          slug: 'harbour-dredging-resumes-at-night',
          wordCount: 412,
          from: '2026-03-12T04:00:00.000Z',
          to: null,
          correction: null,
        },
      ],
    },
  ),
)
export type EditionSummary = Static<typeof EditionSummary>
export const EditionSummaryPage = pageOf(EditionSummary)

/**
 * SQL: the JSON of an edition `edition` that has begun. An end that lies ahead is a plan of the newsroom's and
 * is not told.
 */
export const EDITION_JSON = `json_build_object(
  'number', edition.number, 'title', edition.title, 'slug', edition.slug, 'wordCount', edition.word_count,
  'from', ${instantJson('edition.valid_from')},
  'to', case when edition.valid_to <= now() then ${instantJson('edition.valid_to')} end,
  'correction', (select json_build_object('kind', c.kind, 'publicText', c.public_text) from correction c
    where c.article_id = edition.article_id and c.to_edition = edition.number))`
