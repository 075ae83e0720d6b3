import type { Feature } from '../../http/feature.ts'
import { ref } from '../../http/schemas.ts'
import { periodFrom } from './rules.ts'
import { ReportQuery, SourceReport, schemas } from './schema.ts'
import { reportSources } from './store.ts'

const LIMIT_DEFAULT = 50

const routes: Feature['routes'] = async (app, { reads, settings }) => {
  app.get(
    '',
    {
      config: { access: 'content:read', rateClass: 'search' },
      schema: {
        tags: ['editorial reports'],
        operationId: 'reportSources',
        summary: 'Account for who is heard',
        description:
          'Over the articles that were first published in the period, as their newest editions quote: how many articles, quotes and words each speaker, organization or channel has, how much is anonymous, and who was heard for the first time. At most 366 days; withdrawn articles do not count.',
        querystring: ReportQuery,
        response: { 200: ref(SourceReport, 'The report') },
      },
    },
    ({ query: { from, to, group = 'speaker', limit = LIMIT_DEFAULT } }) =>
      reportSources(reads, periodFrom({ from, to }), { group, limit, timeZone: settings.timeZone }),
  )
}

export const sourceReports: Feature = { prefix: '/v1/editorial/source-reports', schemas, routes }
