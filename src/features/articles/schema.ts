import { type Static, Type } from 'typebox'
import { closed, Id, Language, line, named, nullable, pageOf, Slug, Timestamp } from '../../http/schemas.ts'
import {
  ArticleKind,
  Assignee,
  BudgetLine,
  Byline,
  Desk,
  LeadImage,
  LocalDate,
  Place,
  Rights,
  Slugline,
  Source,
  Subtitle,
  Summary,
  Title,
  words,
} from './parts.ts'

export const STATES = ['draft', 'in_review', 'approved', 'scheduled', 'published', 'archived'] as const
export const PUB_STATUSES = ['usable', 'withheld', 'canceled', 'legal'] as const
const TAGS_MAX = 100

const members = {
  title: Title,
  language: Language,
  body: words(200_000, 'Markdown: CommonMark with GitHub’s extensions; at most 5,000 lines with words.'),
  slug: Type.Optional(Slug),
  kind: Type.Optional(ArticleKind),
  subtitle: Type.Optional(Subtitle),
  slugline: Type.Optional(Slugline),
  summary: Type.Optional(Summary),
  dateline: Type.Optional(
    closed(
      { place: Place, date: Type.Optional(LocalDate) },
      { description: 'Where and when it was written.' },
    ),
  ),
  byline: Type.Optional(Byline),
  contributors: Type.Optional(
    Type.Array(
      closed({
        author: Type.String({
          minLength: 1,
          maxLength: 120,
          description: 'Id or slug.',
          examples: ['ines-marlow'],
        }),
        role: Type.Optional(nullable(line(100, { examples: ['reporter'] }))),
      }),
      { maxItems: TAGS_MAX },
    ),
  ),
  section: Type.Optional(
    Type.String({ minLength: 1, maxLength: 120, description: 'Id or slug.', examples: ['city'] }),
  ),
  tags: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 120 }), {
      maxItems: TAGS_MAX,
      description: 'Ids or slugs.',
      examples: [['harbour']],
    }),
  ),
  timeZone: Type.Optional(
    Type.String({
      format: 'time-zone',
      maxLength: 60,
      description: 'IANA; the newsroom’s own when a new article names none.',
      examples: ['Asia/Tehran'],
    }),
  ),
  firstPublishedAt: Type.Optional(
    Type.Unsafe<string>({
      ...Timestamp,
      description:
        'When it was first published elsewhere. Needs `content:publish`, before the first publication.',
    }),
  ),
  urgency: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, description: '1 is most urgent (IPTC).' })),
  edNote: Type.Optional(words(5000, 'For colleagues; never public.')),
  source: Type.Optional(Source),
  rights: Type.Optional(Rights),
  image: Type.Optional(LeadImage),
  assignee: Type.Optional(Assignee),
  desk: Type.Optional(Desk),
  budgetLine: Type.Optional(BudgetLine),
  translationGroupId: Type.Optional(
    Type.Unsafe<string>({
      ...Id,
      description:
        'Language editions of one story share it: send the one of an article that this translates. An article by itself is a group of one; null leaves a group.',
    }),
  ),
  commentPolicy: Type.Optional(
    closed(
      {
        mode: Type.Enum(['pre', 'post', 'closed'], {
          description: 'Moderated before or after they are shown.',
        }),
        closesAt: Type.Optional(Timestamp),
      },
      { description: 'Acts at once, without a publication. Default `pre`.' },
    ),
  ),
}

const example = {
  title: 'Harbour dredging resumes at night',
  language: 'en',
  body: 'The harbour will be dredged at night.\n\n“We will dredge at night,” said Mara Quint, the harbour master.',
  section: 'city',
  tags: ['harbour'],
  dateline: { place: 'PORT ALDER', date: '2026-03-11' },
}

export const NewArticle = named(
  'NewArticle',
  closed(members, { description: 'Title, language and body are enough.', examples: [example] }),
)
export type NewArticle = Static<typeof NewArticle>

