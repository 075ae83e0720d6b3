import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, beforeEach, expect, test } from '@jest/globals'
import { BODY } from '../support/desk.ts'
import { solved } from '../support/discussion.ts'
import { type callerOf, instances, type Reply } from '../support/instances.ts'

const { startTwo, query } = instances('answers', { per: 'file' })

/** What everybody is promised. */
const PROMISED_MS = 1000

type Call = ReturnType<typeof callerOf>
let [first, second]: Call[] = []
let speaker = ''
let article = ''
let path = ''

const on = (which: Call | undefined): Call => {
  if (!which) throw new Error('There is no such instance.')
  return which
}
const current = async (id: string) => ({
  'if-match': (await on(first)('GET', `/v1/editorial/articles/${id}`)).etag,
})
const desk = async (verb: string, body: object) =>
  on(first)('POST', `/v1/editorial/articles/${article}/${verb}`, body, await current(article))

beforeAll(async () => {
  ;[first, second] = (await startTwo()).map(({ call }) => call)
})
beforeEach(async () => {
  speaker = (await on(first)('POST', '/v1/editorial/speakers', { name: 'Mara Quint', kind: 'person' })).body
    .id
  const draft = { title: 'Harbour', language: 'en', body: BODY, commentPolicy: { mode: 'pre' } }
  article = (await on(first)('POST', '/v1/editorial/articles', draft)).body.id
  path = `/v1/articles/${article}?include=quotes`
  const segments = [{ exact: 'We will dredge at night,' }]
  await desk('quotes', { kind: 'direct', segments, speakerId: speaker, review: 'confirmed' })
  await desk('publications', {})
  await untilKept(first)
  await untilKept(second)
})

/** Reads until the answer comes from memory: what is changed behind the back of all events is not seen there. */
async function untilKept(call: Call | undefined): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const [row] = await query<{ n: string }>(
      `update edition set subtitle = gen_random_uuid()::text where article_id = '${article}' returning subtitle as n`,
    )
    const { body } = await on(call)('GET', path)
    if (body.subtitle !== row?.n) return
    await sleep(100)
  }
  throw new Error('Nothing is kept.')
}

/** How long the second instance goes on saying something else after the first has answered. */
async function milliseconds(isSo: (reply: Reply) => boolean, url = path): Promise<number> {
  const began = performance.now()
  while (!isSo(await on(second)('GET', url))) {
    if (performance.now() - began > 10_000) throw new Error('It never came.')
    await sleep(5)
  }
  return performance.now() - began
}

test('an edit, a new name, an approved comment and a withdrawal are seen here at once and elsewhere in a second', async () => {
  await on(first)('PATCH', `/v1/editorial/articles/${article}`, { title: 'Edited' }, await current(article))
  await desk('publications', {})
  const edited = (await on(first)('GET', path)).body.title
  const editedElsewhere = await milliseconds(({ body }) => body.title === 'Edited')

  const { etag } = await on(first)('GET', `/v1/editorial/speakers/${speaker}`)
  await on(first)('PATCH', `/v1/editorial/speakers/${speaker}`, { name: 'Renamed' }, { 'if-match': etag })
  const named = (await on(first)('GET', path)).body.quotes.data[0].speaker.name
  const namedElsewhere = await milliseconds(({ body }) => body.quotes.data[0].speaker.name === 'Renamed')

  const captcha = await solved(on(second), { articleId: article })
  const comment = { body: 'When does it begin?', author: { name: 'Mara' }, captcha }
  const posted = await on(second)('POST', `/v1/articles/${article}/comments`, comment)
  const moderated = `/v1/moderation/comments/${posted.body.comment.id}`
  const { body: held } = await on(first)('GET', moderated)
  const decision = { action: 'approve', revisionId: held.headRevisionId }
  await on(first)('POST', `${moderated}/decisions`, decision, { 'if-match': `"${held.version}"` })
  const counted = (await on(first)('GET', path)).body.comments.count
  const countedElsewhere = await milliseconds(({ body }) => body.comments.count === 1)

  await desk('withdrawals', { kind: 'canceled', reason: 'A test' })
  const gone = (await on(first)('GET', path)).status
  const goneElsewhere = await milliseconds(({ status }) => status === 410)

  expect([edited, named, counted, gone]).toEqual(['Edited', 'Renamed', 1, 410])
  expect(Math.max(editedElsewhere, namedElsewhere, countedElsewhere, goneElsewhere)).toBeLessThan(PROMISED_MS)
})

test('an expiry comes on both on the instant', async () => {
  const at = new Date(Date.now() + 3000)
  await desk('publications', { expiresAt: at.toISOString() })
  const states: [number, string][] = []
  while (Date.now() < at.getTime() + 400) {
    const ms = Date.now() - at.getTime()
    const both = [await on(first)('GET', path), await on(second)('GET', path)]
    states.push([ms, both.map(({ status }) => status).join()])
  }

  const before = states.filter(([ms]) => ms > -1500 && ms < -200).map(([, state]) => state)
  const after = states.filter(([ms]) => ms > 20).map(([, state]) => state)
  expect([new Set(before), new Set(after)]).toEqual([new Set(['200,200']), new Set(['404,404'])])
})

test('who cannot be told does not go on with what it has', async () => {
  // The second instance's ear is cut off while the withdrawal is told to everybody.
  const ends = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'verbatim-purges'`

  await Promise.all([query(ends), desk('withdrawals', { kind: 'withheld', reason: 'A test' })])
  const goneElsewhere = await milliseconds(({ status }) => status === 404)
  const stays = []
  for (let i = 0; i < 20; i++) {
    stays.push((await on(second)('GET', path)).status)
    await sleep(50)
  }
  const back = `/v1/editorial/articles/${article}/withdrawals/current`
  await on(first)('DELETE', back, undefined, await current(article))
  await untilKept(second)

  expect(goneElsewhere).toBeLessThan(PROMISED_MS)
  expect(new Set(stays)).toEqual(new Set([404]))
})
