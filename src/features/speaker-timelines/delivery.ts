import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { soonest } from '../../http/freshness.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { readEdtf } from '../../lib/edtf.ts'
import { notFound } from '../../lib/errors.ts'
import { type ListedQuote, listQuotes, tagsOf, toQuote } from '../published-quotes/store.ts'
import { sendToSurvivor } from '../published-speakers/moved.ts'
import { findPublicSpeaker } from '../published-speakers/store.ts'
import { roleHeldAt } from '../speakers/held-role.ts'
import type { WholeSpeaker } from '../speakers/schema.ts'
import { schemas, type TimelineEntry, TimelineEntryPage } from './schema.ts'

const order = Type.Optional(
  Type.Enum(['oldest', 'newest'], {
    default: 'oldest',
    description: 'What was said first comes first, or last.',
  }),
)
const NO_WORDS = { quotes: [], editions: [] }

const routes: Feature['routes'] = async (app, { reads, secrets, settings }) => {
  app.get(
    '/:id/timeline',
    {
      config: { access: 'public', conditional: true, problems: [404] },
      schema: {
        tags: ['speakers'],
        operationId: 'getSpeakerTimeline',
        summary: 'Read what a speaker said, through time',
        description:
          'Every public quote by when it was said, with the role that the speaker held then. A vague date stands at its beginning; what nobody dated stands at its publication and says so.',
        params: IdParams,
        querystring: closed({ order, ...pageMembers }),
        response: {
          200: ref(TimelineEntryPage, 'One page of the timeline'),
          301: Type.Null({ description: 'Was merged into the speaker at `Location`' }),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const known = await findPublicSpeaker(reads, 'id', id)
      if (!known) throw notFound('speaker', id)
      const { speaker, ttl } = known
      if (speaker.id !== id.toLowerCase()) {
        return sendToSurvivor(request, reply, { from: id, to: speaker.id, ttl })
      }
      const direction = request.query.order === 'newest' ? 'desc' : 'asc'
      const asked = {
        filter: { speaker: [speaker.id] },
        configurations: NO_WORDS,
        order: { by: 'saidAt', direction } as const,
      }
      const found = await listQuotes(reads, asked, windowOf(secrets, request))
      const quotes = found.rows.map(({ quote }) => quote)
      const tags = [`speaker:${speaker.id}`, 'quotes', ...tagsOf(quotes)]
      cacheable(reply, { ttl: soonest(ttl, found.ttl), tags })
      return pageFrom(
        { secrets, request, reply },
        found,
        ({ sortedAt, quote }) => [sortedAt, quote.id],
        (listed) => toEntry(listed, speaker, settings),
      )
    },
  )
}

function toEntry(
  { quote }: ListedQuote,
  { roles }: WholeSpeaker,
  urls: { siteUrl: string; articleUrl: string },
): TimelineEntry {
  const said = quote.saidAt === null ? undefined : readEdtf(quote.saidAt)
  const published = new Date(quote.publishedAt)
  const { min, max } = said ?? { min: published, max: published }
  return {
    earliest: min?.toISOString() ?? null,
    latest: max?.toISOString() ?? null,
    isDated: said !== undefined,
    role: roleHeldAt(roles, { min, max }),
    quote: toQuote(quote, urls),
  }
}

export const speakerTimelines: Feature = { prefix: '/v1/speakers', schemas, routes }
