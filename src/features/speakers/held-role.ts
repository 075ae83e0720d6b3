import { type Interval, readEdtf } from '../../lib/edtf.ts'
import type { EditorialSpeaker } from './schema.ts'

type HeldRole = EditorialSpeaker['roles'][number]

/**
 * What a speaker was at a time, vague or not: of the roles whose time may include it the one that began last;
 * one without dates only where no other fits. Null where none is known.
 */
export function roleHeldAt<Role extends Pick<HeldRole, 'from' | 'to'>>(
  roles: readonly Role[],
  time: Interval,
): Role | null {
  const fitting = roles
    .map((role) => ({ role, ...spanOf(role) }))
    .filter(({ begin, end }) => !isBefore(end, time.min) && !isBefore(time.max, begin))
  // Sorting keeps the newsroom's order where two began at once.
  const [latest] = fitting.sort(
    (a, b) => (b.begin?.getTime() ?? -Infinity) - (a.begin?.getTime() ?? -Infinity),
  )
  return latest?.role ?? null
}

const isBefore = (a: Date | null, b: Date | null) => a !== null && b !== null && a < b

const spanOf = ({ from, to }: Pick<HeldRole, 'from' | 'to'>) => ({
  begin: from === null ? null : (readEdtf(from)?.min ?? null),
  end: to === null ? null : (readEdtf(to)?.max ?? null),
})
