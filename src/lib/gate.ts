interface Waiting {
  enter: () => void
  timer: NodeJS.Timeout
}

/** Lets so many work at a time; the others wait in the order in which they came, and not for ever. */
export class Gate {
  #free: number
  readonly #patienceMs: number
  /** In the order of insertion, which a `Set` keeps, and out of the middle when patience ends. */
  readonly #waiting = new Set<Waiting>()

  constructor(capacity: number, patienceMs: number) {
    this.#free = capacity
    this.#patienceMs = patienceMs
  }

  /** Does the work in its turn; throws what `refusal` makes when that has not come in time. */
  async pass<T>(work: () => Promise<T>, refusal: () => Error): Promise<T> {
    if (this.#free > 0) this.#free--
    else await this.#wait(refusal)
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  #wait(refusal: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.delete(own)
        reject(refusal())
      }
      const own: Waiting = { enter: resolve, timer: setTimeout(giveUp, this.#patienceMs) }
      this.#waiting.add(own)
    })
  }

  /** The place of whoever leaves goes to whoever has waited longest. */
  #leave(): void {
    const [next] = this.#waiting
    if (!next) {
      this.#free++
      return
    }
    clearTimeout(next.timer)
    this.#waiting.delete(next)
    next.enter()
  }
}
