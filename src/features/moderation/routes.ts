import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { decide } from './decide.ts'
import { noteFor, REASONS, type Reason } from './rules.ts'
import {
  Decision,
  HistoryQuery,
  ModeratedComment,
  ModeratedCommentPage,
  ModerationQuery,
  ModerationReasonPage,
  NewDecision,
  PastDecisionPage,
  schemas,
} from './schema.ts'
import {
  type DecisionRow,
  getModeratedComment,
  listModeratedComments,
  listPastDecisions,
  type Row,
  toModeratedComment,
  toPastDecision,
} from './store.ts'

const tags = ['moderation']
const access = 'comments:moderate' as const

const routes: Feature['routes'] = async (app, { db, reads, secrets }) => {
  app.get(
    '/comments',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listModeratedComments',
        summary: 'List comments for moderators',
        description: 'What waits for a decision, oldest first, unless the query asks for something else.',
        querystring: ModerationQuery,
        response: { 200: ref(ModeratedCommentPage, 'One page of the queue') },
      },
    },
    async (request, reply) => {
      const rows = await listModeratedComments(reads, request.query, windowOf(secrets, request))
      const placeOf = ({ createdAt, id }: Row) => [createdAt.toISOString(), id] as const
      return pageFrom({ secrets, request, reply }, rows, placeOf, toModeratedComment)
    },
  )

  app.get(
    '/comments/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'getModeratedComment',
        summary: 'Read a comment as moderators see it',
        description: 'Its `ETag` is the version that a decision names in `If-Match`.',
        params: IdParams,
        response: { 200: ref(ModeratedComment, 'The comment') },
      },
    },
    async (request, reply) => {
      const comment = await getModeratedComment(reads, request.params.id)
      reply.header('etag', `"${comment.version}"`)
      return comment
    },
  )

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
        created(await decide(act, request.params.id, versions, request.body)),
      )
    },
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

const reasons = (Object.keys(REASONS) as Reason[]).map((code) => ({
  code,
  title: REASONS[code].title,
  needs: noteFor(code) ?? null,
}))

export const moderation: Feature = { prefix: '/v1/moderation', schemas, routes }
