import { ApiError } from '../lib/errors.ts'
import type { Transaction } from './client.ts'
import type { Subject } from './events.ts'

interface Versioned {
  version: number
  updatedBy: string
  updatedAt: Date
}

/**
 * Refuses a change that was made from another version than the current one: 412 `stale`, with who changed
 * the resource, when, and the fields changed since the client's newest version. Hold the row's lock.
 */
export async function requireCurrent(
  tx: Transaction,
  subject: Pick<Subject, 'type' | 'id'>,
  { version, updatedBy, updatedAt }: Versioned,
  expected: readonly number[],
): Promise<void> {
  if (expected.includes(version)) return
  const changed = await tx.$queryRaw<{ field: string }[]>`
    select distinct jsonb_object_keys(changes) as field from event
    where subject_type = ${subject.type} and subject_id = ${subject.id}::uuid
      and version > ${Math.max(0, ...expected)} and changes is not null`
  throw new ApiError('stale', `The current version is ${version}.`, {
    members: {
      current: {
        version,
        changedBy: updatedBy,
        changedAt: updatedAt.toISOString(),
        changedFields: changed.map(({ field }) => field).sort(),
      },
    },
  })
}
