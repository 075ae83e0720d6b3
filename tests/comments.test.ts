import { describe, expect, test } from '@jest/globals'
import { anArticle } from './support/articles.ts'
import { challenge, post, solve, solved, wrong } from './support/discussion.ts'
import { type Answer, newsroom } from './support/newsroom.ts'

const { app, db, reader, statements } = await newsroom()

const UNKNOWN = '0190a000-0000-7000-8000-000000000000'

const list = (articleId: string, query = '') => reader('GET', `/v1/articles/${articleId}/comments${query}`)

/** A comment that is public at once. */
const approved = async (articleId: string, parentId?: string) =>
  (await post(reader, articleId, parentId === undefined ? {} : { parentId })).body.comment.id

describe('POST /v1/articles/:id/comments', () => {
  test('takes a comment, which waits for a moderator and changes no public byte', async () => {
    const { id } = await anArticle(db)
    const before = await list(id)

    const { status, body, headers } = await post(reader, id)

    expect(status).toBe(201)
    expect(headers['cache-control']).toBe('no-store')
    expect(body.comment).toEqual({ id: expect.any(String), status: 'pending' })
    expect(body.receipt).toContain(body.comment.id)
    expect(body.editToken).toMatch(/^[\w-]{43}$/)
    const stored = await db.comment.findUniqueOrThrow({ where: { id: body.comment.id } })
    expect(new Date(body.editableUntil).getTime() - stored.createdAt.getTime()).toBe(15 * 60_000)
    const after = await list(id)
    expect([after.text, after.headers.etag]).toEqual([before.text, before.headers.etag])
  })

  test('is public at once where the article says so, and the change feed hears of it', async () => {
    const { id } = await anArticle(db, { mode: 'post' })

    const { body } = await post(reader, id, { body: 'So *there*.' })

    expect(body.comment.status).toBe('approved')
    expect((await list(id)).body.data).toMatchObject([
      { id: body.comment.id, body: { html: '<p>So <em>there</em>.</p>', text: 'So there.' } },
    ])
    const events = await db.event.findMany({ orderBy: { sequence: 'asc' } })
    expect(events.map(({ type, position }) => [type, position])).toEqual([
      ['comment.created', null],
      ['comment.approved', 1n],
    ])
    expect(JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? null : value))).not.toContain(
      'there',
    )
  })

  test('costs seven statements, however much was said before', async () => {
    const { id } = await anArticle(db)
    await post(reader, id)
    await post(reader, id)
    const captcha = await solved(reader)
    statements.length = 0

    const { status } = await post(reader, id, {
      captcha,
      author: { name: 'Mara', email: 'mara@example.org' },
    })

    expect(status).toBe(201)
    expect(statements).toHaveLength(7)
  })

  test('is undone with its captcha where the log cannot be written, and the next one is taken', async () => {
    const { id } = await anArticle(db)
    const captcha = await solved(reader)
    await db.$executeRaw`alter table event add constraint full_log check (false) not valid`

    const failed = await post(reader, id, { captcha })
    await db.$executeRaw`alter table event drop constraint full_log`

    expect(failed.status).toBeGreaterThanOrEqual(400)
    expect([await db.comment.count(), await db.captchaUse.count()]).toEqual([0, 0])
    expect((await post(reader, id, { captcha })).status).toBe(201)
    expect([await db.comment.count(), await db.event.count()]).toEqual([1, 1])
  })

  test('stores composed letters, and an e-mail address nowhere', async () => {
    const { id } = await anArticle(db)

    await post(reader, id, { body: 'Cafe\u0301', author: { name: ' Zoe\u0308 ', email: 'zoe@example.org' } })

    const rows = await db.comment.findMany({ include: { head: true } })
    expect(rows).toMatchObject([{ authorName: 'Zoë', head: { body: 'Café' } }])
    const tables = await db.$queryRaw<object[]>`select to_json(c) from comment c union all
      select to_json(r) from comment_revision r union all select to_json(e) from event e`
    expect(JSON.stringify(tables)).not.toContain('zoe@')
  })

  test.each([
    ['no body', { body: undefined }],
    ['a number for a body', { body: 5 }],
    ['null for a body', { body: null }],
    ['a body of 5,001 characters', { body: 'a'.repeat(5001) }],
    ['NUL', { body: 'a\u0000b' }],
    ['half a character', { body: 'a\ud800b' }],
    ['no author', { author: undefined }],
    ['no name', { author: {} }],
    ['an empty name', { author: { name: '' } }],
    ['a blank name', { author: { name: '  ' } }],
    ['a name of two lines', { author: { name: 'a\nb' } }],
    ['a tab in the name', { author: { name: 'a\tb' } }],
    ['a name that turns the line around', { author: { name: 'a\u202eb' } }],
    ['a name of 81 characters', { author: { name: 'a'.repeat(81) } }],
    ['a header in the e-mail address', { author: { name: 'a', email: 'a@b.c\r\nBcc: d@e.f' } }],
    ['a website', { author: { name: 'a', website: 'https://example.org' } }],
    ['a parent that is no id', { parentId: 'first' }],
    ['an empty parent', { parentId: '' }],
    ['an unknown member', { status: 'approved' }],
    ['a captcha without an answer', { captcha: { token: 'x' } }],
    ['a captcha and a pass', { captcha: { token: 'x', answer: '11', pass: 'y' } }],
    ['a token and a pass', { captcha: { token: 'x', pass: 'y' } }],
    ['a captcha of another kind', { captcha: { image: 'x' } }],
    ['no object', undefined],
  ])('400 for %s', async (_case, members) => {
    const { id } = await anArticle(db)

    const refused = members
      ? await post(reader, id, members)
      : await reader('POST', `/v1/articles/${id}/comments`, '"text"')

    expect(refused.body).toMatchObject({ status: 400, code: 'validation' })
    expect(await db.comment.count()).toBe(0)
  })

  test('413 for 33 kB, 415 for anything that is not JSON', async () => {
    const { id } = await anArticle(db)
    const url = `/v1/articles/${id}/comments`

    expect((await post(reader, id, { body: 'a'.repeat(33_000) })).status).toBe(413)
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
    ])
      expect((await reader('POST', url, '{}', { 'content-type': type })).status).toBe(415)
  })

  test.each([
    ['nothing', ''],
    ['white space', ' \n\t\u00a0\u3000'],
    ['zero-width characters', '\u200b\u200c\u200d\ufeff\u2060'],
    ['Hangul fillers', '\u3164\u115f\uffa0'],
    ['Braille blanks', '\u2800'],
    ['soft hyphens and tags', '\u00ad\u{e0041}\ufe0f'],
    ['an empty quote', '>\n> \n'],
    ['a quote of nothing', '> \u200b'],
    ['marks around nothing', '**\u200b**'],
  ])('422 empty for %s', async (_case, body) => {
    const { id } = await anArticle(db)

    expect((await post(reader, id, { body })).body).toMatchObject({ status: 422, code: 'empty' })
  })

  test('422 empty for a name that cannot be seen', async () => {
    const { id } = await anArticle(db)

    const { body } = await post(reader, id, { author: { name: '\u3164' } })

    expect(body).toMatchObject({ code: 'empty', errors: [{ pointer: '/author/name' }] })
  })

  test('piled marks are refused, those of a script are not', async () => {
    const { id } = await anArticle(db)

    const piled = await post(reader, id, { body: `a${'\u0335\u0300\u0323'.repeat(4)}` })
    const four = await post(reader, id, { body: 'a\u0335\u0300\u0323\u0324'.repeat(900) })
    const hebrew = await post(reader, id, { body: 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים' })

    expect(piled.body).toMatchObject({ status: 422, code: 'unprocessable' })
    expect([four.status, hebrew.status]).toEqual([201, 201])
  })
})

