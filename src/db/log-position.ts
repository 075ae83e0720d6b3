/** How far a server's log is, in bytes, and what its clock says. */
export interface Look {
  position: number
  clock: number
}

const bytes = (position: string) => `pg_wal_lsn_diff(${position}, '0/0')::float8`
const CLOCK = 'extract(epoch from clock_timestamp())::float8 * 1000 as clock'

/**
 * The primary's statement tells a position behind every commit that was acknowledged or notified, whether it was
 * flushed or not. A replica's tells what can be read there; nothing where it follows nobody.
 */
export const LOOK = {
  primary: `select ${bytes('pg_current_wal_insert_lsn()')} as position, ${CLOCK}`,
  replica: `select case when pg_is_in_recovery() then ${bytes('pg_last_wal_replay_lsn()')} end as position, ${CLOCK}`,
}

/** A clock beside ours, and by how much that may be wrong. */
export interface Clock {
  aheadMs: number
  withinMs: number
}

/** From a question that was asked at `began`, as `performance.now()` tells, and has just been answered. */
export function clockOf({ clock }: Look, began: number): Clock {
  const withinMs = (performance.now() - began) / 2
  return { aheadMs: clock - (Date.now() - withinMs), withinMs }
}

/** What is between two clocks is no more than a reader is promised. */
const APART_MAX_MS = 250

/** An embargo that ends on the replica's clock must not end early. */
export const areTogether = (one: Clock, other: Clock) =>
  Math.abs(one.aheadMs - other.aheadMs) <= APART_MAX_MS + one.withinMs + other.withinMs

/**
 * The header of a page of the log: where a page begins, the next record will stand behind it, while the last one ended
 * before it, and no replica gets further.
 */
const [PAGE, HEADER] = [8192, 24]

/** Whether whatever stands before `position` has been replayed. */
export const hasReplayed = (replayed: number, position: number) =>
  replayed >= position || (position % PAGE === HEADER && replayed >= position - HEADER)
