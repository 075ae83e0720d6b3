import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { getEndpoint } from '../webhooks/store.ts'
import { replay, sendTest } from './replay.ts'
import {
  DeliveryQuery,
  NewReplay,
  NewWebhookTest,
  Replay,
  schemas,
  WebhookDelivery,
  WebhookDeliveryLog,
  WebhookDeliveryPage,
  WebhookParams,
} from './schema.ts'
import { getDelivery, listDeliveries, toDelivery } from './store.ts'

const tags = ['webhooks']
const access = 'admin' as const

const accepted = (body: unknown) => ({ status: 202, headers: {}, body })

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '/:id/deliveries',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'listWebhookDeliveries',
        summary: 'List what was sent to a webhook endpoint, and what waits',
        description: 'Newest first. What is finished is kept for 30 days.',
        params: IdParams,
        querystring: DeliveryQuery,
        response: { 200: ref(WebhookDeliveryPage, 'One page of deliveries') },
      },
    },
    async (request, reply) => {
      const { id: endpointId } = await getEndpoint(db, request.params.id)
      const wanted = { endpointId, statuses: request.query.status }
      const rows = await listDeliveries(db, wanted, windowOf(secrets, request))
      return pageFrom({ secrets, request, reply }, rows, (row) => ['', row.id], toDelivery)
    },
  )

  app.get(
    '/:id/deliveries/:deliveryId',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'getWebhookDelivery',
        summary: 'Read one delivery',
        description: 'With what is sent, every try, and the beginning of what the receiver answered.',
        params: WebhookParams,
        response: { 200: ref(WebhookDeliveryLog, 'The delivery') },
      },
    },
    ({ params }) => getDelivery(db, params.id, params.deliveryId),
  )

  app.post(
    '/:id/tests',
    {
      config: { access, idempotent: true, optionalBody: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'testWebhookEndpoint',
        summary: 'Send a webhook endpoint a test',
        description:
          'An event of the type `webhook.test`, for this endpoint alone, signed and tried again as any other. Read the delivery to see what came of it. 409 while the endpoint is disabled.',
        params: IdParams,
        body: ref(NewWebhookTest),
        response: { 202: ref(WebhookDelivery, 'The delivery, in the queue') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => accepted(await sendTest(act, request.params.id))),
  )

  app.post(
    '/:id/replays',
    {
      config: { access, idempotent: true, problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'replayWebhooks',
        summary: 'Send events once more',
        description:
          'Under the ids that they had, so that a receiver that has them already can tell. Exactly one of `since`, `eventIds`, `deliveryIds` and `status`. 409 while the endpoint is disabled.',
        params: IdParams,
        body: ref(NewReplay),
        response: { 202: ref(Replay, 'What is now in the queue') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) =>
        accepted(await replay(act, request.params.id, request.body)),
      ),
  )
}

export const webhookDeliveries: Feature = { prefix: '/v1/admin/webhook-endpoints', schemas, routes }
