import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, done, perform } from '../../http/perform.ts'
import { closed, Id, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { getSpeaker } from '../speakers/store.ts'
import { mergeSpeaker } from './merge.ts'
import { NewSpeakerMerge, SpeakerMerge, SpeakerMergePage, schemas } from './schema.ts'
import { listMerges } from './store.ts'
import { undoMerge } from './undo.ts'

const tags = ['editorial speakers']

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '/:id/merges',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'listSpeakerMerges',
        summary: 'List the merges of a speaker',
        description: 'Into others and of others into this one, newest first, undone ones included.',
        params: IdParams,
        querystring: closed(pageMembers),
        response: { 200: ref(SpeakerMergePage, 'One page of merges') },
      },
    },
    async (request, reply) => {
      const { id } = await getSpeaker(db, request.params.id)
      const rows = await listMerges(db, id, windowOf(secrets, request))
      const asIs = (merge: SpeakerMerge) => merge
      return pageFrom({ secrets, request, reply }, rows, (merge) => [merge.createdAt, merge.id], asIs)
    },
  )

  app.post(
    '/:id/merges',
    {
      config: { access: 'content:publish', ifMatch: true, idempotent: true, problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'mergeSpeaker',
        summary: 'Merge a speaker into another',
        description:
          'Their quotes, in articles and in all editions, their names, identifiers, roles and members become the survivor’s at once; their public address answers 301. Refused: into itself and of anonymous sources (422), of one who is merged already or into one who is (409). The ETag is the merged speaker’s.',
        params: IdParams,
        body: ref(NewSpeakerMerge),
        response: { 201: ref(SpeakerMerge, 'The merge, with what it moved') },
      },
    },
    (request, reply) => {
      const order = { id: request.params.id, expected: expectedVersions(request), into: request.body.into }
      return perform(db, request, reply, async (act) => {
        const merge = await mergeSpeaker(act, order)
        return created(merge, `${app.prefix}/${merge.speaker.id}/merges/${merge.id}`)
      })
    },
  )

  app.delete(
    '/:id/merges/:mergeId',
    {
      config: { access: 'content:publish', ifMatch: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'undoSpeakerMerge',
        summary: 'Undo a merge',
        description:
          'Restores what it moved, but for what somebody has moved on since. 409 while a later merge rests on it, or when one of its identifiers now belongs to another speaker. The ETag is that of the speaker who stands for themselves again.',
        params: Type.Object({ id: Id, mergeId: Id }),
        response: { 204: Type.Null({ description: 'Undone' }) },
      },
    },
    (request, reply) => {
      const { id, mergeId } = request.params
      const order = { id, mergeId, expected: expectedVersions(request) }
      return perform(db, request, reply, async (act) => done({ etag: `"${await undoMerge(act, order)}"` }))
    },
  )
}

export const speakerMerges: Feature = { prefix: '/v1/editorial/speakers', schemas, routes }
