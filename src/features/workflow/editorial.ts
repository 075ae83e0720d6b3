import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, perform } from '../../http/perform.ts'
import { closed, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { getArticleHead } from '../revisions/store.ts'
import { TRANSITIONS } from './rules.ts'
import { NewReviewStep, type ReviewStep, ReviewStepPage, ReviewStepTaken, schemas } from './schema.ts'
import { listReviewSteps } from './store.ts'
import { takeStep } from './take-step.ts'

const tags = ['editorial articles']

/** The steps that publish nothing; each is a list to which a step is added. */
const STEPS = [
  {
    kind: 'submission',
    path: 'submissions',
    operationId: 'submitArticle',
    summary: 'Hand an article in for review',
    description: 'From `draft` to `in_review`.',
  },
  {
    kind: 'approval',
    path: 'approvals',
    operationId: 'approveArticle',
    summary: 'Approve an article',
    description:
      'From `in_review` to `approved`, for the words as they are: a save of other words takes it back to `in_review`.',
  },
  {
    kind: 'return',
    path: 'returns',
    operationId: 'returnArticle',
    summary: 'Give an article back with a note',
    description:
      'From `in_review` or `approved` to `draft`; out of the archive, from `archived` to `published`. What the public sees does not change.',
  },
  {
    kind: 'archival',
    path: 'archivals',
    operationId: 'archiveArticle',
    summary: 'Archive an article',
    description:
      'From `published` to `archived`, once all its editions have begun. The public goes on reading it; to take it away, withdraw it.',
  },
] as const

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  for (const { kind, path, operationId, summary, description } of STEPS) {
    const { scope } = TRANSITIONS[kind]
    app.post(
      `/:id/${path}`,
      {
        config: {
          access: scope,
          ifMatch: true,
          idempotent: true,
          optionalBody: true,
          problems: [404, 409],
        },
        schema: {
          tags,
          operationId,
          summary,
          description: `${description} Needs \`${scope}\`; from any other state it is 409.`,
          params: IdParams,
          body: ref(NewReviewStep),
          response: { 201: ref(ReviewStepTaken, 'The step that was taken') },
        },
      },
      (request, reply) =>
        perform(db, request, reply, async (act) => {
          const { note = null } = request.body
          const expected = expectedVersions(request)
          return created(await takeStep(act, request.params.id, { kind, expected, note }))
        }),
    )
  }

  app.get(
    '/:id/review-steps',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'listReviewSteps',
        summary: 'List the steps of an article’s review',
        description: 'Submissions, approvals, returns and archivals with their notes, newest first.',
        params: IdParams,
        querystring: closed(pageMembers),
        response: { 200: ref(ReviewStepPage, 'One page of steps') },
      },
    },
    async (request, reply) => {
      const { id } = await getArticleHead(db, request.params.id)
      const rows = await listReviewSteps(db, id, windowOf(secrets, request))
      const asIs = (step: ReviewStep) => step
      return pageFrom({ secrets, request, reply }, rows, (step) => ['', step.id], asIs)
    },
  )
}

export const workflow: Feature = { prefix: '/v1/editorial/articles', schemas, routes }
