import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { ADMIN_KEY, callerOf, instances, type Reply } from '../support/instances.ts'

const { start, startTwo, query } = instances('desk')
const DESK = '/v1/editorial/articles'

test('of 24 changes of one version on two instances one is made, and no word of it is lost', async () => {
  const [{ call: first }, { call: second }] = await startTwo()
  const draft = { title: 'Harbour', language: 'en', body: 'Words.' }
  const { id } = (await first('POST', DESK, draft)).body

  for (let round = 0; round < 10; round++) {
    const { etag } = await first('GET', `${DESK}/${id}`)
    const answers: Reply[] = await Promise.all(
      Array.from({ length: 24 }, (_, i) => {
        const change = { title: `Round ${round}, number ${i}`, body: `Words of ${round}/${i}.` }
        return (i % 2 ? first : second)('PATCH', `${DESK}/${id}`, change, { 'if-match': etag })
      }),
    )

    const won = answers.findIndex(({ status }) => status === 200)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(23)
    expect(answers[won]?.body).toMatchObject({ title: `Round ${round}, number ${won}`, version: round + 2 })
    const lost = answers.find(({ status }) => status === 412)
    expect(lost?.body.current).toMatchObject({ version: round + 2, changedBy: 'ADMIN_KEY' })
    expect(lost?.body.current.changedFields).toEqual(['body', 'title'])
    expect((await second('GET', `${DESK}/${id}`)).body).toEqual(answers[won]?.body)
  }
  const saves = await query<{ number: number; body: string }>(
    'select number, body from article_revision order by number',
  )
  expect(saves).toHaveLength(11)
  expect(new Set(saves.map(({ body }) => body)).size).toBe(11)
})

test('what readers have seen is not taken back as if it had not begun, by a cancellation or another order', async () => {
  const [{ call, address }, { address: other }] = await startTwo()
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()

  for (let round = 0; round < 16; round++) {
    const { id } = (await call('POST', DESK, { title: `Race ${round}`, language: 'en', body: 'Words.' })).body
    const order = (publishAt: string, version: number) =>
      call('POST', `${DESK}/${id}/publications`, { publishAt }, { 'if-match': `"${version}"` })
    const at = Date.now() + 400
    const { body: scheduled } = await order(new Date(at).toISOString(), 1)
    let isOver = false
    const seen = [address, other].map(async (each) => {
      let wasSeen = false
      while (!isOver) wasSeen = (await fetch(`${each}/v1/articles/${id}`)).ok || wasSeen
      return wasSeen
    })

    await sleep(at - Date.now() - 40 + Math.random() * 45)
    const tag = { 'if-match': `"${scheduled.version}"` }
    const isMoved = round % 2 === 0
    if (isMoved) await order(inAnHour, scheduled.version)
    else await call('DELETE', `${DESK}/${id}/publications/scheduled`, undefined, tag)
    await sleep(80)
    isOver = true
    const wasSeen = (await Promise.all(seen)).some(Boolean)

    const { ok: isVisible } = await fetch(`${other}/v1/articles/${id}`)
    expect([round, isMoved, isVisible]).toEqual([round, isMoved, wasSeen])
  }
}, 120_000)

test('100 articles due within a second, three instances, kills in between: each told once, none early', async () => {
  const instance = () => start({ ADMIN_KEY })
  const servers = [instance(), instance(), instance()]
  const addresses = await Promise.all(servers.map((server) => server.ready()))
  const call = callerOf(addresses[0] ?? '')
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  const ids: string[] = []
  const schedule = async (i: number) => {
    const draft = { title: `Story ${i}`, language: 'en', body: 'Words.' }
    const { id } = (await call('POST', DESK, draft)).body
    const path = `${DESK}/${id}/publications`
    const made = await call('POST', path, { publishAt: inAnHour }, { 'if-match': '"1"' })
    expect(made.status).toBe(201)
    ids.push(id)
  }
  for (let i = 0; i < 100; i += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, j) => schedule(i + j)))
  }
  // However long that took: all of them are due within one second that begins in half a second.
  await query(`update edition set publish_at = due.at, valid_from = due.at, published_at = due.at
    from (select id, clock_timestamp() + interval '500 ms' + 10 * row_number() over () * interval '1 ms' as at
          from edition) due
    where due.id = edition.id`)

  await sleep(600)
  for (let kills = 0; kills < 6; kills++) {
    const victim = servers.at(-1)
    await victim?.stop('SIGKILL')
    servers.splice(servers.length - 1, 1)
    if (kills % 2) servers.splice(1, 0, instance())
    if (servers.length < 2) servers.push(instance())
    await sleep(150)
  }
  const told = () =>
    query<{ subject_id: string; early: boolean; late: number }>(`
      select subject_id, event.occurred_at > clock_timestamp() or event.occurred_at < edition.valid_from as early,
        extract(epoch from edition.begin_recorded_at - edition.valid_from)::float8 as late
      from event join edition on edition.article_id = event.subject_id
      where event.type = 'article.published' and position is not null order by position`)
  for (let waited = 0; waited < 200 && (await told()).length < 100; waited++) await sleep(100)
  await sleep(1500)

  const events = await told()
  expect(events.map(({ subject_id }) => subject_id).sort()).toEqual([...ids].sort())
  expect(events.filter(({ early }) => early)).toEqual([])
  const positions = await query<{ from: number; to: number; count: number }>(
    'select min(position)::int as from, max(position)::int as to, count(position)::int from event',
  )
  expect(positions).toEqual([{ from: 1, to: 100, count: 100 }])
}, 180_000)
