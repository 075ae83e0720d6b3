import { card, settle } from './card.js'
import { element } from './words.js'

const PAGE = '20'

/** Whether a comment waits in a queue, by what is known of it. */
const HOLDS = {
  pending: ({ status }) => status === 'pending',
  reported: ({ reports }) => reports.length > 0,
  edited: ({ status, diff }) => status === 'approved' && diff !== null,
  spam: ({ status }) => status === 'spam',
  all: () => true,
}

const byId = (id) => document.getElementById(id)

/** The list that a moderator works through: what is shown, and where they are in it. */
export class Queue {
  /** @param {{ api: object, say: (words: string) => void, onAction: (comment: object, action: string) => void, onSelect: (id: string, isWanted: boolean) => void, onOpen: () => void }} parts */
  constructor(parts) {
    Object.assign(this, parts)
    this.name = 'pending'
    this.comments = new Map()
    this.next = null
  }

  get order() {
    return byId('order').value
  }

  /** Shows the queue from its beginning. */
  async open(name = this.name) {
    this.name = name
    this.comments.clear()
    byId('queue').replaceChildren()
    this.onOpen()
    await Promise.all([this.more(null), this.showQueues()])
    const [first] = this.cards
    if (first) this.goTo(first)
    else this.say('Nothing waits here.')
  }

  /** Appends the next page. */
  async more(cursor = this.next) {
    const feed = byId('queue')
    feed.setAttribute('aria-busy', 'true')
    const query = { queue: this.name, order: this.order, limit: PAGE, ...(cursor && { cursor }) }
    try {
      const { data, page } = await this.api.list(query)
      this.next = page.next
      for (const comment of data) this.add(comment)
    } finally {
      feed.setAttribute('aria-busy', 'false')
      byId('more').hidden = this.next === null
    }
  }

  add(comment) {
    if (this.comments.has(comment.id)) return
    this.comments.set(comment.id, comment)
    byId('queue').append(this.cardOf(comment))
  }

  cardOf(comment) {
    return card(comment, {
      onAction: (action) => this.onAction(this.comments.get(comment.id), action),
      onSelect: (isWanted) => this.onSelect(comment.id, isWanted),
    })
  }

  /** Reads a comment anew and shows it in its place: somebody or something changed it. */
  async reload(id) {
    if (!byId(`card-${id}`)) return undefined
    const fresh = await this.api.comment(id)
    const shown = byId(`card-${id}`)
    if (!shown) return undefined
    this.comments.set(id, fresh)
    const hadFocus = shown.contains(document.activeElement)
    shown.replaceWith(this.cardOf(fresh))
    if (hadFocus) this.goToComment(id)
    return fresh
  }

  /** Says on a card what became of the comment; it stays where it is until the queue is opened again. */
  settle(id, words) {
    const shown = byId(`card-${id}`)
    if (shown) settle(shown, words)
  }

  isSettled(id) {
    return byId(`card-${id}`)?.dataset.settled === 'true'
  }

  holds(comment) {
    return HOLDS[this.name](comment)
  }

  get cards() {
    return [...byId('queue').children]
  }

  /** What is shown and not yet decided on. */
  get waiting() {
    return this.cards.filter(({ dataset }) => dataset.settled !== 'true').map(({ dataset }) => dataset.id)
  }

  get current() {
    const shown = document.activeElement?.closest('.comment')
    return shown ? this.comments.get(shown.dataset.id) : undefined
  }

  goToComment(id) {
    const shown = byId(`card-${id}`)
    if (shown) this.goTo(shown)
  }

  goTo(shown) {
    for (const each of this.cards) each.tabIndex = each === shown ? 0 : -1
    this.place = this.cards.indexOf(shown)
    shown.focus()
    shown.scrollIntoView({ block: 'nearest' })
  }

  /** To the next or previous comment that waits, with the next page behind the last one. */
  async move(step) {
    const { cards } = this
    const focused = cards.findIndex((each) => each.contains(document.activeElement))
    const at = focused === -1 ? (this.place ?? -1) : focused
    const ahead = step > 0 ? cards.slice(at + 1) : cards.slice(0, Math.max(0, at)).reverse()
    const target = ahead.find(({ dataset }) => dataset.settled !== 'true')
    if (target) return this.goTo(target)
    if (step < 0 || this.next === null)
      return this.say(step > 0 ? 'That was the last one.' : 'That is the first one.')
    await this.more()
    return this.move(step)
  }

  /** The names of the queues with what waits in each. */
  async showQueues() {
    const counts = await this.api.queues()
    const held = document.activeElement?.dataset.queue
    byId('queues').replaceChildren(
      ...[...counts, { queue: 'all', title: 'Every comment' }].map((each) => this.tab(each)),
    )
    if (held) byId('queues').querySelector(`[data-queue=${held}]`)?.focus()
  }

  tab({ queue, title, count, isMore }) {
    const name = queue.charAt(0).toUpperCase() + queue.slice(1)
    const tab = element('button', {
      type: 'button',
      text: count === undefined ? name : `${name} (${count}${isMore ? '+' : ''})`,
      title,
      'data-queue': queue,
      'aria-pressed': String(queue === this.name),
    })
    tab.addEventListener('click', () => this.open(queue).catch((problem) => this.say(problem.message)))
    return tab
  }
}
