import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { AuditEvent, AuditEventPage, AuditQuery, schemas } from './schema.ts'
import { type EventRow, getAuditEvent, listAuditEvents, toAuditEvent } from './store.ts'

const tags = ['admin']
const access = 'admin' as const

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listAuditEvents',
        summary: 'Read who did what, and when',
        description:
          'Every event that was recorded, newest first: who, in which request, what changed and from what to what. Events of what the public can read are among them. Secrets, words of comments and readers’ addresses are in none.',
        querystring: AuditQuery,
        response: { 200: ref(AuditEventPage, 'One page of events') },
      },
    },
    async (request, reply) => {
      const rows = await listAuditEvents(db, request.query, windowOf(secrets, request))
      const placeOf = ({ sequence, id }: EventRow) => [String(sequence), id] as const
      return pageFrom({ secrets, request, reply }, rows, placeOf, toAuditEvent)
    },
  )

  app.get(
    '/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'getAuditEvent',
        summary: 'Read one event',
        description: 'By the id that the change feed shows, too.',
        params: IdParams,
        response: { 200: ref(AuditEvent, 'The event') },
      },
    },
    (request) => getAuditEvent(db, request.params.id),
  )
}

export const audit: Feature = { prefix: '/v1/admin/audit-events', schemas, routes }
