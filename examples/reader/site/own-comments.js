import { read, send } from '/api.js'
import { element, moment, orSay } from '/elements.js'

/** What this browser wrote, by article: the receipt names a comment to its author, the token lets them change it. */
const keyOf = (articleId) => `comments-${articleId}`
const kept = (articleId) => JSON.parse(localStorage.getItem(keyOf(articleId)) ?? '[]')

export function keepOwnComment(articleId, { comment, receipt, editToken }) {
  const all = [...kept(articleId), { id: comment.id, receipt, editToken }]
  localStorage.setItem(keyOf(articleId), JSON.stringify(all))
}

const STATUS = {
  pending: 'A moderator has not read it yet.',
  approved: 'It is public.',
  rejected: 'It was not taken.',
  withdrawn: 'You took it back.',
  erased: 'It was erased.',
}

/** What became of what this reader wrote, and the way to change it while there is time. */
export async function showOwnComments(articleId) {
  const own = kept(articleId)
  const place = document.getElementById('own')
  if (own.length === 0) return place.replaceChildren()
  const told = await Promise.all(own.map((comment) => shown(comment, () => showOwnComments(articleId))))
  place.replaceChildren(element('h3', {}, 'What you wrote'), element('ul', {}, ...told))
}

async function shown({ id, receipt, editToken }, changed) {
  const comment = await read(`/v1/comments/receipts/${encodeURIComponent(receipt)}`).catch(() => undefined)
  if (!comment) return element('li', {}, 'This comment is not known any more.')
  const { status, body, notePublic, isEditPending, createdAt, editableUntil } = comment
  const isEditable = ['pending', 'approved'].includes(status) && new Date(editableUntil) > new Date()
  return element(
    'li',
    {},
    element('p', { class: 'quiet' }, moment(createdAt), ' · ', STATUS[status]),
    isEditPending ? element('p', {}, 'Your change waits for a moderator.') : null,
    notePublic ? element('p', {}, `The moderators wrote: ${notePublic}`) : null,
    body ? element('p', { dir: 'auto' }, body) : null,
    isEditable ? editorOf({ id, body, editToken, editableUntil }, changed) : null,
  )
}

function editorOf({ id, body, editToken, editableUntil }, changed) {
  const words = element(
    'textarea',
    { rows: 4, maxlength: 5000, required: '', 'aria-label': 'Your words' },
    body,
  )
  const notice = element('p', { role: 'status' })
  const token = { 'edit-token': editToken }
  const act = (work) =>
    orSay(notice, async () => {
      await work()
      await changed()
    })
  return element(
    'details',
    {},
    element('summary', {}, 'Change it until ', moment(editableUntil)),
    words,
    element(
      'button',
      {
        type: 'button',
        click: () => act(() => send('PATCH', `/v1/comments/${id}`, { body: words.value }, token)),
      },
      'Save',
    ),
    ' ',
    element(
      'button',
      { type: 'button', click: () => act(() => send('DELETE', `/v1/comments/${id}`, undefined, token)) },
      'Take it back',
    ),
    notice,
  )
}
