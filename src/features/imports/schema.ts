import { type Static, Type } from 'typebox'
import {
  closed,
  Id,
  Language,
  named,
  nullable,
  pageMembers,
  pageOf,
  ref,
  Timestamp,
} from '../../http/schemas.ts'
import { FINDINGS, type Finding, KINDS, MEDIA_TYPES, PACKED } from './rules.ts'

/** What an export may be, as the body itself. */
export const EXPORT_TYPES = [...new Set(Object.values(MEDIA_TYPES).flat()), PACKED]
export const FILE_BYTES_MAX = 104_857_600

const Kind = Type.Enum([...KINDS], {
  description:
    '`wxr_articles`: the posts of an export of WordPress (WXR 1.0 to 1.2). `ninjs_articles`: IPTC ninjs 1 to 3, one object, an array, or one object in each line. `text_articles`: one article as plain text, whose first line is its title. `wxr_comments`: the comments of an export of WordPress; trackbacks and pingbacks are none. `disqus_comments`: those of an export of Disqus.',
})

const Publish = Type.Boolean({
  description:
    'Whether articles that were public there are published here, at the time at which they were last changed there; what was to be public later is scheduled. Otherwise, and by default, all are drafts. Needs `content:publish`.',
})

export const ImportQuery = closed({
  kind: Kind,
  publish: Type.Optional(Publish),
  language: Type.Optional(
    Type.Unsafe<string>({
      ...Language,
      description: 'BCP 47; the language of articles that do not tell theirs. Plain text needs it.',
    }),
  ),
})

export const ImportUpload = named(
  'ImportUpload',
  closed(
    { file: Type.String({ contentMediaType: 'application/octet-stream' }) },
    { examples: [{ file: '(the bytes)' }] },
  ),
)

/** How many places a finding names. */
export const EXAMPLES_MAX = 20

const FoundAt = Type.Object({
  key: Type.String({ description: 'The comment or article, as the file names it.', examples: ['5114210'] }),
  slug: Type.String({
    description: 'The slug of the page that it stood under, or of the article itself.',
    examples: ['harbour-dredging-resumes'],
  }),
  detail: Type.Optional(
    Type.String({
      description: 'Which rule stood in the way of an article.',
      examples: ['/body has more than 5000 lines with words'],
    }),
  ),
})
export type FoundAt = Static<typeof FoundAt>

const FindingCount = Type.Object({
  code: Type.Enum(Object.keys(FINDINGS) as Finding[]),
  detail: Type.String(),
  count: Type.Integer(),
  examples: Type.Array(FoundAt, {
    maxItems: EXAMPLES_MAX,
    description: `The first, at most ${EXAMPLES_MAX}; of \`article-unknown\` one per page.`,
  }),
})

export const Import = named(
  'Import',
  Type.Object(
    {
      id: Id,
      kind: Kind,
      publish: Publish,
      language: nullable(Language),
      status: Type.Enum(['queued', 'running', 'done', 'failed']),
      bytes: Type.Integer({ description: 'The size of the file as it was sent.' }),
      total: nullable(Type.Integer(), 'How much there is in the file; null until it was read.'),
      done: Type.Integer({ description: 'So much of `total` was gone through: `imported` and `skipped`.' }),
      imported: Type.Integer(),
      skipped: Type.Integer({ description: 'Left out, for reasons that `findings` tells.' }),
      findings: Type.Array(FindingCount, {
        description: 'What was left out, or taken over otherwise than it was, and why.',
      }),
      failure: nullable(Type.String(), 'Why the import failed; what was imported before that stays.'),
      createdAt: Timestamp,
      createdBy: Type.String({ examples: ['Night desk'] }),
      startedAt: nullable(Timestamp),
      finishedAt: nullable(Timestamp),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5ba0',
          kind: 'disqus_comments',
          publish: false,
          language: null,
          status: 'done',
          bytes: 1_204_311,
          total: 1840,
          done: 1840,
          imported: 1839,
          skipped: 1,
          findings: [
            {
              code: 'article-unknown',
              detail: FINDINGS['article-unknown'],
              count: 1,
              examples: [{ key: '5114210', slug: 'harbour-dredging-resumes' }],
            },
          ],
          failure: null,
          createdAt: '2026-03-14T09:26:53.589Z',
          createdBy: 'Night desk',
          startedAt: '2026-03-14T09:26:55.001Z',
          finishedAt: '2026-03-14T09:27:10.712Z',
        },
      ],
    },
  ),
)
export type Import = Static<typeof Import>
export const ImportPage = pageOf(Import)
export const ImportsQuery = closed(pageMembers)

export const schemas = [ImportUpload, Import, ImportPage]

export const ImportBody = ref(Import, 'The import')
