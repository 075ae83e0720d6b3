import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { decideOnMany } from './bulk.ts'
import { decide } from './decide.ts'
import { noteFor, REASONS, type Reason, UNDO_MINUTES } from './rules.ts'
import {
  BulkAnswer,
  Decision,
  HistoryQuery,
  ModerationReasonPage,
  NewBulkDecision,
  NewDecision,
  PastDecisionPage,
  schemas,
} from './schema.ts'
import { type DecisionRow, listPastDecisions, toPastDecision } from './store.ts'
import { undoBatch, undoDecision } from './undo.ts'

const tags = ['moderation']
const access = 'comments:moderate' as const

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '/comments/:id/history',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'listPastDecisions',
        summary: 'Read what was decided on a comment',
        description: 'Every decision with who, when and why, in the order in which they were made.',
        params: IdParams,
        querystring: HistoryQuery,
        response: { 200: ref(PastDecisionPage, 'One page of decisions') },
      },
    },
    async (request, reply) => {
      const rows = await listPastDecisions(db, request.params.id, windowOf(secrets, request))
      const placeOf = ({ version, id }: DecisionRow) => [String(version), id] as const
      return pageFrom({ secrets, request, reply }, rows, placeOf, toPastDecision)
    },
  )

  app.post(
    '/comments/:id/decisions',
    {
      config: { access, idempotent: true, ifMatch: 'conflict', problems: [404, 422] },
      schema: {
        tags,
        operationId: 'createDecision',
        summary: 'Decide on a comment',
        description:
          'Approving publishes the words that `revisionId` names; anything else takes the comment down and hides the replies under it, but for an edit of public words: refusing that leaves the comment as it was, and to take it down a decision names its `publishedRevisionId`. If its version, words or status are no longer what the decision was made on, or the status does not allow the action: 409 `state-changed` with `current`.',
        params: IdParams,
        body: ref(NewDecision),
        response: { 201: ref(Decision, 'The decision that was made') },
      },
    },
    async (request, reply) => {
      const versions = expectedVersions(request)
      return perform(db, request, reply, async (act) =>
        created(await decide(act, request.params.id, { versions }, request.body)),
      )
    },
  )

  app.post(
    '/decisions',
    {
      config: { access, idempotent: true, problems: [409, 422] },
      schema: {
        tags,
        operationId: 'createDecisions',
        summary: 'Decide on many comments at once',
        description:
          'Up to 100 that are named one by one, or up to 250 that a filter means. Each is decided as by itself, in one transaction: what is no longer as it was read is refused and keeps no other from being decided. `status` of an item is what a request for it alone would have been answered.',
        body: ref(NewBulkDecision),
        response: { 200: ref(BulkAnswer, 'An answer for each') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => plain(await decideOnMany(act, request.body))),
  )

  app.post(
    '/decisions/:id/undo',
    {
      config: { access, idempotent: true, optionalBody: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'undoDecision',
        summary: 'Take a decision back',
        description: `For ${UNDO_MINUTES} minutes with the key that made it; for administrators always. The comment is brought back to what it was by another decision. If anything has happened to it since: 409 \`state-changed\` with \`current\`.`,
        params: IdParams,
        response: { 201: ref(Decision, 'The decision that took it back') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => created(await undoDecision(act, request.params.id))),
  )

  app.post(
    '/batches/:id/undo',
    {
      config: { access, idempotent: true, optionalBody: true, problems: [404] },
      schema: {
        tags,
        operationId: 'undoBatch',
        summary: 'Take back what one bulk request decided',
        description: 'Item by item, as `POST /v1/moderation/decisions/{id}/undo` does it.',
        params: IdParams,
        response: { 200: ref(BulkAnswer, 'An answer for each') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => plain(await undoBatch(act, request.params.id))),
  )

  app.get(
    '/reasons',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listModerationReasons',
        summary: 'List the reasons that a decision can give',
        description: 'A fixed list, on one page.',
        response: { 200: ref(ModerationReasonPage, 'All reasons') },
      },
    },
    () => ({ data: reasons, page: { next: null } }),
  )
}

const plain = (body: BulkAnswer) => ({ status: 200, headers: {}, body })

const reasons = (Object.keys(REASONS) as Reason[]).map((code) => ({
  code,
  title: REASONS[code].title,
  needs: noteFor(code) ?? null,
}))

export const moderation: Feature = { prefix: '/v1/moderation', schemas, routes }
