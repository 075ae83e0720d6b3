import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import { BODY } from '../support/desk.ts'
import { solved } from '../support/discussion.ts'
import { ADMIN_KEY, callerOf, instances } from '../support/instances.ts'
import { pgbouncer, startPgbouncer } from '../support/pgbouncer.ts'

const { start, query, database } = instances('pgbouncer')
/** Within this time an instance has heard what another one changed. */
const HEARD_MS = 500
const WITHHELD = { kind: 'withheld', reason: 'A test' }

let stop = async () => {}
afterEach(() => stop())

/** Two instances through a PgBouncer in transaction mode. */
async function behindPgbouncer(prepares: 'on' | 'off') {
  const bouncer = await startPgbouncer(pgbouncer?.knowsNames ?? false)
  stop = bouncer.stop
  const environment = { ADMIN_KEY, PREPARED_STATEMENTS: prepares }
  const servers = [1, 2].map(() =>
    start({
      ...environment,
      DATABASE_URL: bouncer.url(database),
      DIRECT_DATABASE_URL: process.env.TEST_DATABASE_URL?.replace(/\/[^/]*$/, `/${database}`) ?? '',
    }),
  )
  const [one, two] = await Promise.all(servers.map((server) => server.ready()))
  return { one: callerOf(one ?? ''), two: callerOf(two ?? ''), url: bouncer.url(database) }
}

type Call = ReturnType<typeof callerOf>

async function publish(call: Call, title: string): Promise<string> {
  const made = await call('POST', '/v1/editorial/articles', {
    ...{ title, language: 'en', body: BODY, commentPolicy: { mode: 'post' } },
  })
  const path = `/v1/editorial/articles/${made.body.id}`
  await call('POST', `${path}/publications`, {}, { 'if-match': made.etag })
  return made.body.id
}

async function comment(call: Call, articleId: string, number: number): Promise<number> {
  const captcha = await solved(call, { articleId })
  const body = { body: `Where is the timetable of ferry ${number}?`, author: { name: 'Mara' }, captcha }
  return (await call('POST', `/v1/articles/${articleId}/comments`, body)).status
}

/** Delivery and comments over and over, from more clients than there are connections; what was not answered well. */
async function work({ one, two }: { one: Call; two: Call }): Promise<string[]> {
  const ids = await Promise.all([one, two, one, two].map((call, i) => publish(call, `Story ${i}`)))
  const refused: string[] = []
  const note = (status: number, path: string) => {
    if (status >= 300) refused.push(`${status} ${path}`)
  }
  const client = async (call: Call, number: number) => {
    for (const [round, id] of [...ids, ...ids, ...ids].entries()) {
      const posted = comment(call, id, number * 100 + round).then((status) => note(status, 'a comment'))
      const read = reading(id).map(async (path) => note((await call('GET', path)).status, path))
      await Promise.all([posted, ...read])
    }
  }
  await Promise.all([one, two, one, two].map(client))
  return refused
}

const reading = (id: string) => [
  ...[`/v1/articles/${id}?include=quotes`, `/v1/articles/${id}/comments`, `/v1/articles/${id}/corrections`],
  ...['/v1/articles?limit=5', '/v1/quotes', '/v1/search?q=harbour', '/v1/sections', '/v1/speakers'],
]

const where = pgbouncer ? describe : describe.skip
where(`behind PgBouncer ${pgbouncer?.version}, in transaction mode`, () => {
  test('without names of statements two instances serve, and hear of each other', async () => {
    const both = await behindPgbouncer('off')

    const refused = await work(both)
    const id = await publish(both.one, 'Before')
    const path = `/v1/articles/${id}`
    await both.two('GET', path)
    const { etag } = await both.one('GET', `/v1/editorial${path.slice(3)}`)
    await both.one('POST', `/v1/editorial${path.slice(3)}/withdrawals`, WITHHELD, { 'if-match': etag })
    await sleep(HEARD_MS)
    const heard = (await both.two('GET', path)).status
    const limits = await query(
      `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
        current_setting('jit') as jit`,
      both.url,
    )

    expect(refused).toEqual([])
    expect(heard).toBe(404)
    expect(limits).toEqual([{ statement: '5s', lock: '2s', jit: 'off' }])
  })

  test('who listens through it notices that nothing is heard, and keeps no answer', async () => {
    const bouncer = await startPgbouncer(pgbouncer?.knowsNames ?? false)
    stop = bouncer.stop
    const server = start({ ADMIN_KEY, PREPARED_STATEMENTS: 'off', DATABASE_URL: bouncer.url(database) })
    const address = await server.ready()
    for (let i = 0; i < 5; i++) await fetch(`${address}/v1/sections`)
    await sleep(1500)
    const metrics = await (await fetch(`${address}/metrics`)).text()

    expect(server.stdout()).toContain('DIRECT_DATABASE_URL must lead around any pooler')
    expect(metrics).toContain('verbatim_answers_hits_total 0\n')
    expect(metrics).toContain('verbatim_answers_kept 0\n')
  })

  if (pgbouncer?.knowsNames)
    test('it knows the names of statements', async () => {
      expect(await work(await behindPgbouncer('on'))).toEqual([])
    })
  else
    test('names of statements would be lost', async () => {
      const refused = await work(await behindPgbouncer('on'))

      expect(refused.filter((each) => each.startsWith('500 '))).not.toEqual([])
    })
})