describe('an article that takes no comments', () => {
  test.each([
    ['closed', { mode: 'closed' as const }],
    ['past its closing time', { mode: 'post' as const, closes: -1 }],
  ])('409 when it is %s, and its comments stay readable', async (_case, policy) => {
    const { id } = await anArticle(db, policy)

    expect((await post(reader, id)).body).toMatchObject({ status: 409, code: 'comments-closed' })
    expect((await list(id)).status).toBe(200)
  })

  test('that is not visible answers like one that never was, at the same cost', async () => {
    const hidden = [
      await anArticle(db, { mode: 'closed', from: 60 }),
      await anArticle(db, { mode: 'post', to: -1 }),
      await anArticle(db, { pubStatus: 'withheld' }),
      await db.article.create({ data: { translationGroupId: UNKNOWN, updatedBy: 'Test' } }),
    ]
    const captcha = await solved(reader)
    const told: unknown[] = []
    const ask = async (id: string, answer: () => Promise<Answer>) => {
      statements.length = 0
      const { status, headers, text } = await answer()
      const { 'x-request-id': requestId = '', date: _, 'content-length': _length, ...rest } = headers
      return [status, rest, text.replaceAll(requestId, '').replaceAll(id, ''), statements.length]
    }
    for (const id of [UNKNOWN, ...hidden.map((article) => article.id)]) {
      told.push([
        await ask(id, () => list(id)),
        await ask(id, () => list(id, '?view=flat&count=exact&limit=3')),
        await ask(id, () => post(reader, id, { captcha })),
        await ask(id, () => post(reader, id, { body: '', captcha: undefined })),
      ])
    }

    expect((told[0] as unknown[][]).map(([status]) => status)).toEqual([404, 404, 404, 404])
    expect(told.slice(1)).toEqual(Array(hidden.length).fill(told[0]))
    expect(await db.captchaUse.count()).toBe(0)
  })
})

