import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { nothingAt } from '../../http/problems.ts'

const routes: Feature['routes'] = async (app, { metrics }) => {
  app.get(
    '/metrics',
    {
      config: { access: 'public', unlimited: true, problems: [404] },
      schema: {
        tags: ['service'],
        operationId: 'getMetrics',
        summary: 'Read what is measured',
        description:
          'Requests by route and class of status, latencies, kept answers, connections, queues, jobs, event loop and memory of this instance, in the text format of Prometheus. 404 where the operator has switched it off.',
        response: {
          200: {
            description: 'The measurements',
            content: {
              'text/plain': {
                schema: Type.String({
                  examples: [
                    '# TYPE verbatim_http_requests_in_flight gauge\nverbatim_http_requests_in_flight 1\n',
                  ],
                }),
              },
            },
          },
        },
      },
    },
    async (request, reply) => {
      if (!metrics) throw nothingAt(request.url)
      return reply.type(metrics.contentType).send(await metrics.metrics())
    },
  )
}

export const shownMetrics: Feature = { prefix: '', schemas: [], routes }
