import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '../lib/actor.ts'
import type { Changes } from '../lib/merge-patch.ts'
import type { Transaction } from './client.ts'
import type { EventType, SubjectType } from './event-types.ts'

/** What an event is about. */
export interface Subject {
  type: SubjectType
  id: string
  slug?: string | undefined
  aliases?: readonly string[]
}

/** Something that happened, as a verb reports it. Never the body of a comment: it could not be erased. */
export interface NewEvent {
  type: EventType
  subject: Subject
  /** The subject's version after the change. */
  version?: number
  /** About what the public can read at that moment: gets a place in the change feed. */
  isPublic?: boolean
  /** What the public may know of it when it is public, such as the number of an edition. */
  data?: Record<string, unknown>
  /** When it happened, if not now: a moment that came by the clock is recorded a little later. */
  occurredAt?: Date
  /** Who did it, if not whose act records it. */
  by?: Actor
  /** For operators, with both values; their names also tell a stale client what to merge. */
  changes?: Changes
}

/** The lock under which public events take their positions: the order of commits is the order of the log. */
const LOG_LOCK = 72_707_370

/**
 * Writes what happened as the last statements of a transaction. Public events get gapless positions under
 * the log's lock, which is held until the commit that follows at once; private ones stay outside it.
 */
export async function appendEvents(
  tx: Transaction,
  events: readonly NewEvent[],
  actor: Actor,
  requestId: string | null,
): Promise<void> {
  if (events.length === 0) return
  const publicCount = events.filter((event) => event.isPublic).length
  let position = publicCount > 0 ? await takePositions(tx) : 0n
  await tx.event.createMany({
    data: events.map(({ type, subject, version, isPublic, data = {}, ...event }) => ({
      id: uuidv7(),
      type,
      position: isPublic ? ++position : null,
      subjectType: subject.type,
      subjectId: subject.id,
      subjectSlug: subject.slug ?? null,
      aliases: [...(subject.aliases ?? [])],
      actorKeyId: (event.by ?? actor).keyId,
      actorLabel: (event.by ?? actor).label,
      version: version ?? null,
      requestId,
      data: data as object,
      ...(event.changes && { changes: event.changes as object }),
      ...(event.occurredAt && { occurredAt: event.occurredAt }),
    })),
  })
}

/** The last position taken, with the log locked until this transaction ends. */
async function takePositions(tx: Transaction): Promise<bigint> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${LOG_LOCK})`
  const [row] = await tx.$queryRaw<
    { last: bigint }[]
  >`select coalesce(max(position), 0)::bigint as last from event`
  return BigInt(row?.last ?? 0)
}
