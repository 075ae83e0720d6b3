import { card, settle } from './card.js'
import { element } from './words.js'

const PAGE = '20'
const QUEUES = { pending: 'Pending', edited: 'Edited', spam: 'Spam', all: 'All' }

const byId = (id) => document.getElementById(id)

/** The list that a moderator works through: what is shown, and where they are in it. */
export class Queue {
  /** @param {{ api: object, say: (words: string) => void, onAction: (comment: object, action: string) => void }} parts */
  constructor({ api, say, onAction }) {
    this.api = api
    this.say = say
    this.onAction = onAction
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
    await this.more(null)
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
    return card(comment, (action) => this.onAction(this.comments.get(comment.id), action))
  }

  /** Reads a comment anew and shows it in its place: somebody or something changed it. */
  async reload(id) {
    const shown = byId(`card-${id}`)
    if (!shown) return
    const fresh = await this.api.comment(id)
    this.comments.set(id, fresh)
    const hadFocus = shown.contains(document.activeElement)
    shown.replaceWith(this.cardOf(fresh))
    if (hadFocus) this.goTo(byId(`card-${id}`))
  }

  /** Says on a card what became of the comment; it stays where it is until the queue is opened again. */
  settle(id, words) {
    const shown = byId(`card-${id}`)
    if (!shown) return
    settle(shown, words)
  }

  isSettled(id) {
    return byId(`card-${id}`)?.dataset.settled === 'true'
  }

  get cards() {
    return [...byId('queue').children]
  }

  get current() {
    const shown = document.activeElement?.closest('.comment')
    return shown ? this.comments.get(shown.dataset.id) : undefined
  }

  goTo(shown) {
    for (const each of this.cards) each.tabIndex = each === shown ? 0 : -1
    shown.focus()
    shown.scrollIntoView({ block: 'nearest' })
  }

  /** To the next or previous comment that waits, with the next page behind the last one. */
  async move(step) {
    const { cards } = this
    const at = cards.findIndex((each) => each.contains(document.activeElement))
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
    const counts = await Promise.all(
      Object.keys(QUEUES).map((queue) => this.api.list({ queue, limit: '1', count: 'exact' })),
    )
    byId('queues').replaceChildren(
      ...Object.entries(QUEUES).map(([name, title], i) =>
        this.tab(name, `${title} (${counts[i].page.count})`),
      ),
    )
  }

  tab(name, text) {
    const tab = element('button', { type: 'button', text, 'aria-pressed': String(name === this.name) })
    tab.addEventListener('click', async () => {
      await this.open(name)
      await this.showQueues()
    })
    return tab
  }
}
