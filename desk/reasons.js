import { element } from './words.js'

/** What most rejections are for; after that, the reason that was given last. */
const USUAL = 'off-topic'

const byId = (id) => document.getElementById(id)

/** Fills the list of reasons once it is known who asks. */
export function showReasons(reasons) {
  const list = byId('reason')
  list.replaceChildren(
    ...reasons.map(({ code, title, needs }) =>
      element('option', { value: code, text: title, 'data-needs': needs ?? '' }),
    ),
  )
  list.value = USUAL
  showNeeds()
}

/** A reason may demand a note: legal grounds for colleagues, or words for the author. */
function showNeeds() {
  const needs = byId('reason').selectedOptions[0]?.dataset.needs
  for (const [name, note] of [
    ['public', 'notePublic'],
    ['internal', 'noteInternal'],
  ]) {
    byId(`note-${name}`).required = needs === note
    byId(`needs-${name}`).textContent = needs === note ? '(needed for this reason)' : ''
  }
}

/** Asks for the reason of a rejection; null when the moderator thinks better of it. */
export function askReason() {
  const dialog = byId('reason-dialog')
  for (const note of dialog.querySelectorAll('textarea')) note.value = ''
  byId('reason').onchange = showNeeds
  // Enter on a closed list would do nothing, or open it.
  byId('reason').onkeydown = (press) => {
    if (press.key !== 'Enter') return
    press.preventDefault()
    byId('reason-form').requestSubmit(dialog.querySelector('[value=confirm]'))
  }
  dialog.returnValue = 'cancel'
  dialog.showModal()
  byId('reason').focus()
  return new Promise((answer) => {
    dialog.onclose = () => answer(dialog.returnValue === 'confirm' ? chosen() : null)
  })
}

function chosen() {
  const [notePublic, noteInternal] = [byId('note-public').value.trim(), byId('note-internal').value.trim()]
  return {
    reason: byId('reason').value,
    ...(notePublic && { notePublic }),
    ...(noteInternal && { noteInternal }),
  }
}
