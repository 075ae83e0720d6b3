import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { proveCaptcha } from '../captcha/prove.ts'
import { reportComment } from './report.ts'
import { NewReport, ReportAnswer, ReportPage, ReportQuery, schemas } from './schema.ts'
import { listReports } from './store.ts'

const routes: Feature['routes'] = async (app, deps) => {
  const { db, secrets } = deps

  app.post(
    '/comments/:id/reports',
    {
      bodyLimit: 32_768,
      config: { access: 'public', rateClass: 'comment', problems: [409, 422] },
      schema: {
        tags: ['comments'],
        operationId: 'reportComment',
        summary: 'Report a comment to the moderators',
        description:
          'Costs a captcha for the action `comment.report`. The answer is the same whatever has become of the comment, and also for one that never was; of one reader, known by the address, the first report counts. Reports reject nothing: when there are as many as the policy says, the comment waits for a moderator, once.',
        params: IdParams,
        body: ref(NewReport),
        response: { 202: ref(ReportAnswer, 'The report was taken') },
      },
    },
    async (request, reply) => {
      const { body: input, ip: address } = request
      const commentId = request.params.id.toLowerCase()
      const proof = await proveCaptcha(deps, input.captcha, { action: 'comment.report', address })
      return perform(db, request, reply, async (act) => {
        await reportComment(act, { commentId, input, proof, address, secrets })
        return { status: 202, headers: {}, body: { accepted: true } }
      })
    },
  )

  app.get(
    '/moderation/comments/:id/reports',
    {
      config: { access: 'comments:moderate', problems: [404] },
      schema: {
        tags: ['moderation'],
        operationId: 'listCommentReports',
        summary: 'Read what readers reported of a comment',
        description: 'Newest first, answered ones among them. Who reported is known to nobody.',
        params: IdParams,
        querystring: ReportQuery,
        response: { 200: ref(ReportPage, 'One page of reports') },
      },
    },
    async (request, reply) => {
      const rows = await listReports(db, request.params.id, windowOf(secrets, request))
      return pageFrom(
        { secrets, request, reply },
        rows,
        ({ id }) => ['', id] as const,
        (report) => report,
      )
    },
  )
}

export const commentReports: Feature = { prefix: '/v1', schemas, routes }
