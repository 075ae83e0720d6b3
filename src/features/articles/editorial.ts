import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { patchOf } from '../../http/patch.ts'
import { created, done, ok, perform } from '../../http/perform.ts'
import {
  closed,
  IdParams,
  line,
  listOf,
  named,
  pageMembers,
  ref,
  Slug,
  SlugParams,
} from '../../http/schemas.ts'
import { validatorOf } from '../../http/validation.ts'
import { mergePatch } from '../../lib/merge-patch.ts'
import { Assignee, Desk } from './parts.ts'
import { toEditorialArticle, toSummary } from './record.ts'
import { ArticleRehearsal, RehearsalQuery } from './rehearsal-schema.ts'
import { rehearseSave } from './rehearse.ts'
import { createArticle, deleteArticle, updateArticle } from './save.ts'
import {
  Acknowledgements,
  EditorialArticle,
  EditorialArticlePage,
  NewArticle,
  PUB_STATUSES,
  STATES,
  schemas,
} from './schema.ts'
import { findArticleIds, getArticleIdBySlug, getArticleRecord, readRecords } from './store.ts'

const tags = ['editorial articles']
const BODY_LIMIT = 1_048_576

const patch = patchOf(NewArticle)
const ArticleChange = named('ArticleChange', {
  ...patch,
  properties: {
    ...(patch as unknown as typeof NewArticle).properties,
    acknowledgeQuoteChanges: Acknowledgements,
  },
  examples: [{ title: 'Harbour dredging resumes by night', section: null }],
})

const Saved = Type.Unsafe<EditorialArticle | ArticleRehearsal>({
  anyOf: [ref(EditorialArticle), ref(ArticleRehearsal)],
  description: 'The article as it is now; with `dryRun` what would become of its quotes',
})

const Filters = closed({
  ...pageMembers,
  q: Type.Optional(line(200, { description: 'Stands in title, slugline or slug.' })),
  slug: Type.Optional(Slug),
  state: Type.Optional(listOf(Type.Enum([...STATES]), 'Any of these.')),
  pubStatus: Type.Optional(listOf(Type.Enum([...PUB_STATUSES]), 'Any of these.')),
  section: Type.Optional(
    listOf(Type.String({ minLength: 1, maxLength: 120 }), 'Ids or slugs; any of these.'),
  ),
  assignee: Type.Optional(Assignee),
  desk: Type.Optional(Desk),
})

const routes: Feature['routes'] = async (app, { db, secrets, settings }) => {
  const checked = validatorOf<NewArticle>(NewArticle)

  app.get(
    '',
    {
      config: { access: 'content:read' },
      schema: {
        tags,
        operationId: 'listEditorialArticles',
        summary: 'List articles in any state',
        description: 'Newest first, without their bodies.',
        querystring: Filters,
        response: { 200: ref(EditorialArticlePage, 'One page of articles') },
      },
    },
    async (request, reply) => {
      const found = await findArticleIds(db, request.query, windowOf(secrets, request))
      const records = await readRecords(db, found.rows)
      return pageFrom(
        { secrets, request, reply },
        { ...found, rows: records },
        ({ head }) => ['', head.id],
        (record) => toSummary(toEditorialArticle(record)),
      )
    },
  )

  app.post(
    '',
    {
      bodyLimit: BODY_LIMIT,
      config: { access: 'content:write', idempotent: true, problems: [409, 422] },
      schema: {
        tags,
        operationId: 'createArticle',
        summary: 'Write an article',
        description:
          'A draft with revision 1. Without a slug one is made from the title: transliterated, and numbered when it is taken. An unknown section, tag or author is 422.',
        body: ref(NewArticle),
        response: { 201: ref(EditorialArticle, 'The draft') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const id = await createArticle(act, { timeZone: settings.timeZone, ...request.body })
        const article = toEditorialArticle(await getArticleRecord(act.tx, id))
        return created(article, `${app.prefix}/${id}`)
      }),
  )

  app.get(
    '/by-slug/:slug',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'getEditorialArticleBySlug',
        summary: 'Read a working copy by slug',
        description: 'By its present slug, or a former one under which it was published.',
        params: SlugParams,
        response: { 200: ref(EditorialArticle, 'The article') },
      },
    },
    async (request, reply) => {
      const id = await getArticleIdBySlug(db, request.params.slug)
      const article = toEditorialArticle(await getArticleRecord(db, id))
      reply.header('etag', `"${article.version}"`)
      return article
    },
  )

  app.get(
    '/:id',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'getEditorialArticle',
        summary: 'Read a working copy',
        description: 'The newest revision with its workflow. Its ETag is what `If-Match` wants.',
        params: IdParams,
        response: { 200: ref(EditorialArticle, 'The article') },
      },
    },
    async (request, reply) => {
      const article = toEditorialArticle(await getArticleRecord(db, request.params.id))
      reply.header('etag', `"${article.version}"`)
      return article
    },
  )

  app.patch(
    '/:id',
    {
      bodyLimit: BODY_LIMIT,
      config: { access: 'content:write', ifMatch: true, problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'updateArticle',
        summary: 'Change a working copy',
        description:
          'A merge patch; the merged article is validated. Changed words make a new revision, the public sees them with the next edition. A save that alters the words of a confirmed quote is 409 `quote-altered`, unless `acknowledgeQuoteChanges` says why; `dryRun=true` tells beforehand.',
        params: IdParams,
        querystring: RehearsalQuery,
        body: ref(ArticleChange),
        response: { 200: Saved },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const { id } = request.params
        const { acknowledgeQuoteChanges = [], ...change } = request.body as {
          acknowledgeQuoteChanges?: Acknowledgements
        }
        const asked = {
          expected: expectedVersions(request),
          acknowledged: acknowledgeQuoteChanges,
          merge: (current: NewArticle) => checked(mergePatch(current, change)),
        }
        if (request.query.dryRun) return ok(await rehearseSave(act.tx, id, asked))
        await updateArticle(act, id, asked)
        return ok(toEditorialArticle(await getArticleRecord(act.tx, id)))
      }),
  )

  app.delete(
    '/:id',
    {
      config: { access: 'content:write', ifMatch: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'deleteArticle',
        summary: 'Delete a draft',
        description: 'Only what was never published; anything else is withdrawn.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Deleted' }) },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        await deleteArticle(act, request.params.id, expectedVersions(request))
        return done()
      }),
  )
}

export const editorialArticles: Feature = {
  prefix: '/v1/editorial/articles',
  schemas: [...schemas, ArticleChange, ArticleRehearsal],
  routes,
}
