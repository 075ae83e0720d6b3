import type { Feature } from '../../http/feature.ts'
import { ref } from '../../http/schemas.ts'
import { invalidParameter } from '../../lib/errors.ts'
import { DAYS_MAX, Statistics, StatisticsQuery, schemas } from './schema.ts'
import { getStatistics } from './store.ts'

const DAY_MS = 86_400_000
const DAYS_DEFAULT = 7

const routes: Feature['routes'] = async (app, { reads }) => {
  app.get(
    '',
    {
      config: { access: 'comments:moderate' },
      schema: {
        tags: ['moderation'],
        operationId: 'getModerationStatistics',
        summary: 'See how moderation goes',
        description:
          'What came in, what was decided, why, by whom, and how long it took, from an instant to before another.',
        querystring: StatisticsQuery,
        response: { 200: ref(Statistics, 'The figures') },
      },
    },
    async (request) => {
      const interval = intervalOf(request.query)
      const { from, to } = interval
      return { from: from.toISOString(), to: to.toISOString(), ...(await getStatistics(reads, interval)) }
    },
  )
}

function intervalOf(query: StatisticsQuery): { from: Date; to: Date } {
  const to = query.to === undefined ? new Date() : new Date(query.to)
  const from =
    query.from === undefined ? new Date(to.getTime() - DAYS_DEFAULT * DAY_MS) : new Date(query.from)
  const length = to.getTime() - from.getTime()
  if (length <= 0) throw invalidParameter('from', 'must be before `to`')
  if (length > DAYS_MAX * DAY_MS)
    throw invalidParameter('from', `must be at most ${DAYS_MAX} days before \`to\``)
  return { from, to }
}

export const moderationStatistics: Feature = { prefix: '/v1/moderation/statistics', schemas, routes }
