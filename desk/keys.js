const ACTIONS = { a: 'approve', r: 'reject', s: 'spam', t: 'thread', c: 'claim' }
const TOGETHER = new Set(['approve', 'reject', 'spam'])
const TYPING = 'input:not([type=checkbox]), textarea, select'

/** Keys work where nothing is being typed and no dialog is open. */
export function listenToKeys({ queue, selection, decisions }, onProblem) {
  const keys = {
    j: () => queue.move(1),
    k: () => queue.move(-1),
    u: () => decisions.undo(),
    x: () => queue.current && selection.toggle(queue.current.id),
    g: () => queue.open(),
    '?': () => document.getElementById('help').showModal(),
  }
  const workFor = (key) => {
    const action = ACTIONS[key]
    if (!action) return keys[key]
    if (selection.ids.size > 0 && TOGETHER.has(action)) return () => decisions.decideAll(action)
    return () => queue.current && decisions.act(queue.current, action)
  }
  document.addEventListener('keydown', (press) => {
    const isElsewhere = press.target.closest(TYPING) || document.querySelector('dialog[open]')
    if (press.ctrlKey || press.metaKey || press.altKey || press.repeat || isElsewhere) return
    const work = workFor(press.key)
    if (!work) return
    press.preventDefault()
    Promise.resolve(work()).catch(onProblem)
  })
}
