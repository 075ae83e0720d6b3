import { type Static, Type } from 'typebox'
import {
  closed,
  Id,
  listOf,
  named,
  nullable,
  pageMembers,
  pageOf,
  ref,
  Timestamp,
} from '../../http/schemas.ts'
import { OUTGOING_FAILURES } from '../../lib/outgoing-error.ts'

const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const
const ATTEMPT_ERRORS = [...OUTGOING_FAILURES, 'secret-unreadable'] as const

/** How many deliveries one replay puts into the queue at most. */
export const REPLAY_MAX = 10_000
/** How many things one replay may name. */
const NAMED_MAX = 100

const status = Type.Enum([...DELIVERY_STATUSES])

export const DeliveryQuery = closed({
  ...pageMembers,
  status: Type.Optional(listOf(status, 'Only deliveries in these states.')),
})

export const WebhookParams = Type.Object({ id: Id, deliveryId: Id })

const members = {
  id: Id,
  eventId: Type.Unsafe<string>({
    ...Id,
    description: 'The `webhook-id` of every try; the same when the event is replayed.',
  }),
  type: Type.String({ examples: ['article.published'] }),
  status,
  attempts: Type.Integer({ description: 'How often it was tried.', examples: [1] }),
  nextAttemptAt: nullable(Timestamp, 'When it is due; null when it is not tried any more.'),
  isReplay: Type.Boolean({ description: 'Asked for by a replay, not by the event itself.' }),
  createdAt: Timestamp,
  finishedAt: nullable(Timestamp),
}

const example = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b40',
  eventId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
  type: 'article.published',
  status: 'delivered',
  attempts: 1,
  nextAttemptAt: null,
  isReplay: false,
  createdAt: '2026-03-14T09:26:53.589Z',
  finishedAt: '2026-03-14T09:26:54.102Z',
}

export const WebhookDelivery = named('WebhookDelivery', Type.Object(members, { examples: [example] }))
export type WebhookDelivery = Static<typeof WebhookDelivery>
export const WebhookDeliveryPage = pageOf(WebhookDelivery)

const Attempt = Type.Object({
  number: Type.Integer({ examples: [1] }),
  startedAt: Timestamp,
  milliseconds: Type.Integer({ examples: [212] }),
  status: nullable(Type.Integer({ examples: [204] }), 'The HTTP status; null when there was no answer.'),
  error: nullable(Type.Enum([...ATTEMPT_ERRORS], { description: 'Why there was no answer.' })),
  excerpt: nullable(Type.String(), 'The beginning of the body of the answer.'),
})

export const WebhookPayload = named(
  'WebhookPayload',
  Type.Object(
    {
      type: Type.String({ examples: ['article.published'] }),
      timestamp: Type.Unsafe<string>({ ...Timestamp, description: 'When it happened.' }),
      data: Type.Object(
        {
          id: Type.Unsafe<string>({ ...Id, description: 'Of the event, as in the change feed.' }),
          position: nullable(Type.Integer(), 'Its place in the change feed; null of what is not public.'),
          subject: Type.Object({
            type: Type.String({ examples: ['article'] }),
            id: Id,
            slug: nullable(Type.String()),
            aliases: Type.Array(Type.String()),
          }),
          version: nullable(Type.Integer(), 'The version of the subject after it.'),
        },
        { additionalProperties: true, description: 'And what the type has of its own, such as `edition`.' },
      ),
    },
    {
      examples: [
        {
          type: 'article.published',
          timestamp: '2026-03-14T09:26:53.589Z',
          data: {
            edition: 1,
            id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
            position: 4711,
            subject: {
              type: 'article',
              id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
              slug: 'harbour-dredging-resumes',
              aliases: [],
            },
            version: 7,
          },
        },
      ],
    },
  ),
)
export type WebhookPayload = Static<typeof WebhookPayload>

export const WebhookDeliveryLog = named(
  'WebhookDeliveryLog',
  Type.Object({
    ...members,
    payload: ref(WebhookPayload, 'What is sent.'),
    log: Type.Array(Attempt, { description: 'Every try, in order.' }),
  }),
)
export type WebhookDeliveryLog = Static<typeof WebhookDeliveryLog>

const NamedIds = (description: string) =>
  Type.Array(Id, { minItems: 1, maxItems: NAMED_MAX, uniqueItems: true, description })

export const NewReplay = named(
  'NewWebhookReplay',
  closed(
    {
      since: Type.Optional(
        Type.Unsafe<string>({
          ...Timestamp,
          description: 'Every event since then that the endpoint is told of, also from before it was made.',
        }),
      ),
      eventIds: Type.Optional(NamedIds('These events, of the types that the endpoint is told of.')),
      deliveryIds: Type.Optional(NamedIds('What these deliveries of the endpoint told of.')),
      status: Type.Optional(
        Type.Enum(['failed'], {
          description: 'Everything that it has not taken and that is not tried any more.',
        }),
      ),
    },
    {
      description: 'Exactly one of the four.',
      minProperties: 1,
      maxProperties: 1,
      examples: [{ since: '2026-03-14T00:00:00.000Z' }, { status: 'failed' }],
    },
  ),
)
export type NewReplay = Static<typeof NewReplay>

export const Replay = named(
  'WebhookReplay',
  Type.Object(
    {
      enqueued: Type.Integer({
        description: `How many deliveries are now in the queue, at most ${REPLAY_MAX}; what waits already is not put there twice.`,
      }),
      nextSince: nullable(
        Timestamp,
        'There was more than one replay may have: send it as `since` to go on, once the queue is shorter.',
      ),
    },
    { examples: [{ enqueued: 12, nextSince: null }] },
  ),
)
export type Replay = Static<typeof Replay>

export const NewWebhookTest = named('NewWebhookTest', closed({}, { examples: [{}] }))

export const schemas = [
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookPayload,
  WebhookDeliveryLog,
  NewReplay,
  Replay,
  NewWebhookTest,
]
