import { type Static, Type } from 'typebox'
import { EVENT_TYPES } from '../../db/event-types.ts'
import { patchOf } from '../../http/patch.ts'
import { closed, HttpUrl, Id, line, named, nullable, pageOf, Timestamp } from '../../http/schemas.ts'

/** Why nothing is sent to an endpoint any more. */
const DISABLED_REASONS = ['administrator', 'gone', 'failing'] as const

const url = Type.String({
  ...HttpUrl,
  description: 'Where events are sent to, by POST. Private addresses are refused, whatever name leads there.',
  examples: ['https://site.example.org/hooks/verbatim'],
})
const description = line(200, { description: 'What it is for.', examples: ['Rebuilds the front page'] })
const types = Type.Array(Type.Enum([...EVENT_TYPES]), {
  uniqueItems: true,
  maxItems: EVENT_TYPES.length,
  description:
    'The types of events that it is told of, those inside the newsroom included; none means every event about what the public can read.',
  examples: [['article.published', 'article.withheld']],
})
const EXAMPLE_SECRET = 'whsec_bm90aGluZy1pcy1zaWduZWQtd2l0aC10aGlzLW9uZSE='
const secret = Type.String({
  description: 'What the signatures are made with. It is shown this once.',
  examples: [EXAMPLE_SECRET],
})

/** Everything that an administrator may write about an endpoint; what a patch must leave whole. */
export const EndpointWords = closed({
  url,
  description: Type.Optional(description),
  types,
  enabled: Type.Boolean({
    description: 'False stops its queue; true lets it go on, also after it was disabled for failing.',
  }),
})
export type EndpointWords = Static<typeof EndpointWords>

export const NewWebhookEndpoint = named(
  'NewWebhookEndpoint',
  closed(
    { url, description: Type.Optional(description), types: Type.Optional(types) },
    {
      examples: [
        { url: 'https://site.example.org/hooks/verbatim' },
        {
          url: 'https://site.example.org/hooks/verbatim',
          description: 'Rebuilds the front page',
          types: ['article.published', 'article.withheld'],
        },
      ],
    },
  ),
)
export type NewWebhookEndpoint = Static<typeof NewWebhookEndpoint>

export const WebhookEndpointChange = named(
  'WebhookEndpointChange',
  patchOf(EndpointWords, {
    description: 'A merge patch (RFC 7396).',
    examples: [{ enabled: true }, { types: ['article.published'], description: null }],
  }),
)

const members = {
  id: Id,
  url,
  description: nullable(description),
  types,
  enabled: Type.Boolean(),
  disabledAt: nullable(Timestamp),
  disabledReason: nullable(
    Type.Enum([...DISABLED_REASONS], {
      description:
        '`gone`: it answered 410. `failing`: it took nothing for five days, or one delivery ran out of tries meanwhile.',
    }),
  ),
  failingSince: nullable(Timestamp, 'Since when nothing has been taken; null while the last try succeeded.'),
  previousSecretUntil: nullable(Timestamp, 'Until then the secret before the current one signs beside it.'),
  version: Type.Integer({ examples: [1] }),
  createdAt: Timestamp,
  createdBy: Type.String({ examples: ['Web team'] }),
  updatedAt: Timestamp,
  updatedBy: Type.String({ examples: ['Web team'] }),
}

const example = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
  url: 'https://site.example.org/hooks/verbatim',
  description: 'Rebuilds the front page',
  types: ['article.published', 'article.withheld'],
  enabled: true,
  disabledAt: null,
  disabledReason: null,
  failingSince: null,
  previousSecretUntil: null,
  version: 1,
  createdAt: '2026-03-14T09:26:53.589Z',
  createdBy: 'Web team',
  updatedAt: '2026-03-14T09:26:53.589Z',
  updatedBy: 'Web team',
}

export const WebhookEndpoint = named('WebhookEndpoint', Type.Object(members, { examples: [example] }))
export type WebhookEndpoint = Static<typeof WebhookEndpoint>
export const WebhookEndpointPage = pageOf(WebhookEndpoint)

export const IssuedWebhookEndpoint = named(
  'IssuedWebhookEndpoint',
  Type.Object({ secret, ...members }, { examples: [{ secret: EXAMPLE_SECRET, ...example }] }),
)
export type IssuedWebhookEndpoint = Static<typeof IssuedWebhookEndpoint>

export const OVERLAP_HOURS_DEFAULT = 24

export const WebhookRotation = named(
  'WebhookRotation',
  closed(
    {
      overlapHours: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 168,
          default: OVERLAP_HOURS_DEFAULT,
          description: 'How long the old secret signs beside the new one; 0 when it is known to others.',
        }),
      ),
    },
    { examples: [{}, { overlapHours: 0 }] },
  ),
)
export type WebhookRotation = Static<typeof WebhookRotation>

export const schemas = [
  NewWebhookEndpoint,
  WebhookEndpointChange,
  WebhookEndpoint,
  WebhookEndpointPage,
  IssuedWebhookEndpoint,
  WebhookRotation,
]
