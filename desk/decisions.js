import { askReason } from './reasons.js'
import { linesOf } from './thread.js'

const DONE = { approve: 'Approved', reject: 'Rejected', spam: 'Marked as spam', pending: 'Back to pending' }

const byId = (id) => document.getElementById(id)

/** What a moderator does with comments. */
export class Decisions {
  constructor({ api, say, queue, selection, claims }) {
    Object.assign(this, { api, say, queue, selection, claims })
    /** What can be taken back, the last on top. */
    this.made = []
  }

  async act(comment, action) {
    if (action === 'thread') return this.showThread(comment)
    if (action === 'claim') return this.claims.toggle(comment)
    if (this.queue.isSettled(comment.id) || !comment.allowedActions.includes(action)) {
      return this.say('That cannot be done with this comment now.')
    }
    const reason = action === 'reject' ? await askReason() : {}
    if (reason) await this.decide(comment, { action, ...reason })
  }

  async decide(comment, decision) {
    const isHere = () => [comment.id, undefined].includes(this.queue.current?.id)
    try {
      const { id } = await this.api.decide(comment, decision)
      this.made.push({ takeBack: () => this.api.undo(id), ids: [comment.id] })
      this.settle(comment.id, decision.action)
      this.say(`${DONE[decision.action]}: the comment of ${comment.author.name}.`)
      // Who has moved on meanwhile is not moved once more.
      if (isHere()) await this.queue.move(1)
    } catch (problem) {
      await this.tell(comment.id, problem.current)
      this.say(problem.message)
    }
  }

  /** The same for all that are selected; each is told what became of it. */
  async decideAll(action) {
    const comments = this.selection.comments
    const reason = action === 'reject' ? await askReason() : {}
    if (!reason || comments.length === 0) return
    const { batchId, count, data } = await this.api.decideAll(comments, { action, ...reason })
    this.made.push({ takeBack: () => this.api.undoAll(batchId), ids: comments.map(({ id }) => id) })
    this.selection.clear()
    for (const { id, decision, problem } of data) {
      if (decision) this.settle(id, action)
      else await this.tell(id, problem.current)
    }
    const rest = data.length - count
    this.say(`${DONE[action]}: ${count} comments${rest > 0 ? `; ${rest} could not be` : ''}.`)
    await this.queue.move(1)
  }

  settle(id, action) {
    this.claims.forget(id)
    this.queue.settle(id, `${DONE[action]}.`)
  }

  /** Takes back what was decided last. */
  async undo() {
    const last = this.made.pop()
    if (!last) return this.say('There is nothing to take back.')
    await last.takeBack()
    for (const id of last.ids) await this.queue.reload(id)
    this.queue.goToComment(last.ids[0])
    this.say(last.ids.length > 1 ? `Taken back: ${last.ids.length} decisions.` : 'Taken back.')
  }

  /** Somebody was faster, or something else is in the way: the card shows what is. */
  async tell(id, current) {
    if (!current) return
    const known = this.queue.comments.get(id)
    await this.queue.reload(id)
    if (current.status !== known?.status) this.queue.settle(id, nowIs(current))
  }

  async showThread({ id, article, parent }) {
    const place = byId(`card-${id}`)?.querySelector('.thread')
    if (!place) return
    place.hidden = !place.hidden
    if (place.hidden) return
    const { data } = await this.api.thread(article.id, parent?.id)
    place.replaceChildren(...linesOf(data, [id, parent?.id]))
    if (data.length === 0) place.textContent = 'No public comments yet.'
  }
}

export const nowIs = ({ status, changedBy }) => `Now ${status}${changedBy ? `, by ${changedBy}` : ''}.`
