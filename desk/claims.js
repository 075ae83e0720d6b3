const byId = (id) => document.getElementById(id)

/** A claim ends after two minutes; what is still being read is claimed again before. */
const RENEW_MS = 60_000
const NEXT = 10

/** What this moderator has in hand, told to the others. */
export class Claims {
  constructor({ api, say, queue }) {
    Object.assign(this, { api, say, queue })
    this.held = new Map()
    setInterval(() => this.renew(), RENEW_MS)
    byId('claim-next').addEventListener('click', () => this.next().catch((problem) => say(problem.message)))
  }

  async toggle({ id }) {
    const held = this.held.get(id)
    if (held) {
      this.forget(id)
      await this.api.release(held)
    } else {
      const { data } = await this.api.claim({ commentIds: [id] })
      this.keep(data)
      const [claim] = data
      this.say(
        claim?.isYours ? 'It is in your hands for two minutes.' : `It is in the hands of ${claim?.by}.`,
      )
    }
    await this.queue.reload(id)
    this.queue.goToComment(id)
  }

  /** Takes the oldest of the queue that nobody has in hand. */
  async next() {
    const { data } = await this.api.claim({ queue: this.queue.name, count: NEXT })
    this.keep(data)
    for (const { commentId } of data) await this.queue.reload(commentId)
    this.queue.goToComment(data[0]?.commentId)
    this.say(
      data.length === 0 ? 'Everything is in somebody’s hands.' : `${data.length} comments are in your hands.`,
    )
  }

  keep(claims) {
    for (const { id, commentId, isYours } of claims) if (isYours) this.held.set(commentId, id)
  }

  forget(id) {
    this.held.delete(id)
  }

  async renew() {
    if (this.held.size === 0) return
    await this.api.claim({ commentIds: [...this.held.keys()].slice(0, 50) }).catch(() => undefined)
  }
}
