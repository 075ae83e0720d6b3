/** Fewer than these are never too many: a burst of them is worked off before anybody has waited long. */
export const ALWAYS_TAKEN = 256
/** From so many on answers leave as fast as they can: they want more connections to the database than there are. */
const BUSY = 64
/** While nobody knows how fast answers leave, so many may wait for them. */
const TAKEN_UNKNOWN = 512
/** Who comes now should be answered within this: where it was judged too well, still within a second. */
const WAIT_MAX_MS = 600
/** Over how long it is counted how many answers leave. */
const WINDOW_MS = 100
/** How much of the speed that is believed is what the last window showed. */
const WEIGHT = 0.3

/**
 * Tells whether one more request would wait too long: by how many are waiting and by how fast answers leave while
 * there is more than enough to do. A few that take long by themselves, such as uploads, do not look like a queue.
 */
export class Load {
  #waiting = 0
  #left = 0
  #windowBegan: number | undefined
  #perMs: number | undefined

  /** How many are being answered. */
  get waiting(): number {
    return this.#waiting
  }

  enter(): void {
    this.#waiting += 1
  }

  leave(): void {
    this.#waiting -= 1
    this.#left += 1
  }

  /** `now` in milliseconds of any clock that only goes forwards. */
  isTooMuch(now: number): boolean {
    if (this.#waiting < BUSY) {
      // With little to do few answers leave, and that says nothing about how many could.
      this.#windowBegan = undefined
      return false
    }
    this.#measure(now)
    if (this.#waiting < ALWAYS_TAKEN) return false
    if (this.#perMs === undefined) return this.#waiting >= TAKEN_UNKNOWN
    return this.#waiting > this.#perMs * WAIT_MAX_MS
  }

  #measure(now: number): void {
    const began = this.#windowBegan ?? now
    if (this.#windowBegan === undefined) this.#left = 0
    this.#windowBegan = began
    if (now - began < WINDOW_MS) return
    const seen = this.#left / (now - began)
    // Before anything has left, nothing is known: the first answers of a process take longer than all others.
    if (this.#perMs === undefined && seen === 0) {
      this.#windowBegan = now
      return
    }
    this.#perMs = this.#perMs === undefined ? seen : (1 - WEIGHT) * this.#perMs + WEIGHT * seen
    this.#left = 0
    this.#windowBegan = now
  }
}
