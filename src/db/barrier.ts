import type { Clock } from './log-position.ts'

/** How far a replica must be to be asked: as far as the primary was after the last purge that is known here. */
export interface Barrier {
  /** Something that the public can read has changed: until the primary was asked anew no replica is far enough. */
  raise(): void
  /** How often. */
  raised(): number
  /** What the primary said when it was asked after so many times, and its clock. */
  settle(raised: number, position: number, clock: Clock): void
  /** The position to be reached; nothing while it is not known. */
  required(): { position: number; clock: Clock } | undefined
  /** How far the primary was when it was asked last. */
  written(): number
}

export function newBarrier(onSettled: () => void = () => undefined): Barrier {
  let raises = 1
  let settled = 0
  let required: { position: number; clock: Clock } | undefined
  let written = 0
  return {
    raise: () => {
      raises += 1
    },
    raised: () => raises,
    settle: (raised, position, clock) => {
      written = position
      if (raised === settled && required) required = { ...required, clock }
      else required = { position, clock }
      const isNew = raised !== settled
      settled = raised
      if (isNew) onSettled()
    },
    required: () => (settled === raises ? required : undefined),
    written: () => written,
  }
}
