import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { disqusXml, type Written } from '../support/exports.ts'
import { ADMIN_KEY, callerOf, instances } from '../support/instances.ts'

const { start, startTwo, query } = instances('imports')
const moderation = '/v1/moderation/comments'

/** Two instances over one database, an article, and ways to send an export and to see it to its end. */
async function newsroom() {
  const two = await startTwo()
  const [{ call: first, address }, { call: second }] = two
  const { id, slug } = (
    await first('POST', '/v1/editorial/articles', { title: 'Ferry', language: 'en', body: 'Words.' })
  ).body
  await first('POST', `/v1/editorial/articles/${id}/publications`, {}, { 'if-match': '"1"' })
  const send = async (comments: Written[]) => {
    const file = disqusXml(comments.map((comment) => ({ ...comment, slug })))
    const response = await fetch(`${address}/v1/editorial/imports?kind=disqus_comments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/xml' },
      body: file,
    })
    return ((await response.json()) as { id: string }).id
  }
  const servers = two.map(({ server }) => server)
  return { servers, callers: [first, second] as const, articleId: id as string, send }
}

const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    await sleep(100)
  }
}
const ended = (call: ReturnType<typeof callerOf>, id: string) =>
  until(async () => {
    const { body } = await call('GET', `/v1/editorial/imports/${id}`)
    return body.finishedAt === null ? undefined : body
  })

/** What readers can reach below what was taken down, and the other way round. */
const astray = `
  select r.id from comment r join comment p on p.id = r.parent_id
  where r.reachable <> (r.status = 'approved' and p.reachable and p.status = 'approved')`
const miscounted = `
  select c.id from comment c where reply_count <>
    (select count(*) from comment r where r.shown_under_id = c.id and r.reachable)`
const recount = `
  select (select count(*)::int from comment where reachable and status = 'approved') as count, comment_count as kept
  from discussion`

test('one file twice on two instances, while moderators take down what it answers: each comment once, none astray', async () => {
  const { callers, send } = await newsroom()
  const [first, second] = callers
  const tops = Array.from({ length: 20 }, (_, key): Written => ({ key: `t${key}` }))
  const replies = Array.from(
    { length: 400 },
    (_, key): Written => ({ key: `r${key}`, parent: `t${key % 20}` }),
  )
  await ended(first, await send(tops))
  const parents = await query<{ id: string }>('select id from comment')
  const sent = [await send(replies), await send([...replies].reverse())]
  let isOver = false
  const decide = async (call: typeof first, offset: number) => {
    let decided = 0
    for (let turn = offset; !isOver; turn++) {
      const path = `${moderation}/${parents[turn % parents.length]?.id}`
      const { version, status, headRevisionId: revisionId } = (await call('GET', path)).body
      const decision = { action: status === 'approved' ? 'spam' : 'approve', revisionId }
      const answer = await call('POST', `${path}/decisions`, decision, { 'if-match': `"${version}"` })
      expect([201, 409]).toContain(answer.status)
      if (answer.status === 201) decided++
    }
    return decided
  }

  const deciding = [decide(first, 0), decide(second, 7)]
  const told = await Promise.all(sent.map((id) => ended(second, id)))
  isOver = true
  const decided = await Promise.all(deciding)

  expect(told.map(({ status }) => status)).toEqual(['done', 'done'])
  expect(told.reduce((sum, { imported }) => sum + imported, 0)).toBe(400)
  expect(Math.min(...decided)).toBeGreaterThan(0)
  expect(await query('select from comment')).toHaveLength(420)
  expect(await query(astray)).toEqual([])
  expect(await query(miscounted)).toEqual([])
  const [counts] = await query<{ count: number; kept: number }>(recount)
  expect(counts?.kept).toBe(counts?.count)
})

test('a killed instance loses nothing of an import and leaves nothing half done: another goes on', async () => {
  const { servers, callers, send } = await newsroom()
  const id = await send(Array.from({ length: 1500 }, (_, key): Written => ({ key: String(key) })))
  const before = await until(async () => {
    const { body } = await callers[0]('GET', `/v1/editorial/imports/${id}`)
    return body.done > 300 ? body : undefined
  })

  await Promise.all(servers.map((server) => server.stop('SIGKILL')))
  const [left] = await query<{ done: number; imported: number; stored: number }>(
    'select done, imported, (select count(*)::int from comment) as stored from import',
  )
  // As if the time had passed for which it was held.
  await query('update import set held_until = now()')
  const third = callerOf(await start({ ADMIN_KEY }).ready())
  const told = await ended(third, id)

  expect(before.status).toBe('running')
  expect([left?.imported, left?.stored]).toEqual([left?.done, left?.done])
  expect(left?.done).toBeLessThan(1500)
  expect(told).toMatchObject({ status: 'done', done: 1500, imported: 1500, skipped: 0, findings: [] })
  expect(await query('select from comment')).toHaveLength(1500)
})