describe('the captcha of a comment', () => {
  test('is required', async () => {
    const { id } = await anArticle(db)

    expect((await post(reader, id, { captcha: undefined })).body).toMatchObject({
      status: 422,
      code: 'captcha-required',
    })
  })

  test('buys one comment: of fifty at once one is taken', async () => {
    const { id } = await anArticle(db)
    const captcha = await solved(reader, { articleId: id })

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => post(reader, id, { captcha, body: `Number ${i}` })),
    )

    const codes = answers.map(({ status, body }) => body.code ?? status)
    expect(codes.filter((code) => code === 201)).toHaveLength(1)
    expect(codes.filter((code) => code === 'captcha-spent')).toHaveLength(49)
    expect(await db.comment.count()).toBe(1)
  })

  test('answers the same request the same way, however often and however late', async () => {
    const { id } = await anArticle(db, { mode: 'post' })
    const request = { captcha: await solved(reader), body: 'Once.', parentId: null }

    const answers = await Promise.all(Array.from({ length: 5 }, () => post(reader, id, request)))
    await db.captchaUse.updateMany({ data: { expiresAt: new Date(0) } })
    answers.push(await post(reader, id, request))

    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await db.comment.count()).toBe(1)
  })

  test.each([
    ['another body', { body: 'Twice.' }],
    ['another name', { author: { name: 'Tom' } }],
    ['another parent', { parentId: UNKNOWN }],
  ])('is spent for %s', async (_case, other) => {
    const { id } = await anArticle(db)
    const request = { captcha: await solved(reader), body: 'Once.' }
    await post(reader, id, request)

    expect((await post(reader, id, { ...request, ...other })).body).toMatchObject({
      status: 409,
      code: 'captcha-spent',
    })
  })

  test('is not burnt by a request that was refused for another reason', async () => {
    const [{ id }, closed] = [await anArticle(db), await anArticle(db, { mode: 'closed' })]
    const captcha = await solved(reader)

    const refused = [
      await post(reader, id, { captcha, body: '' }),
      await post(reader, id, { captcha, parentId: 'x' }),
      await post(reader, id, { captcha, parentId: UNKNOWN }),
      await post(reader, UNKNOWN, { captcha }),
      await post(reader, closed.id, { captcha }),
    ]

    expect(refused.map(({ status }) => status)).toEqual([422, 400, 404, 404, 409])
    expect((await post(reader, id, { captcha })).status).toBe(201)
  })

  test('is bound to the article that it was issued for', async () => {
    const [one, other] = [await anArticle(db), await anArticle(db)]
    const captcha = await solved(reader, { articleId: one.id.toUpperCase() })

    expect((await post(reader, other.id, { captcha })).body).toMatchObject({
      status: 422,
      code: 'captcha-mismatch',
    })
    expect((await post(reader, one.id, { captcha })).status).toBe(201)
  })

  test('counts wrong answers although nothing else is written', async () => {
    const { id } = await anArticle(db)
    const captcha = await solved(reader)

    const codes: string[] = []
    for (let i = 0; i < 4; i++) codes.push((await post(reader, id, { captcha: wrong(captcha) })).body.code)

    expect(codes).toEqual(['captcha-wrong', 'captcha-wrong', 'captcha-wrong', 'captcha-exhausted'])
    expect((await post(reader, id, { captcha })).body.code).toBe('captcha-exhausted')
  })

  test('may be solved first: pass and token are spent together', async () => {
    const { id } = await anArticle(db)
    const { token, prompt } = await challenge(reader, { articleId: id })
    const answer = solve(prompt.text)
    const { pass } = (await reader('POST', '/v1/captcha/verify', { token, answer })).body

    expect((await post(reader, id, { captcha: { pass }, body: 'By pass' })).status).toBe(201)
    expect((await post(reader, id, { captcha: { token, answer }, body: 'By token' })).body.code).toBe(
      'captcha-spent',
    )
    expect((await post(reader, id, { captcha: { token, answer }, body: 'By pass' })).status).toBe(201)
    expect(await db.captchaUse.count()).toBe(1)
  })
})

