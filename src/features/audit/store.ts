import type { Db } from '../../db/client.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import type { Changes } from '../../lib/merge-patch.ts'
import type { AuditEvent, AuditQuery } from './schema.ts'

/** Everything that happened, private events too; newest first, in the order in which it was written. */
export async function listAuditEvents(
  db: Db,
  query: AuditQuery,
  { limit, after, wantsCount }: Window,
): Promise<Rows<EventRow>> {
  const where = conditionsOf(query)
  const rows = await db.event.findMany({
    where: { ...where, ...(after && { sequence: { lt: BigInt(after[0]) } }) },
    orderBy: { sequence: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.event.count({ where }) : undefined }
}

function conditionsOf(query: AuditQuery) {
  const { type, subjectType, subjectId, actor, keyId, requestId } = query
  const { 'occurredAt[gte]': from, 'occurredAt[lt]': before } = query
  return {
    ...(type && { type: { in: type } }),
    ...(subjectType && { subjectType }),
    ...(subjectId && { subjectId }),
    ...(actor && { actorLabel: actor }),
    ...(keyId && { actorKeyId: keyId }),
    ...(requestId && { requestId }),
    ...((from || before) && {
      occurredAt: { ...(from && { gte: new Date(from) }), ...(before && { lt: new Date(before) }) },
    }),
  }
}

export async function getAuditEvent(db: Db, id: string): Promise<AuditEvent> {
  const row = await db.event.findUnique({ where: { id } })
  if (!row) throw notFound('event', id)
  return toAuditEvent(row)
}

export interface EventRow {
  id: string
  sequence: bigint
  position: bigint | null
  type: string
  subjectType: string
  subjectId: string
  subjectSlug: string | null
  aliases: string[]
  actorKeyId: string | null
  actorLabel: string
  version: number | null
  requestId: string | null
  occurredAt: Date
  data: unknown
  changes: unknown
}

export const toAuditEvent = (row: EventRow): AuditEvent => ({
  id: row.id,
  type: row.type,
  position: row.position === null ? null : Number(row.position),
  // The columns hold what `record` was given: a subject, an object, and changes or nothing.
  subject: {
    type: row.subjectType as AuditEvent['subject']['type'],
    id: row.subjectId,
    slug: row.subjectSlug,
    aliases: row.aliases,
  },
  actor: { keyId: row.actorKeyId, label: row.actorLabel },
  version: row.version,
  requestId: row.requestId,
  occurredAt: row.occurredAt.toISOString(),
  data: row.data as Record<string, unknown>,
  changes: row.changes as Changes | null,
})
