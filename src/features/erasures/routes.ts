import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, perform } from '../../http/perform.ts'
import { ref } from '../../http/schemas.ts'
import { carryOutErasure } from './erase.ts'
import {
  CarriedOutErasure,
  ErasurePage,
  ErasureQuery,
  ErasureRequestPage,
  NewErasure,
  schemas,
} from './schema.ts'
import { listErasureRequests, listErasures, toErasure, toErasureRequest } from './store.ts'

const tags = ['admin']
const access = 'admin' as const

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.post(
    '/erasures',
    {
      config: { access, idempotent: true, problems: [404, 422] },
      schema: {
        tags,
        operationId: 'eraseComments',
        summary: 'Erase a comment, or all that one address wrote',
        description:
          'Body, name, address and digests are destroyed in all revisions, along with notes of moderators and reporters, subscriptions and waiting mail. It cannot be taken back. The place of a comment stays while public replies hang on it. What is kept of an erasure is a count and the reason.',
        body: ref(NewErasure),
        response: { 201: ref(CarriedOutErasure, 'Erased; also where there was nothing left to erase') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => created(await carryOutErasure(act, secrets, request.body))),
  )

  app.get(
    '/erasures',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listErasures',
        summary: 'List erasures',
        description: 'Newest first: when, by whom and how many comments; never whose.',
        querystring: ErasureQuery,
        response: { 200: ref(ErasurePage, 'One page of erasures') },
      },
    },
    async (request, reply) => {
      const rows = await listErasures(db, windowOf(secrets, request))
      return pageFrom({ secrets, request, reply }, rows, ({ id }) => ['', id] as const, toErasure)
    },
  )

  app.get(
    '/erasure-requests',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listErasureRequests',
        summary: 'List what authors asked to be erased',
        description: 'Through their receipts, oldest first, until it is done.',
        querystring: ErasureQuery,
        response: { 200: ref(ErasureRequestPage, 'One page of requests') },
      },
    },
    async (request, reply) => {
      const rows = await listErasureRequests(db, windowOf(secrets, request))
      const placeOf = ({ sequence, commentId }: (typeof rows.rows)[number]) =>
        [String(sequence), commentId] as const
      return pageFrom({ secrets, request, reply }, rows, placeOf, toErasureRequest)
    },
  )
}

export const erasures: Feature = { prefix: '/v1/admin', schemas, routes }