const nulled = {
  subtitle: nullable(Subtitle),
  slugline: nullable(Slugline),
  summary: nullable(Summary),
  dateline: nullable(Type.Object({ place: Place, date: nullable(LocalDate) })),
  byline: nullable(Byline),
  contributors: Type.Array(
    Type.Object({ author: Type.String({ description: 'Slug.' }), role: nullable(Type.String()) }),
  ),
  section: nullable(Type.String({ description: 'Slug.' })),
  tags: Type.Array(Type.String({ description: 'Slug.' })),
  timeZone: nullable(Type.String()),
  firstPublishedAt: nullable(Timestamp),
  urgency: nullable(Type.Integer()),
  edNote: nullable(Type.String()),
  source: nullable(Source),
  rights: nullable(Rights),
  image: nullable(Type.Object({ media: Id, alt: nullable(Type.String()), caption: nullable(Type.String()) })),
  assignee: nullable(Assignee),
  desk: nullable(Desk),
  budgetLine: nullable(BudgetLine),
  translationGroupId: Id,
  commentPolicy: Type.Object({ mode: Type.Enum(['pre', 'post', 'closed']), closesAt: nullable(Timestamp) }),
}

const workflow = {
  state: Type.Enum([...STATES], { description: '`scheduled` is a publication that has not begun.' }),
  pubStatus: Type.Enum([...PUB_STATUSES]),
  version: Type.Integer({ description: 'The ETag.' }),
  revision: Type.Integer({ description: 'The number of the newest save of words.' }),
  edition: nullable(Type.Integer(), 'The newest edition that has begun.'),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  updatedBy: Type.String({ description: 'The label of the key that made the last change.' }),
}

const workflowExample = {
  state: 'draft',
  pubStatus: 'usable',
  version: 1,
  revision: 1,
  edition: null,
  createdAt: '2026-03-11T07:50:00.000Z',
  updatedAt: '2026-03-11T07:50:00.000Z',
  updatedBy: 'City desk',
}

export const EditorialArticle = named(
  'EditorialArticle',
  Type.Object(
    {
      id: Id,
      slug: Slug,
      title: Title,
      language: Language,
      kind: ArticleKind,
      body: Type.String(),
      ...nulled,
      ...workflow,
      scheduled: nullable(
        Type.Object({ edition: Type.Integer(), publishAt: Timestamp }),
        'The edition that has not begun.',
      ),
      lease: nullable(
        Type.Object({ holder: Type.String(), expiresAt: Timestamp }),
        'Who is at work on it just now.',
      ),
      unpublishedChanges: Type.Boolean({
        description: 'The newest revision is not the one of the newest edition.',
      }),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          slug: 'harbour-dredging-resumes-at-night',
          kind: 'news',
          ...Object.fromEntries(Object.keys(nulled).map((name) => [name, null])),
          ...example,
          dateline: { place: 'PORT ALDER', date: '2026-03-11' },
          contributors: [{ author: 'ines-marlow', role: null }],
          commentPolicy: { mode: 'pre', closesAt: null },
          ...workflowExample,
          scheduled: null,
          lease: null,
          unpublishedChanges: false,
          translationGroupId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
        },
      ],
    },
  ),
)
export type EditorialArticle = Static<typeof EditorialArticle>

export const EditorialArticleSummary = named(
  'EditorialArticleSummary',
  Type.Object(
    {
      id: Id,
      slug: Slug,
      title: Title,
      language: Language,
      kind: ArticleKind,
      section: nulled.section,
      assignee: nulled.assignee,
      desk: nulled.desk,
      budgetLine: nulled.budgetLine,
      ...workflow,
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          slug: 'harbour-dredging-resumes-at-night',
          title: example.title,
          language: 'en',
          kind: 'news',
          section: 'city',
          assignee: 'Tomas Reik',
          desk: 'City desk',
          budgetLine: null,
          ...workflowExample,
        },
      ],
    },
  ),
)
export type EditorialArticleSummary = Static<typeof EditorialArticleSummary>
export const EditorialArticlePage = pageOf(EditorialArticleSummary)

export const Acknowledgements = Type.Array(
  closed({ quoteId: Id, reason: line(500, { examples: ['The speaker corrected the transcript.'] }) }),
  {
    maxItems: 500,
    description: 'Why the words of confirmed quotes may change with this save. Not stored with the article.',
  },
)
export type Acknowledgements = Static<typeof Acknowledgements>

export const schemas = [NewArticle, EditorialArticle, EditorialArticleSummary, EditorialArticlePage]
