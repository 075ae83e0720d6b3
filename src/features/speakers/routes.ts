import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, done, ok, perform } from '../../http/perform.ts'
import { closed, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { readEdtf } from '../../lib/edtf.ts'
import { roleHeldAt } from './held-role.ts'
import { Bound } from './role-schema.ts'
import {
  EditorialSpeaker,
  EditorialSpeakerPage,
  filterMembers,
  NewSpeaker,
  SpeakerChange,
  schemas,
} from './schema.ts'
import { createSpeaker, deleteSpeaker, getSpeaker, listSpeakers, updateSpeaker } from './store.ts'

const tags = ['editorial speakers']
const read = 'content:read' as const
const write = 'content:write' as const

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '',
    {
      config: { access: read },
      schema: {
        tags,
        operationId: 'listEditorialSpeakers',
        summary: 'List all speakers',
        description: 'By name, whether or not the public knows them; merged ones included.',
        querystring: closed({ ...filterMembers, ...pageMembers }),
        response: { 200: ref(EditorialSpeakerPage, 'One page of speakers') },
      },
    },
    async (request, reply) => {
      const rows = await listSpeakers(db, windowOf(secrets, request), request.query)
      const asIs = (speaker: EditorialSpeaker) => speaker
      return pageFrom({ secrets, request, reply }, rows, ({ name, id }) => [name, id], asIs)
    },
  )

  app.get(
    '/:id',
    {
      config: { access: read, problems: [404] },
      schema: {
        tags,
        operationId: 'getEditorialSpeaker',
        summary: 'Read a speaker on the desk',
        description:
          'With its ETag. One that was merged is still here and names its survivor. `at` proposes the role that belongs under words said then.',
        params: IdParams,
        querystring: closed({ at: Type.Optional(Bound) }),
        response: { 200: ref(EditorialSpeaker, 'The speaker') },
      },
    },
    async (request, reply) => {
      const speaker = await getSpeaker(db, request.params.id)
      const time = request.query.at === undefined ? undefined : readEdtf(request.query.at)
      reply.headers(ok(speaker).headers)
      return { ...speaker, ...(time && { roleAt: roleHeldAt(speaker.roles, time) }) }
    },
  )

  app.post(
    '',
    {
      config: { access: write, idempotent: true },
      schema: {
        tags,
        operationId: 'createSpeaker',
        summary: 'Add a speaker',
        description:
          'Name and kind are enough. A slug that was asked for and is taken is 409 `slug-taken`; so is, as `conflict`, an identifier of another speaker.',
        body: ref(NewSpeaker),
        response: { 201: ref(EditorialSpeaker, 'The speaker') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const speaker = await createSpeaker(act, request.body)
        return created(speaker, `${app.prefix}/${speaker.id}`)
      }),
  )

  app.patch(
    '/:id',
    {
      config: { access: write, ifMatch: true, problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'updateSpeaker',
        summary: 'Change a speaker',
        description:
          'While a visible article names the speaker this needs `content:publish`: the name changes under published words, for every reader at once.',
        params: IdParams,
        body: ref(SpeakerChange),
        response: { 200: ref(EditorialSpeaker, 'The whole speaker') },
      },
    },
    (request, reply) => {
      const change = { id: request.params.id, expected: expectedVersions(request), patch: request.body }
      return perform(db, request, reply, async (act) => ok(await updateSpeaker(act, change)))
    },
  )

  app.delete(
    '/:id',
    {
      config: { access: write, ifMatch: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'deleteSpeaker',
        summary: 'Remove a speaker whom no quote names',
        description: '409 while a quote or another speaker refers to this one: merge it instead.',
        params: IdParams,
        response: { 204: Type.Null({ description: 'Removed' }) },
      },
    },
    (request, reply) => {
      const expected = expectedVersions(request)
      return perform(db, request, reply, async (act) => {
        await deleteSpeaker(act, request.params.id, expected)
        return done()
      })
    },
  )
}

export const speakers: Feature = { prefix: '/v1/editorial/speakers', schemas, routes }
