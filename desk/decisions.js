import { askReason } from './reasons.js'
import { element } from './words.js'

const DONE = { approve: 'Approved', reject: 'Rejected', spam: 'Marked as spam', pending: 'Back to pending' }

const byId = (id) => document.getElementById(id)

/** What a moderator does with comments. */
export class Decisions {
  constructor({ api, say }) {
    this.api = api
    this.say = say
  }

  /** @param {import('./queue.js').Queue} queue */
  attach(queue) {
    this.queue = queue
  }

  async act(comment, action) {
    if (action === 'thread') return this.showThread(comment)
    if (this.queue.isSettled(comment.id) || !comment.allowedActions.includes(action)) {
      return this.say('That cannot be done with this comment now.')
    }
    const reason = action === 'reject' ? await askReason() : {}
    if (reason) await this.decide(comment, { action, ...reason })
  }

  async decide(comment, decision) {
    try {
      await this.api.decide(comment, decision)
      this.queue.settle(comment.id, `${DONE[decision.action]}.`)
      this.say(`${DONE[decision.action]}: the comment of ${comment.author.name}.`)
      await this.queue.move(1)
    } catch (problem) {
      await this.tell(comment, problem)
    }
  }

  /** Somebody was faster, or something else is in the way: it is said, and shown as it is now. */
  async tell(comment, problem) {
    if (problem.code === 'state-changed') {
      const { status, changedBy } = problem.current
      await this.queue.reload(comment.id)
      if (status !== comment.status) {
        this.queue.settle(comment.id, `Now ${status}${changedBy ? `, by ${changedBy}` : ''}.`)
      }
    }
    this.say(problem.message)
  }

  async showThread({ id, article }) {
    const place = byId(`card-${id}`)?.querySelector('.thread')
    if (!place) return
    place.hidden = !place.hidden
    if (place.hidden) return
    const { data } = await this.api.thread(article.id)
    place.replaceChildren(...linesOf(data))
    if (data.length === 0) place.textContent = 'No public comments yet.'
  }
}

const linesOf = (comments) =>
  comments.flatMap(({ author, body, replies }) => [
    element('p', { dir: 'auto', text: `${author?.name ?? 'Taken back'}: ${body?.text ?? '—'}` }),
    ...(replies?.data.length ? [element('div', { class: 'thread', children: linesOf(replies.data) })] : []),
  ])
