import { beforeAll, beforeEach, expect, test } from '@jest/globals'
import { anOpenArticle, solved } from '../support/discussion.ts'
import { type callerOf, instances } from '../support/instances.ts'

const { startTwo, query } = instances('comments', { per: 'file' })

let first: ReturnType<typeof callerOf>
let second: typeof first
let articleId = ''

beforeAll(async () => {
  ;[{ call: first }, { call: second }] = await startTwo()
})
beforeEach(async () => {
  articleId = await anOpenArticle(first)
})

/** The comments of the article of the present test. */
const here = (columns: string) => `select ${columns} from comment where article_id = '${articleId}'`
const path = '/v1/moderation/comments'
const recount = `
  select article_id, count(*)::int as count, (select comment_count from discussion d where d.article_id = c.article_id) as kept
  from comment c where reachable and status = 'approved' group by 1`
const miscounted = `
  select id from comment c where reply_count <>
    (select count(*) from comment r where r.shown_under_id = c.id and r.reachable)`
/** What the public can reach although somebody above it was taken down. */
const orphans = `
  select r.id from comment r join comment p on p.id = r.parent_id
  where r.reachable and (not p.reachable or p.status not in ('approved', 'withdrawn', 'erased'))`

test('a parent is taken down while a reply is on its way, a hundred times: no reply is left in the open', async () => {
  const post = (call: typeof first, body: string, parentId: string | null) =>
    solved(call, { articleId }).then((captcha) =>
      call('POST', `/v1/articles/${articleId}/comments`, {
        body,
        author: { name: 'Mara' },
        parentId,
        captcha,
      }),
    )
  let taken = 0

  for (let round = 0; round < 100; round++) {
    const { id } = (await post(first, `Parent ${round}.`, null)).body.comment
    const { version, headRevisionId: revisionId } = (await first('GET', `${path}/${id}`)).body
    const decision = { action: round % 2 ? 'reject' : 'spam', revisionId }
    const [reply, decided] = await Promise.all([
      post(second, `Reply ${round}.`, id),
      first('POST', `${path}/${id}/decisions`, decision, { 'if-match': `"${version}"` }),
    ])
    expect(decided.status).toBe(201)
    expect([201, 404]).toContain(reply.status)
    if (reply.status === 201) taken++
  }

  expect(await query(orphans)).toEqual([])
  expect(await query(recount)).toEqual([])
  expect(await query(miscounted)).toEqual([])
  expect(await query<{ n: number }>(here('count(*)::int as n'))).toEqual([{ n: 100 + taken }])
})

test('three moderators decide differently on 200 comments at once: each is decided once, and the others are told by whom', async () => {
  const keys = await Promise.all(
    ['Ada', 'Bo', 'Cleo'].map(async (label) => {
      const made = await first('POST', '/v1/admin/api-keys', { label, scopes: ['comments:moderate'] })
      return { label, authorization: `Bearer ${made.body.key}` }
    }),
  )
  await query(`
    with made as (select gen_random_uuid() as id, gen_random_uuid() as revision_id from generate_series(1, 200)),
    revised as (insert into comment_revision (id, comment_id, number, body, html, text)
      select revision_id, id, 1, 'Words.', '<p>Words.</p>', 'Words.' from made)
    insert into comment (id, article_id, root_id, depth, status, reachable, author_name, head_revision_id, reasons)
    select id, '${articleId}', id, 0, 'pending', false, 'Mara', revision_id, '{}' from made`)
  const comments = await query<{ id: string; head_revision_id: string }>(here('id, head_revision_id'))
  const actions = ['approve', 'reject', 'spam']

  const answers = await Promise.all(
    keys.flatMap(({ authorization }, moderator) =>
      comments.map(({ id, head_revision_id: revisionId }) =>
        (moderator % 2 ? first : second)(
          ...(['POST', `${path}/${id}/decisions`, { action: actions[moderator], revisionId }] as const),
          { 'if-match': '"1"', authorization },
        ).then((answer) => ({ ...answer, id, label: keys[moderator]?.label })),
      ),
    ),
  )

  const won = new Map(answers.flatMap(({ status, id, label }) => (status === 201 ? [[id, label]] : [])))
  const lost = answers.filter(({ status }) => status === 409)
  expect([won.size, lost.length]).toEqual([200, 400])
  for (const { id, body } of lost)
    expect([id, body.code, body.current.changedBy]).toEqual([id, 'state-changed', won.get(id)])
  const statuses = await query<{ status: string; count: number }>(
    `${here('status, count(*)::int as count')} group by 1 order by 1`,
  )
  const kept = (status: string) => statuses.find((each) => each.status === status)?.count ?? 0
  const [spam] = await query<{ count: number }>(
    `select count(*)::int as count from comment where status = 'spam'`,
  )
  const queues = (await second('GET', '/v1/moderation/queues')).body.data
  expect(queues).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ queue: 'pending', count: 0 }),
      expect.objectContaining({ queue: 'spam', count: spam?.count }),
    ]),
  )
  expect(kept('approved') + kept('rejected') + kept('spam')).toBe(200)
  expect((await first('GET', `/v1/comments/counts?articleId=${articleId}`)).body.data[0].count).toBe(
    kept('approved'),
  )
  expect(
    await query(
      `select from moderation_event join comment c on c.id = comment_id where c.article_id = '${articleId}'`,
    ),
  ).toHaveLength(200)
})

