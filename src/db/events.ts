import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '../lib/actor.ts'
import type { Changes } from '../lib/merge-patch.ts'
import type { EventType, SubjectType } from './event-types.ts'
import type { Statement } from './statement.ts'

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
 * What writes down what happened, as the last statements of a transaction. Public events get gapless positions
 * under the log's lock, which is held until the commit that follows at once; private ones stay outside it.
 */
export function appending(
  events: readonly NewEvent[],
  actor: Actor,
  requestId: string | null,
): readonly Statement[] {
  if (events.length === 0) return []
  const rows = events.map((event) => rowOf(event, actor, requestId))
  const append = { name: 'events.append', text: APPEND, values: [JSON.stringify(rows)] }
  return events.some(({ isPublic }) => isPublic) ? [LOCK, append] : [append]
}

const rowOf = (event: NewEvent, actor: Actor, requestId: string | null) => {
  const { type, subject, version, isPublic = false, data = {}, changes, by = actor } = event
  return {
    ...{ id: uuidv7(), type, version, data, changes, is_public: isPublic, request_id: requestId },
    ...{ subject_type: subject.type, subject_id: subject.id, subject_slug: subject.slug },
    ...{ aliases: subject.aliases ?? [], actor_key_id: by.keyId, actor_label: by.label },
    occurred_at: event.occurredAt,
  }
}

const LOCK = { name: 'events.lock', text: 'select from pg_advisory_xact_lock($1)', values: [LOG_LOCK] }

/** Public events follow the last position that was taken. */
const APPEND = `
  insert into event (id, type, position, subject_type, subject_id, subject_slug, aliases, actor_key_id,
    actor_label, version, request_id, occurred_at, data, changes)
  select id, type,
    case when is_public then (select coalesce(max(position), 0) from event)
      + count(*) filter (where is_public) over (order by place) end,
    subject_type, subject_id, subject_slug, aliases, actor_key_id, actor_label, version, request_id,
    coalesce(occurred_at, date_trunc('milliseconds', clock_timestamp())), data, changes
  from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, type text, is_public boolean, subject_type text,
    subject_id uuid, subject_slug text, aliases text[], actor_key_id uuid, actor_label text, version int,
    request_id text, occurred_at timestamptz, data jsonb, changes jsonb)) with ordinality
    as e (id, type, is_public, subject_type, subject_id, subject_slug, aliases, actor_key_id, actor_label, version,
      request_id, occurred_at, data, changes, place)
  order by place`
