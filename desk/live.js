import { nowIs } from './decisions.js'

const byId = (id) => document.getElementById(id)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const AGAIN_MS = 3000
const COUNT_MS = 500

/** Keeps the page true while others work on the same queues. */
export class Live {
  constructor({ api, queue }) {
    Object.assign(this, { api, queue })
    this.fresh = 0
    byId('fresh').addEventListener('click', () => this.queue.open())
  }

  /** Listens until the key counts no more; after a lost connection it goes on where it was. */
  async listen() {
    let lastId
    for (;;) {
      try {
        for await (const message of this.api.messages(lastId)) {
          lastId = message.id
          this.show('')
          await this.hear(message)
        }
      } catch (problem) {
        if (problem.status === 401 || problem.status === 403)
          return this.show('Not live any more: sign in again.')
      }
      this.show('Not live at the moment: trying again.')
      await pause(AGAIN_MS)
    }
  }

  show(words) {
    byId('live').textContent = words
  }

  async hear({ event, data }) {
    if (event === 'resync') return this.queue.open()
    this.countSoon()
    if (event === 'comment.created' && !this.queue.comments.has(data.commentId)) this.announce(this.fresh + 1)
    else if (this.queue.waiting.includes(data.commentId)) await this.follow(data)
  }

  /** Somebody else did something to a comment that is shown. */
  async follow({ commentId, by }) {
    const comment = await this.queue.reload(commentId)
    if (comment && !this.queue.holds(comment)) {
      this.queue.settle(commentId, nowIs({ status: comment.status, changedBy: by }))
    }
  }

  announce(count) {
    this.fresh = count
    byId('fresh').hidden = count === 0
    byId('fresh').textContent = `${count} new: show`
  }

  countSoon() {
    clearTimeout(this.counting)
    this.counting = setTimeout(() => this.queue.showQueues().catch(() => undefined), COUNT_MS)
  }
}
