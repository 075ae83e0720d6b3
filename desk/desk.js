import { connect } from './api.js'
import { Decisions } from './decisions.js'
import { Queue } from './queue.js'
import { showReasons } from './reasons.js'

/** The key lives as long as the tab. */
const KEPT = 'verbatim-desk-key'

const byId = (id) => document.getElementById(id)
const say = (words) => {
  byId('notice').textContent = words
}

byId('sign-in').addEventListener('submit', async (submission) => {
  submission.preventDefault()
  byId('sign-in-problem').textContent = ''
  try {
    await enter(byId('key').value.trim())
  } catch (problem) {
    byId('sign-in-problem').textContent = problem.message
  }
})
byId('sign-out').addEventListener('click', () => {
  sessionStorage.removeItem(KEPT)
  location.reload()
})
byId('help-open').addEventListener('click', () => byId('help').showModal())

const kept = sessionStorage.getItem(KEPT)
if (kept) enter(kept).catch(() => sessionStorage.removeItem(KEPT))

/** Shows the desk to the holder of a key that may moderate; throws for every other. */
async function enter(key) {
  const api = connect(key)
  showReasons(await api.reasons())
  sessionStorage.setItem(KEPT, key)
  byId('key').value = ''
  byId('door').hidden = true
  byId('desk').hidden = false
  byId('sign-out').hidden = false

  const decisions = new Decisions({ api, say })
  const queue = new Queue({ api, say, onAction: (comment, action) => decisions.act(comment, action) })
  decisions.attach(queue)
  wire(queue, decisions)
  await Promise.all([queue.showQueues(), queue.open()])
}

function wire(queue, decisions) {
  const open = async () => {
    await queue.open()
    await queue.showQueues()
  }
  byId('order').addEventListener('change', open)
  byId('refresh').addEventListener('click', open)
  byId('more').addEventListener('click', () => queue.more())
  document.addEventListener('keydown', (press) => onKey(press, { queue, decisions }))
}

const ACTIONS = { a: 'approve', r: 'reject', s: 'spam', t: 'thread' }

/** Keys work where nothing is being typed and no dialog is open. */
function onKey(press, { queue, decisions }) {
  const isTyping = press.target.closest('input, textarea, select')
  if (press.ctrlKey || press.metaKey || press.altKey || isTyping || document.querySelector('dialog[open]'))
    return
  const { current } = queue
  const keys = {
    j: () => queue.move(1),
    k: () => queue.move(-1),
    '?': () => byId('help').showModal(),
  }
  const action = ACTIONS[press.key]
  const work = action ? () => current && decisions.act(current, action) : keys[press.key]
  if (!work) return
  press.preventDefault()
  Promise.resolve(work()).catch((problem) => say(problem.message))
}
