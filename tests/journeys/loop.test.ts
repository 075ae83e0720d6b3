import { expect, test } from '@jest/globals'
import { deskOf } from '../support/desk.ts'
import { newsroom } from '../support/newsroom.ts'

const { editor, moderator, reader, writer } = await newsroom()
const desk = deskOf(editor)

const BODY = `The lock at Sorrel Weir will close for nine weeks, the water board said.

“We would rather close it once than patch it every spring,” said Bram Teller, the lock keeper, at a meeting in the boathouse on Thursday. “The gates are older than I am.”

“Repairs begin on 3 May. Boats longer than 20 metres should plan another way,” the notice said.

He added, “Nobody likes it. I like it least.”

In a lecture in April 2019, when he was still a diver, Teller called the gates “a miracle of stubbornness.”`

/** The answer to `47 + 18 =`, worked out as a reader would. */
function solve(prompt: string): string {
  const [, a = '', sign, b = ''] = /^(\d+) (.) (\d+) =$/.exec(prompt) ?? []
  if (sign === '+') return String(Number(a) + Number(b))
  return String(sign === '×' ? Number(a) * Number(b) : Number(a) - Number(b))
}

test('a story is written, attributed, published, read, commented on and moderated', async () => {
  await desk.section('River')
  const keeper = await desk.speaker({ name: 'Bram Teller', roles: [{ title: 'lock keeper', from: '2021' }] })
  const board = await desk.speaker({ name: 'Upper Valley Water Board', kind: 'organization' })
  const draft = await writer('POST', '/v1/editorial/articles', {
    ...{ title: 'Sorrel Weir lock to close for nine weeks', language: 'en', body: BODY, section: 'river' },
    ...{ dateline: { place: 'SORREL WEIR', date: '2026-03-20' }, timeZone: 'Europe/Lisbon' },
  })
  const { id, slug } = draft.body
  const now = { speakerId: keeper.id, roleAsStated: 'lock keeper', channel: 'speech', saidAt: '2026-03-19' }
  const said = [
    {
      ...now,
      segments: [{ exact: 'a miracle of stubbornness.' }],
      kind: 'partial',
      roleAsStated: 'diver',
      saidAt: '2019-04',
    },
    { ...now, segments: [{ exact: 'Nobody likes it. I like it least.' }] },
    {
      speakerId: board.id,
      channel: 'statement',
      kind: 'document',
      segments: [{ exact: 'Repairs begin on 3 May. Boats longer than 20 metres should plan another way,' }],
    },
    {
      ...now,
      segments: [
        { exact: 'We would rather close it once than patch it every spring,' },
        { exact: 'The gates are older than I am.' },
      ],
    },
  ]
  for (const members of said) await desk.quote(id, { review: 'confirmed', ...members })

  expect(
    (await writer('POST', `/v1/editorial/articles/${id}/publications`, {}, await desk.current(id))).status,
  ).toBe(403)
  await desk.publish(id)

  const read = await reader('GET', `/v1/articles/by-slug/${slug}?include=quotes,speakers`)
  expect(read.body.url).toBe('https://news.example/river/sorrel-weir-lock-to-close-for-nine-weeks')
  expect(
    read.body.quotes.data.map(
      ({ speaker, roleAsStated, saidAt }: Record<string, { name: string } | string>) => [
        (speaker as { name: string }).name,
        roleAsStated,
        saidAt,
      ],
    ),
  ).toEqual([
    ['Bram Teller', 'lock keeper', '2026-03-19'],
    ['Upper Valley Water Board', null, null],
    ['Bram Teller', 'lock keeper', '2026-03-19'],
    ['Bram Teller', 'diver', '2019-04'],
  ])
  expect(read.body.speakers.map(({ name }: { name: string }) => name)).toEqual([
    'Bram Teller',
    'Upper Valley Water Board',
  ])

  const challenge = await reader('POST', '/v1/captcha/challenge', { action: 'comment.create', articleId: id })
  const captcha = { token: challenge.body.token, answer: solve(challenge.body.prompt.text) }
  const comment = { body: 'I learnt to swim in that lock.', author: { name: 'Ada' }, captcha }
  const posted = await reader('POST', `/v1/articles/${id}/comments`, comment)
  expect(posted.body.comment.status).toBe('pending')
  expect((await reader('GET', `/v1/articles/${id}/comments`)).body.data).toEqual([])

  const { body: queue } = await moderator('GET', '/v1/moderation/comments')
  expect(queue.data).toMatchObject([{ id: posted.body.comment.id, body: comment.body, article: { slug } }])
  const [{ version, headRevisionId: revisionId }] = queue.data
  const decision = { action: 'approve', revisionId }
  const decided = await moderator('POST', `/v1/moderation/comments/${queue.data[0].id}/decisions`, decision, {
    'if-match': `"${version}"`,
  })
  expect(decided.body).toMatchObject({ from: 'pending', to: 'approved' })

  const thread = await reader('GET', `/v1/articles/${id}/comments`)
  expect(thread.body.data).toMatchObject([
    { author: { name: 'Ada' }, body: { text: comment.body }, replyCount: 0 },
  ])
  expect((await reader('GET', `/v1/articles/${id}`)).body.comments).toEqual({ open: true, count: 1 })
  await desk.withdraw(id, 'canceled', 'The board changed its mind.')
  expect((await reader('GET', `/v1/articles/${id}/comments`)).status).toBe(404)
  expect((await reader('GET', `/v1/quotes?speaker=${keeper.slug}`)).body.data).toEqual([])
})
