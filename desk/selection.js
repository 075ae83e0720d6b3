const byId = (id) => document.getElementById(id)

/** Comments that are to be decided on together, at most as many as one request takes. */
const MOST = 100

export class Selection {
  constructor({ queue, say }) {
    this.queue = queue
    this.say = say
    this.ids = new Set()
  }

  get comments() {
    return [...this.ids].map((id) => this.queue.comments.get(id)).filter((comment) => comment !== undefined)
  }

  toggle(id, isWanted = !this.ids.has(id)) {
    if (isWanted && this.ids.size >= MOST) return this.say(`At most ${MOST} at once.`)
    if (isWanted && this.queue.isSettled(id)) return this.say('That cannot be done with this comment now.')
    this.ids[isWanted ? 'add' : 'delete'](id)
    this.show()
  }

  /** Everything that is shown and waits. */
  all() {
    for (const id of this.queue.waiting.slice(0, MOST)) this.ids.add(id)
    this.show()
  }

  clear() {
    this.ids.clear()
    this.show()
  }

  show() {
    for (const [id] of this.queue.comments) {
      const box = byId(`card-${id}`)?.querySelector('.select input')
      if (box) box.checked = this.ids.has(id)
    }
    byId('selection').hidden = this.ids.size === 0
    byId('selected').textContent = `${this.ids.size} selected`
  }
}