describe('a reply', () => {
  test('stands under a public comment of its own article and nowhere else', async () => {
    const [here, there] = [await anArticle(db, { mode: 'post' }), await anArticle(db, { mode: 'post' })]
    const parentId = await approved(here.id)
    const foreign = await approved(there.id)
    await db.article.updateMany({ data: { commentMode: 'pre' } })
    const pending = (await post(reader, here.id, { body: 'Later.' })).body.comment.id

    const taken = await post(reader, here.id, { parentId: parentId.toUpperCase() })
    const refused = [UNKNOWN, foreign, pending].map((each) => post(reader, here.id, { parentId: each }))

    expect(taken.status).toBe(201)
    const told = (await Promise.all(refused)).map(({ body }) => ({ ...body, requestId: '', detail: '' }))
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(told[0]).toMatchObject({ status: 404, code: 'parent-not-found' })
  })

  test('to the deepest level is shown beside what it answers', async () => {
    const { id } = await anArticle(db, { mode: 'post' })
    const chain: string[] = []
    for (let depth = 0; depth < 7; depth++) chain.push(await approved(id, chain.at(-1)))

    const rows = await db.comment.findMany({ orderBy: { createdAt: 'asc' } })

    expect(rows.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 4, 4])
    expect(rows.map(({ parentId }) => parentId)).toEqual([null, ...chain.slice(0, -1)])
    expect(rows.slice(4).map(({ shownUnderId }) => shownUnderId)).toEqual([chain[3], chain[3], chain[3]])
    expect(new Set(rows.map(({ rootId }) => rootId))).toEqual(new Set([chain[0]]))
  })
})

test('a parameter that is not declared, or out of its range, is 400', async () => {
  const { id } = await anArticle(db)

  for (const query of ['?order=worst', '?anchor=x', '?limit=0', '?limit=101', '?status=pending', '?view=all'])
    expect([query, (await list(id, query)).status]).toEqual([query, 400])
  expect((await app.inject({ method: 'HEAD', url: `/v1/articles/${id}/comments` })).statusCode).toBe(200)
})
