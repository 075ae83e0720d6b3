import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Reads } from '../../db/statement.ts'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { fieldsOf, pick } from '../../http/fields.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, IdParams, pageMembers, ref, SlugParams } from '../../http/schemas.ts'
import { notFound } from '../../lib/errors.ts'
import { filterMembers, PublicSpeaker, PublicSpeakerPage, WholeSpeaker } from '../speakers/schema.ts'
import { sendToSurvivor } from './moved.ts'
import { findPublicSpeaker, listPublicSpeakers } from './store.ts'

const tags = ['speakers']
const config = { access: 'public' as const, conditional: true }
const fields = fieldsOf(WholeSpeaker)
const response = {
  200: ref(PublicSpeaker, 'The speaker'),
  301: Type.Null({ description: 'Was merged into the speaker at `Location`' }),
}

const routes: Feature['routes'] = async (app, { reads, secrets }) => {
  app.get(
    '',
    {
      config,
      schema: {
        tags,
        operationId: 'listSpeakers',
        summary: 'List the speakers',
        description:
          'Everybody whom a visible article quotes, or for whom somebody quoted there spoke; by name.',
        querystring: closed({ ...filterMembers, fields, ...pageMembers }),
        response: { 200: ref(PublicSpeakerPage, 'One page of speakers') },
      },
    },
    async (request, reply) => {
      const { query } = request
      const { ttl, ...rows } = await listPublicSpeakers(reads, windowOf(secrets, request), query)
      cacheable(reply, { ttl, tags: ['speakers', ...rows.rows.map(({ id }) => `speaker:${id}`)] })
      const place = ({ name, id }: WholeSpeaker) => [name, id] as const
      return pageFrom({ secrets, request, reply }, rows, place, (speaker) => pick(speaker, query.fields))
    },
  )

  app.get(
    '/:id',
    {
      config: { ...config, problems: [404] },
      schema: {
        tags,
        operationId: 'getSpeaker',
        summary: 'Read a speaker',
        description: 'While a visible article names them; 404 otherwise, as for one who does not exist.',
        params: IdParams,
        querystring: closed({ fields }),
        response,
      },
    },
    (request, reply) => answer(reads, request, reply, { by: 'id', key: request.params.id }),
  )

  app.get(
    '/by-slug/:slug',
    {
      config: { ...config, problems: [404] },
      schema: {
        tags,
        operationId: 'getSpeakerBySlug',
        summary: 'Read a speaker by slug',
        description: 'The same as by id.',
        params: SlugParams,
        querystring: closed({ fields }),
        response,
      },
    },
    (request, reply) => answer(reads, request, reply, { by: 'slug', key: request.params.slug }),
  )
}

interface Asked {
  by: 'id' | 'slug'
  key: string
}

async function answer(
  reads: Reads,
  request: FastifyRequest<{ Querystring: { fields?: string[] } }>,
  reply: FastifyReply,
  { by, key }: Asked,
) {
  const found = await findPublicSpeaker(reads, by, key)
  if (!found) throw notFound('speaker', key)
  const { speaker, ttl } = found
  cacheable(reply, { ttl, tags: [`speaker:${speaker.id}`, 'speakers'] })
  if (speaker[by] === key.toLowerCase()) return pick(speaker, request.query.fields)
  return sendToSurvivor(request, reply, { from: key, to: speaker[by], ttl })
}

export const publishedSpeakers: Feature = { prefix: '/v1/speakers', schemas: [], routes }
