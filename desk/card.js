import { compared, marked } from './spans.js'
import { element, time } from './words.js'

const LABELS = {
  approve: 'Approve',
  reject: 'Reject…',
  spam: 'Spam',
  pending: 'Back to pending',
  thread: 'Thread',
  claim: 'Claim',
}
const KEYS = { approve: 'a', reject: 'r', spam: 's', thread: 't', claim: 'c' }

/** One comment of a queue, with all that a decision needs, and a button for each that it allows. */
export function card(comment, { onAction, onSelect }) {
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
      selectorOf(comment, onSelect),
      element('h2', { id: title, text: author.name }),
      element('p', { class: 'about', children: about }),
      ...(parent
        ? [element('p', { class: 'parent', dir: 'auto', text: `In reply to: ${parent.excerpt}` })]
        : []),
      ...wordsOf(comment),
      ...(reasons.length > 0 ? [reasonsOf(reasons)] : []),
      ...factsOf(comment).map((text) => element('p', { class: 'about', text })),
      element('div', { class: 'thread', hidden: true }),
      actionsOf([...allowedActions, 'claim', 'thread'], onAction),
    ],
  })
}

function selectorOf({ author }, onSelect) {
  const box = element('input', { type: 'checkbox', 'aria-label': `Select the comment of ${author.name}` })
  box.addEventListener('change', () => onSelect(box.checked))
  return element('label', { class: 'select', children: [box] })
}

/** Of an edit it is shown what its author made of the words that readers see. */
function wordsOf({ body, diff, matches }) {
  const words = element('p', { class: 'words', dir: 'auto', children: marked(body, matches) })
  if (diff === null) return [words]
  const edit = element('p', { class: 'words edit', dir: 'auto', children: compared(diff) })
  const label = element('p', { class: 'about', text: 'Edited since it was published:' })
  return matches.length > 0 ? [label, edit, words] : [label, edit]
}

const reasonsOf = (reasons) =>
  element('ul', {
    class: 'reasons',
    'aria-label': 'Why it was held',
    children: reasons.map((reason) => element('li', { text: reason })),
  })

function factsOf({ author, reports, claim }) {
  const counted = (entries) => entries.map(([name, count]) => `${count} ${name}`).join(', ')
  const record = Object.entries(author.record ?? {}).filter(([, count]) => count > 0)
  return [
    ...(reports.length > 0
      ? [`Reported: ${counted(reports.map(({ reason, count }) => [reason, count]))}`]
      : []),
    ...(record.length > 0 ? [`This author so far: ${counted(record)}`] : []),
    ...(claim ? [`In the hands of ${claim.by}`] : []),
  ]
}

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
  for (const gone of shown.querySelectorAll('.actions, .outcome, .select')) gone.remove()
  shown.append(element('p', { class: 'outcome', text: words }))
  shown.dataset.settled = 'true'
}
