import { isTombstone } from './rules.ts'
import { type Change, ChangeData } from './schema.ts'
import type { ChangeRow } from './store.ts'

const PUBLIC_MEMBERS = Object.keys(ChangeData.properties)

/** An event as the public reads it: of its data only the members that are declared, whatever else it holds. */
export function toChange({ id, type, occurredAt, data, ...subject }: ChangeRow): Change {
  const { subjectType, subjectId, subjectSlug: slug, aliases } = subject
  const told = Object.entries(data).filter(([name]) => PUBLIC_MEMBERS.includes(name))
  return {
    id,
    // Verbs mark as public only what has its place in the enums.
    type: type as Change['type'],
    subject: { type: subjectType as Change['subject']['type'], id: subjectId, slug, aliases },
    tombstone: isTombstone(type, data),
    occurredAt,
    data: Object.fromEntries(told),
  }
}
