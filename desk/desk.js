import { connect } from './api.js'
import { Claims } from './claims.js'
import { Decisions } from './decisions.js'
import { listenToKeys } from './keys.js'
import { Live } from './live.js'
import { Queue } from './queue.js'
import { showReasons } from './reasons.js'
import { Selection } from './selection.js'

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
  const { label } = await api.me()
  sessionStorage.setItem(KEPT, key)
  byId('key').value = ''
  byId('who').textContent = label
  byId('door').hidden = true
  byId('desk').hidden = false
  byId('sign-out').hidden = false

  const queue = new Queue({
    ...{ api, say },
    onAction: (comment, action) => decisions.act(comment, action).catch(tell),
    onSelect: (id, isWanted) => selection.toggle(id, isWanted),
    onOpen: () => {
      selection.clear()
      live.announce(0)
    },
  })
  const selection = new Selection({ queue, say })
  const claims = new Claims({ api, say, queue })
  const decisions = new Decisions({ api, say, queue, selection, claims })
  const live = new Live({ api, queue })
  wire({ queue, selection, decisions })
  await queue.open()
  live.listen()
}

const tell = (problem) => say(problem.message)

function wire(parts) {
  const { queue, selection, decisions } = parts
  byId('order').addEventListener('change', () => queue.open().catch(tell))
  byId('refresh').addEventListener('click', () => queue.open().catch(tell))
  byId('more').addEventListener('click', () => queue.more().catch(tell))
  byId('undo').addEventListener('click', () => decisions.undo().catch(tell))
  byId('select-all').addEventListener('click', () => selection.all())
  byId('select-none').addEventListener('click', () => selection.clear())
  for (const button of byId('selection').querySelectorAll('[data-action]')) {
    button.addEventListener('click', () => decisions.decideAll(button.dataset.action).catch(tell))
  }
  listenToKeys(parts, tell)
}