test('fifty uses of one token on two instances buy one comment; one whose insert fails is still good', async () => {
  const captcha = await solved(first, { articleId })
  const use = (i: number) =>
    (i % 2 ? first : second)('POST', `/v1/articles/${articleId}/comments`, {
      ...{ body: `Words ${i}.`, author: { name: 'Mara' }, captcha },
    })
  await query(`create function fail() returns trigger language plpgsql as $$
    begin raise exception 'no room'; end $$;
    create trigger no_room before insert on comment for each row execute function fail()`)
  expect((await use(0)).status).toBe(500)
  expect((await use(1)).status).toBe(500)
  await query('drop trigger no_room on comment')

  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => use(i)))

  const told = answers.map(({ status, body }) => body.code ?? status)
  expect(told.filter((each) => each === 201)).toHaveLength(1)
  expect(told.filter((each) => each === 'captcha-spent')).toHaveLength(49)
  expect(await query(here(''))).toHaveLength(1)
})

const comment = (captcha: object, body = 'The ferry left early.') => ({
  body,
  author: { name: 'Mara' },
  captcha,
})

test('the same request twenty times at once on two instances is one comment, and twenty equal answers', async () => {
  const request = comment(await solved(first, { articleId }))

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (i % 2 ? first : second)('POST', `/v1/articles/${articleId}/comments`, request),
    ),
  )

  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201))
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  expect(await query(here(''))).toHaveLength(1)
})

test('an article is withdrawn while comments are on their way: none is taken after it', async () => {
  const captchas = await Promise.all(Array.from({ length: 40 }, () => solved(first, { articleId })))
  const { etag } = await first('GET', `/v1/editorial/articles/${articleId}`)

  const [withdrawn, ...answers] = await Promise.all([
    second(
      'POST',
      `/v1/editorial/articles/${articleId}/withdrawals`,
      { kind: 'withheld', reason: 'A mistake' },
      { 'if-match': etag },
    ),
    ...captchas.map((captcha, i) =>
      (i % 2 ? first : second)('POST', `/v1/articles/${articleId}/comments`, comment(captcha, `Words ${i}.`)),
    ),
  ])

  expect(withdrawn.status).toBe(201)
  const told = answers.map(({ status }) => status)
  expect(told.filter((status) => status !== 201 && status !== 404)).toEqual([])
  const rows = await query(here(''))
  expect(rows).toHaveLength(told.filter((status) => status === 201).length)
  expect(
    await query(
      'select from comment c join withdrawal w using (article_id) where c.created_at > w.created_at',
    ),
  ).toEqual([])
})
