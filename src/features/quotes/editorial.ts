import { Type } from 'typebox'
import type { ArticleRevision } from '../../db/models.ts'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { type Page, pageFrom, windowOf } from '../../http/paging.ts'
import { patchOf } from '../../http/patch.ts'
import { created, done, ok, perform } from '../../http/perform.ts'
import { closed, Id, IdParams, named, pageMembers, ref } from '../../http/schemas.ts'
import { validatorOf } from '../../http/validation.ts'
import { mergePatch } from '../../lib/merge-patch.ts'
import { articleUrl } from '../revisions/rules.ts'
import { getArticleHead, getWorkingCopy, sectionSlugOf } from '../revisions/store.ts'
import { asNewQuote } from './merge.ts'
import { EditorialQuote, EditorialQuotePage, NewQuote, schemas } from './schema.ts'
import { type FullQuote, getQuote, isBehind, listQuotes, startOf, toEditorialQuote } from './store.ts'
import { createQuote, deleteQuote, updateQuote, type Written } from './write.ts'

const tags = ['editorial quotes']
const QuoteParams = Type.Object({ id: Id, quoteId: Id })
const QuoteChange = named(
  'QuoteChange',
  patchOf(NewQuote, { examples: [{ review: 'confirmed', roleAsStated: 'harbour master' }] }),
)

const routes: Feature['routes'] = async (app, { db, secrets, settings }) => {
  const checked = validatorOf<NewQuote>(NewQuote, schemas)
  const settingOf = async (copy: ArticleRevision, version: number) => ({
    text: copy.text,
    version,
    url: articleUrl(settings, { ...copy, id: copy.articleId, section: await sectionSlugOf(db, copy) }),
  })
  const show = async (row: FullQuote, copy: ArticleRevision, version: number) =>
    toEditorialQuote(row, await settingOf(copy, version))
  const answerOf = ({ quote, copy, version }: Written, section: string | null) =>
    toEditorialQuote(quote, {
      text: copy.text,
      version,
      url: articleUrl(settings, { ...copy, id: copy.articleId, section }),
    })

  app.get(
    '/:id/quotes',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'listEditorialQuotes',
        summary: 'List the quotes of a working copy',
        description: 'Proposed, confirmed and rejected ones, in the order of the text.',
        params: IdParams,
        querystring: closed(pageMembers),
        response: { 200: ref(EditorialQuotePage, 'One page of quotes') },
      },
    },
    async (request, reply): Promise<Page<EditorialQuote>> => {
      const head = await getArticleHead(db, request.params.id)
      const copy = await getWorkingCopy(db, head)
      const { after, limit, wantsCount } = windowOf(secrets, request)
      const all = await listQuotes(db, head.id)
      const rest = after ? all.filter((quote) => isBehind(quote, after)) : all
      const setting = await settingOf(copy, head.version)
      return pageFrom(
        { secrets, request, reply },
        { rows: rest.slice(0, limit + 1), count: wantsCount ? all.length : undefined },
        (row) => [String(startOf(row)), row.id],
        (row) => toEditorialQuote(row, setting),
      )
    },
  )

  app.post(
    '/:id/quotes',
    {
      config: { access: 'content:write', idempotent: true, problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'createQuote',
        summary: 'Anchor a quote',
        description:
          'The words must stand in the plain text of the working copy letter by letter. Without offsets the place is found from the words and their context: none is 422 `anchor-not-found` with the nearest passage, several are 422 `anchor-ambiguous` with the places.',
        params: IdParams,
        body: ref(NewQuote),
        response: { 201: ref(EditorialQuote, 'The quote; the ETag is the article’s') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const done = await createQuote(act, request.params.id, request.body)
        const quote = answerOf(done, await sectionSlugOf(act.tx, done.copy))
        return created(quote, `${app.prefix}/${quote.articleId}/quotes/${quote.id}`)
      }),
  )

  app.get(
    '/:id/quotes/:quoteId',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'getEditorialQuote',
        summary: 'Read a quote of a working copy',
        description: 'Its ETag is the article’s version: quotes and text are edited together.',
        params: QuoteParams,
        response: { 200: ref(EditorialQuote, 'The quote') },
      },
    },
    async (request, reply) => {
      const head = await getArticleHead(db, request.params.id)
      const row = await getQuote(db, head.id, request.params.quoteId)
      reply.header('etag', `"${head.version}"`)
      return show(row, await getWorkingCopy(db, head), head.version)
    },
  )

  app.patch(
    '/:id/quotes/:quoteId',
    {
      config: { access: 'content:write', ifMatch: true, problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'updateQuote',
        summary: 'Change, confirm or reject a quote',
        description:
          'A merge patch. Confirming needs a speaker or `speakerUnknown` and freezes `roleAsStated`. `segments` anchor the quote anew in the newest revision, also where they are the old ones.',
        params: QuoteParams,
        body: ref(QuoteChange),
        response: { 200: ref(EditorialQuote, 'The quote; the ETag is the article’s') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const { id: articleId, quoteId: id } = request.params
        const expected = expectedVersions(request)
        const isAnew = request.body.segments !== undefined
        const hasNoRole = request.body.roleAsStated === null
        const done = await updateQuote(act, { articleId, id, expected, isAnew, hasNoRole }, (current) =>
          checked(mergePatch(asNewQuote(current, request.body), request.body)),
        )
        return ok(answerOf(done, await sectionSlugOf(act.tx, done.copy)))
      }),
  )

  app.delete(
    '/:id/quotes/:quoteId',
    {
      config: { access: 'content:write', ifMatch: true, problems: [404] },
      schema: {
        tags,
        operationId: 'deleteQuote',
        summary: 'Remove a quote',
        description:
          'From the working copy; the public sees it until the next edition. The ETag is the article’s.',
        params: QuoteParams,
        response: { 204: Type.Null({ description: 'Removed' }) },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const { id: articleId, quoteId: id } = request.params
        const version = await deleteQuote(act, { articleId, id, expected: expectedVersions(request) })
        return done({ etag: `"${version}"` })
      }),
  )
}

export const editorialQuotes: Feature = {
  prefix: '/v1/editorial/articles',
  schemas: [...schemas, QuoteChange],
  routes,
}
