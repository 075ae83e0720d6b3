import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, pageMembers, ref } from '../../http/schemas.ts'
import { type SpeakerDuplicate, SpeakerDuplicatePage, schemas } from './schema.ts'
import { listDuplicates, placeOf } from './store.ts'

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '/duplicates',
    {
      config: { access: 'content:read' },
      schema: {
        tags: ['editorial speakers'],
        operationId: 'listSpeakerDuplicates',
        summary: 'List speakers who may be the same',
        description:
          'Pairs that share a name, an alias, a handle or a surname with an initial, or are spelled alike, the likeliest first. They are suggested and never merged by themselves: `POST /v1/editorial/speakers/{id}/merges` does.',
        querystring: closed(pageMembers),
        response: { 200: ref(SpeakerDuplicatePage, 'One page of pairs') },
      },
    },
    async (request, reply) => {
      const rows = await listDuplicates(db, windowOf(secrets, request))
      const asIs = (pair: SpeakerDuplicate) => pair
      return pageFrom({ secrets, request, reply }, rows, placeOf, asIs)
    },
  )
}

export const speakerDuplicates: Feature = { prefix: '/v1/editorial/speakers', schemas, routes }
