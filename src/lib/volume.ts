/** Many callers at once share one count rather than each taking memory. */
const KEYS_MAX = 50_000
const OTHERS = ''

/** How often something has happened lately, by who did it: in windows of a fixed length, in this process alone. */
export class Volume {
  readonly #windowMs: number
  #counts = new Map<string, number>()
  #window = 0

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** Counts one more; answers how many there are. */
  add(key: string): number {
    this.#turn()
    const place = this.#counts.has(key) || this.#counts.size < KEYS_MAX ? key : OTHERS
    const count = (this.#counts.get(place) ?? 0) + 1
    this.#counts.set(place, count)
    return count
  }

  of(key: string): number {
    this.#turn()
    return this.#counts.get(key) ?? 0
  }

  /** Until counting begins anew. */
  get secondsLeft(): number {
    return Math.ceil((this.#windowMs - (Date.now() % this.#windowMs)) / 1000)
  }

  #turn(): void {
    const now = Math.floor(Date.now() / this.#windowMs)
    if (now === this.#window) return
    this.#window = now
    this.#counts = new Map()
  }
}
