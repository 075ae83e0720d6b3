import { read } from '/api.js'
import { element, moment, orSay, showRendered } from '/elements.js'

const thread = document.getElementById('thread')
const more = document.getElementById('more')
const notice = document.getElementById('notice')

/** The discussion of an article; `answer` is called with the comment that a reader wants to reply to. */
export async function showThread(articleId, answer) {
  const path = `/v1/articles/${articleId}/comments`
  let cursor

  const showPage = async () => {
    const { data, page } = await read(path, cursor ? { cursor } : {})
    thread.append(...data.map((comment) => shown(comment, answer)))
    cursor = page.next
    more.hidden = cursor === null
  }
  more.onclick = () => orSay(notice, showPage)
  await showPage()
}

function shown(comment, answer) {
  const { id, author, body, createdAt, editedAt } = comment
  return element(
    'li',
    { id: `c-${id}` },
    element(
      'p',
      { class: 'quiet' },
      author ? element('strong', {}, author.name) : 'Taken back',
      ' · ',
      moment(createdAt),
      editedAt ? ' · changed' : '',
    ),
    body ? showRendered(element('div', { dir: 'auto' }), body.html) : null,
    body
      ? element(
          'button',
          { type: 'button', 'aria-label': `Answer ${author?.name}`, click: () => answer(comment) },
          'Answer',
        )
      : null,
    repliesTo(comment, answer),
  )
}

function repliesTo({ replies, replyCount }, answer) {
  if (!replies || replyCount === 0) return null
  const list = element('ol', { class: 'thread' }, ...replies.data.map((reply) => shown(reply, answer)))
  return replies.next ? element('div', {}, list, loaderOf(list, replies.next, answer)) : list
}

/** The rest of the replies under one comment, page by page. */
function loaderOf(list, next, answer) {
  const first = new URL(next, location.origin)
  const load = async () => {
    const { data, page } = await read(first.pathname + first.search)
    list.append(...data.map((reply) => shown(reply, answer)))
    if (page.next === null) button.remove()
    else first.searchParams.set('cursor', page.next)
  }
  const button = element('button', { type: 'button', click: () => orSay(notice, load) }, 'More replies')
  return button
}
