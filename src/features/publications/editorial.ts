import { act } from '../../db/act.ts'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { created, ok, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { toEditorialArticle } from '../articles/record.ts'
import { EditorialArticle } from '../articles/schema.ts'
import { getArticleRecord } from '../articles/store.ts'
import { MadeCorrection, NewCorrection } from '../corrections/schema.ts'
import { cancelScheduled } from './cancel.ts'
import { publish, publishCorrection } from './publish.ts'
import {
  NewPublication,
  NewWithdrawal,
  NoMembers,
  Publication,
  schemas,
  Validation,
  Withdrawal,
} from './schema.ts'
import { validate } from './validate.ts'
import { reinstate, withdraw } from './withdraw.ts'

const tags = ['editorial articles']
const access = 'content:publish' as const
const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text))

const routes: Feature['routes'] = async (app, { db, settings }) => {
  const { requireReview } = settings

  app.post(
    '/:id/publications',
    {
      config: { access, ifMatch: true, idempotent: true, optionalBody: true, problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'publishArticle',
        summary: 'Publish an article, now or at a time',
        description:
          'Compiles the working copy and its confirmed quotes into the next edition, which never changes. Refused with 409 `quote-altered` when a confirmed quote is no longer verbatim, `publication-blocked` when anything else stands in the way, which `validation` lists beforehand. An edition that has not begun is replaced: that is how a publication is rescheduled, but for the last half second before it begins, which is 409.',
        params: IdParams,
        body: ref(NewPublication),
        response: { 201: ref(Publication, 'The edition') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const { publishAt, embargoUntil, expiresAt } = request.body
        const timing = {
          publishAt: date(publishAt),
          embargoUntil: date(embargoUntil),
          expiresAt: date(expiresAt),
        }
        const expected = expectedVersions(request)
        return created(await publish(act, request.params.id, { expected, requireReview, timing }))
      }),
  )

  app.post(
    '/:id/corrections',
    {
      config: { access, ifMatch: true, idempotent: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'correctArticle',
        summary: 'Publish a correction',
        description:
          'Publishes the working copy as the next edition, now, and tells readers what was wrong. The correction stays public for ever. Only of what has been public and has not expired, and it expires when it was to; refused as a publication is.',
        params: IdParams,
        body: ref(NewCorrection),
        response: { 201: ref(MadeCorrection, 'The correction') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const expected = expectedVersions(request)
        const order = { expected, requireReview, correction: request.body }
        return created(await publishCorrection(act, request.params.id, order))
      }),
  )

  app.post(
    '/:id/validation',
    {
      config: { access: 'content:read', optionalBody: true, problems: [404] },
      schema: {
        tags,
        operationId: 'validateArticle',
        summary: 'Try a publication without publishing',
        description:
          'What would block a publication of the working copy, what an editor should know before, and what readers would see change. Changes nothing.',
        params: IdParams,
        body: ref(NoMembers),
        response: { 200: ref(Validation, 'What was found') },
      },
    },
    (request) =>
      act(db, { actor: request.actor, requestId: request.id }, (unit) =>
        validate(unit, request.params.id, { urls: settings, requireReview }),
      ),
  )

  app.delete(
    '/:id/publications/scheduled',
    {
      config: { access, ifMatch: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'cancelScheduledPublication',
        summary: 'Cancel a publication that has not begun',
        description:
          'After the answer it never becomes visible. An article that was never public is again what its review had made of it. 404 when none lies ahead, also when it has just begun; 409 in the last half second before.',
        params: IdParams,
        response: { 200: ref(EditorialArticle, 'The article as it is now') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const { id } = request.params
        await cancelScheduled(act, id, expectedVersions(request))
        return ok(toEditorialArticle(await getArticleRecord(act.tx, id)))
      }),
  )

  app.post(
    '/:id/withdrawals',
    {
      config: { access, ifMatch: true, idempotent: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'withdrawArticle',
        summary: 'Take an article from the public',
        description:
          'At once, everywhere, with its quotes and comments. A withheld article answers 404 like an unknown one, a canceled one 410 and a legal one 451 with the notice.',
        params: IdParams,
        body: ref(NewWithdrawal),
        response: { 201: ref(Withdrawal, 'The withdrawal') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const expected = expectedVersions(request)
        return created(await withdraw(act, request.params.id, { expected, input: request.body }))
      }),
  )

  app.delete(
    '/:id/withdrawals/current',
    {
      config: { access, ifMatch: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'reinstateArticle',
        summary: 'Give a withheld article back to the public',
        description: 'With the edition that is due now. What was canceled or blocked stays so.',
        params: IdParams,
        response: { 200: ref(EditorialArticle, 'The article as it is now') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const { id } = request.params
        await reinstate(act, id, expectedVersions(request))
        return ok(toEditorialArticle(await getArticleRecord(act.tx, id)))
      }),
  )
}

export const publications: Feature = { prefix: '/v1/editorial/articles', schemas, routes }
