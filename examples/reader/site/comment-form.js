import { send } from '/api.js'
import { newSum, workedOut } from '/captcha.js'
import { keepOwnComment } from '/own-comments.js'

const form = document.getElementById('comment')
const notice = document.getElementById('comment-notice')
const answers = document.getElementById('answers')
const { name, body, captcha, answer } = form.elements

/** Offers the form where comments are taken; gives what to call when a reader wants to answer a comment. */
export function offerComments({ id, comments }, sent) {
  if (!comments.open) return () => undefined
  let parent
  let sum

  const answerTo = (comment) => {
    parent = comment
    answers.hidden = !comment
    answers.querySelector('span').textContent = comment ? `In answer to ${comment.author.name}.` : ''
    body.focus()
  }
  /** A sum is asked for when it is needed, and anew when it was used up. */
  const offerSum = async () => {
    document.getElementById('sum').hidden = captcha.value !== 'sum'
    answer.required = captcha.value === 'sum'
    if (captcha.value !== 'sum') return
    sum = await newSum(id)
    const label = form.querySelector('label[for=answer]')
    label.textContent = sum.text
    label.lang = sum.language
    answer.setAttribute('aria-label', sum.spoken)
    answer.value = ''
  }
  const proof = async () =>
    captcha.value === 'sum'
      ? { token: sum.token, answer: answer.value.trim() }
      : { payload: await workedOut(id) }

  const submit = async () => {
    notice.textContent = 'Sending …'
    const posted = await send('POST', `/v1/articles/${id}/comments`, {
      body: body.value,
      author: { name: name.value },
      captcha: await proof(),
      ...(parent && { parentId: parent.id }),
    })
    keepOwnComment(id, posted)
    body.value = ''
    parent = undefined
    answers.hidden = true
    notice.textContent =
      posted.comment.status === 'pending'
        ? 'Thank you. A moderator reads your comment before it is public.'
        : 'Thank you. Your comment is public.'
    await Promise.all([sent(), offerSum()])
  }
  const refused = async (error) => {
    notice.textContent = error.message
    // A wrong answer may be tried again with the same sum; one that is used up is worth nothing.
    if (/^captcha-(?!wrong|required)/.test(error.code ?? '')) await offerSum()
  }

  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit().catch(refused).catch(refused)
  })
  for (const choice of captcha)
    choice.addEventListener('change', () => offerSum().catch((error) => (notice.textContent = error.message)))
  document.getElementById('answer-nobody').addEventListener('click', () => answerTo(undefined))
  offerSum().catch((error) => (notice.textContent = error.message))
  return answerTo
}
