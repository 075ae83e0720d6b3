import { element, time } from './words.js'

const LABELS = {
  approve: 'Approve',
  reject: 'Reject…',
  spam: 'Spam',
  pending: 'Back to pending',
  thread: 'Thread',
}
const KEYS = { approve: 'a', reject: 'r', spam: 's', thread: 't' }

/** One comment of a queue, with all that a decision needs, and a button for each that it allows. */
export function card(comment, onAction) {
  const { id, author, article, createdAt, parent, reasons, allowedActions, status } = comment
  const title = `comment-${id}`
  const about = [`${status} · on `, element('bdi', { text: article.title }), ' · ', time(createdAt)]
  return element('article', {
    class: 'comment',
    id: `card-${id}`,
    tabindex: '-1',
    'aria-labelledby': title,
    'data-id': id,
    children: [
      element('h2', { id: title, text: author.name }),
      element('p', { class: 'about', children: about }),
      ...(parent
        ? [element('p', { class: 'parent', dir: 'auto', text: `In reply to: ${parent.excerpt}` })]
        : []),
      ...wordsOf(comment),
      ...(reasons.length > 0 ? [reasonsOf(reasons)] : []),
      element('div', { class: 'thread', hidden: true }),
      actionsOf([...allowedActions, 'thread'], onAction),
    ],
  })
}

/** Of an edit both are shown: what readers see now, and what its author made of it. */
function wordsOf({ body, publicBody }) {
  const words = element('p', { class: 'words', dir: 'auto', text: body })
  if (publicBody === null || publicBody === body) return [words]
  return [
    element('p', { class: 'about', text: 'Public now:' }),
    element('p', { class: 'words public', dir: 'auto', text: publicBody }),
    element('p', { class: 'about', text: 'Edited to:' }),
    words,
  ]
}

const reasonsOf = (reasons) =>
  element('ul', {
    class: 'reasons',
    'aria-label': 'Why it was held',
    children: reasons.map((reason) => element('li', { text: reason })),
  })

const actionsOf = (actions, onAction) =>
  element('div', {
    class: 'bar actions',
    children: actions.map((action) => {
      const button = element('button', {
        type: 'button',
        'data-action': action,
        text: LABELS[action],
        'aria-keyshortcuts': KEYS[action],
      })
      button.addEventListener('click', () => onAction(action))
      return button
    }),
  })

/** Says on the card what became of it, and takes away what can no longer be done. */
export function settle(shown, words) {
  for (const gone of shown.querySelectorAll('.actions, .outcome')) gone.remove()
  shown.append(element('p', { class: 'outcome', text: words }))
  shown.dataset.settled = 'true'
}
