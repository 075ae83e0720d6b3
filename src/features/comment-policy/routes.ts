import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { ok, perform } from '../../http/perform.ts'
import { ref } from '../../http/schemas.ts'
import { invalid } from '../../lib/errors.ts'
import { getWords } from '../moderation-words/store.ts'
import {
  CommentPolicy,
  CommentPolicyPage,
  NewCommentPolicy,
  NewSimulation,
  Simulation,
  schemas,
  VersionsQuery,
} from './schema.ts'
import { compare, EXAMINED_MAX } from './simulate.ts'
import { getPolicy, listPastComments, listPolicies, type PolicyRow, replacePolicy } from './store.ts'

const tags = ['moderation']
const access = 'comments:moderate' as const

const toPolicy = ({ policy, version, createdAt, createdBy }: PolicyRow): CommentPolicy => ({
  ...policy,
  version,
  createdAt: createdAt?.toISOString() ?? null,
  createdBy,
})

/** What a schema cannot say of two members. */
function requireOrder({ holdScore, spamScore }: NewCommentPolicy, pointer: string): void {
  if (holdScore > spamScore) throw invalid(`${pointer}/holdScore`, 'must not be above spamScore')
}

const routes: Feature['routes'] = async (app, { db, freshReads: reads, secrets }) => {
  app.get(
    '',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'getCommentPolicy',
        summary: 'Read the policy on comments',
        description: 'The one in force for the whole site. Articles have their own mode and closing time.',
        response: { 200: ref(CommentPolicy, 'The policy in force') },
      },
    },
    async (_request, reply) => {
      const row = await getPolicy(reads)
      reply.header('etag', `"${row.version}"`)
      return toPolicy(row)
    },
  )

  app.put(
    '',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        operationId: 'replaceCommentPolicy',
        summary: 'Put another policy in force',
        description:
          'At once, for every comment that comes from then on. The former ones are kept, and each decision names the version under which the words had been judged. Try it before with `POST /v1/moderation/policy/simulations`.',
        body: ref(NewCommentPolicy),
        response: { 200: ref(CommentPolicy, 'The policy in force') },
      },
    },
    (request, reply) => {
      requireOrder(request.body, '')
      const versions = expectedVersions(request)
      return perform(db, request, reply, async (act) =>
        ok(toPolicy(await replacePolicy(act, versions, request.body))),
      )
    },
  )

  app.get(
    '/versions',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listCommentPolicies',
        summary: 'List the policies that were in force',
        description: 'Newest first, the one in force among them.',
        querystring: VersionsQuery,
        response: { 200: ref(CommentPolicyPage, 'One page of policies') },
      },
    },
    async (request, reply) => {
      const rows = await listPolicies(db, windowOf(secrets, request))
      const placeOf = ({ version }: PolicyRow) => [String(version), ''] as const
      return pageFrom({ secrets, request, reply }, rows, placeOf, toPolicy)
    },
  )

  app.post(
    '/simulations',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'simulateCommentPolicy',
        summary: 'Try a policy on past comments',
        description:
          'Judges the newest comments of some days anew, under the policy in force and under a draft, and tells which would have become something else. Nothing is changed. Their words are judged anew; what was found beside them, such as a filled trap or a ban, is taken as it was; trust is left aside.',
        body: ref(NewSimulation),
        response: { 200: ref(Simulation, 'What would have changed') },
      },
    },
    async (request) => {
      const { policy: draft, days = 7 } = request.body as NewSimulation
      requireOrder(draft, '/policy')
      const [{ policy }, words, past] = [
        await getPolicy(reads),
        await getWords(reads),
        await listPastComments(reads, days, EXAMINED_MAX + 1),
      ]
      return compare(past, { policy, words }, { policy: draft, words })
    },
  )
}

export const commentPolicy: Feature = { prefix: '/v1/moderation/policy', schemas, routes }
