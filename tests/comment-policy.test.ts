import { describe, expect, test } from '@jest/globals'
import { destroyOldAddressKeys } from '../src/features/address-keys/jobs.ts'
import { purgeSpentBudgets } from '../src/features/comment-budgets/jobs.ts'
import { DEFAULT_POLICY } from '../src/features/comment-policy/rules.ts'
import { RATES_DEFAULT, readRates } from '../src/http/rates.ts'
import { anArticle } from './support/articles.ts'
import { post, solved } from './support/discussion.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, moderator, reader, statements, warnings } = await newsroom({
  rateLimits: readRates(RATES_DEFAULT),
})

const UNKNOWN = '0190a000-0000-7000-8000-000000000000'

const seen = async (id: string) => (await moderator('GET', `/v1/moderation/comments/${id}`)).body
const policy = async (members: object) => {
  const { headers } = await moderator('GET', '/v1/moderation/policy')
  const body = { ...DEFAULT_POLICY, ...members }
  return moderator('PUT', '/v1/moderation/policy', body, { 'if-match': headers.etag ?? '' })
}
const listed = (list: string, ...words: string[]) =>
  moderator('POST', '/v1/moderation/words', { list, words })
const ban = (members: object) => moderator('POST', '/v1/moderation/bans', { effect: 'block', ...members })
const publicCount = async (articleId: string) =>
  (await reader('GET', `/v1/comments/counts?articleId=${articleId}`)).body.data[0].count

/** What became of a comment under an article that shows what comes at once. */
async function sent(members: object = {}, articleId?: string) {
  const article = articleId ?? (await anArticle(db, { mode: 'post' })).id
  const { status, body } = await post(reader, article, members)
  if (status !== 201) return { status, code: body.code, articleId: article }
  const { status: state, reasons, score, matches } = await seen(body.comment.id)
  return {
    status,
    told: body.comment.status,
    id: body.comment.id,
    state,
    reasons,
    score,
    matches,
    articleId: article,
  }
}

describe('a comment that comes in', () => {
  test('is public at once where nothing speaks against it, and nothing personal is kept', async () => {
    const author = { name: 'Mara', email: 'Mara.Quint@Example.org' }

    const { told, state, articleId, id } = await sent({ author, website: '' })

    expect([told, state, await publicCount(articleId)]).toEqual(['approved', 'approved', 1])
    const tables = await db.$queryRaw<{ row: string }[]>`
      select row_to_json(comment)::text as row from comment union all select row_to_json(event)::text from event
      union all select row_to_json(address_key)::text from address_key
      union all select row_to_json(comment_budget)::text from comment_budget`
    const all = tables.map(({ row }) => row).join('\n')
    expect(all).not.toMatch(/quint@|example\.org|127\.0\.0\.1/i)
    expect(await db.comment.findUnique({ where: { id } })).toMatchObject({
      authorHash: expect.any(Uint8Array),
      prefixHash: expect.any(Uint8Array),
      addressMonth: new Date().toISOString().slice(0, 7),
    })
    expect(warnings).toEqual([])
  })

  test('with the trap filled in is spam, and its sender is told what everybody is', async () => {
    const { told, state, reasons, articleId } = await sent({ website: 'https://cheap.example' })

    expect([told, state, reasons]).toEqual(['pending', 'spam', ['honeypot']])
    expect(await publicCount(articleId)).toBe(0)
  })

  test('with a listed word is held or spam, and the moderator sees where', async () => {
    await listed('suspect', 'cheap watches')
    await listed('banned', 'Casino')
    await listed('allowed', 'Casino Square')

    const held = await sent({ body: 'Buy CHEAP WATCHES here' })
    expect(held).toMatchObject({ state: 'pending', reasons: ['suspect-word'], score: 40 })
    expect(held.matches).toEqual([{ reason: 'suspect-word', start: 4, end: 17 }])
    expect((await sent({ body: 'To the саsinо' })).state).toBe('spam')
    expect((await sent({ body: 'I live at Casino Square.' })).state).toBe('approved')
  })

  test('said before by its author in the same place is 409, and the captcha is still good', async () => {
    const { articleId } = await sent({ body: 'Same words.' })
    const captcha = await solved(reader, { articleId })

    const again = await post(reader, articleId, { body: ' same  WORDS. ', captcha })
    expect([again.status, again.body.code]).toEqual([409, 'duplicate'])
    expect((await post(reader, articleId, { body: 'Other words.', captcha })).status).toBe(201)
    expect((await sent({ body: 'Same words.', author: { name: 'Ines' } }, articleId)).state).toBe('approved')
    expect((await sent({ body: 'Same words.' })).reasons).toEqual(['repeated'])
  })

  test('in the words of many others is held as a campaign', async () => {
    await policy({ campaignAuthors: 3 })
    const by = (n: number) =>
      sent({ body: 'Vote no!', author: { name: 'Mara', email: `reader${n}@example.org` } })
    for (const n of [1, 2, 3]) expect((await by(n)).state).toBe('approved')

    expect(await by(4)).toMatchObject({ state: 'pending', reasons: ['campaign'] })
  })

  test('over the budget is 429 that says when, and costs no captcha', async () => {
    await policy({ commentsPerPrefix: 3, commentsPerAuthor: 1 })
    const author = { name: 'Mara', email: 'mara@example.org' }
    const { articleId } = await sent({ author })
    const captcha = await solved(reader, { articleId })

    const refused = await post(reader, articleId, { author, captcha })
    expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited'])
    expect(refused.headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      ratelimit: expect.stringMatching(/^"comments-per-author";r=0;t=\d+$/),
    })
    expect((await post(reader, articleId, { captcha })).status).toBe(201)
    expect((await post(reader, articleId)).status).toBe(201)
    expect((await post(reader, articleId)).status).toBe(429)
    await db.commentBudget.updateMany({ data: { windowStart: new Date(Date.now() - 1_300_000) } })
    expect((await post(reader, articleId)).status).toBe(201)
    await runToTheEnd(purgeSpentBudgets, db)
    expect(await db.commentBudget.count()).toBe(1)
  })

  test('is judged by a constant number of statements', async () => {
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    await listed('suspect', ...Array.from({ length: 50 }, (_, i) => `listed${i}`))
    const count = async (body: string) => {
      const captcha = await solved(reader, { articleId })
      statements.length = 0
      expect((await post(reader, articleId, { body, captcha })).status).toBe(201)
      return statements.length
    }
    await count('First.')
    const short = await count('Short.')

    expect(await count(`${'Long words. '.repeat(300)} https://a.example https://b.example`)).toBe(short)
  })

  test('an edit is judged like a new comment, and never hides what was public', async () => {
    await listed('banned', 'casino')
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    const { body } = await post(reader, articleId, { body: 'Innocent.' })
    const edit = (words: string) =>
      reader('PATCH', `/v1/comments/${body.comment.id}`, { body: words }, { 'edit-token': body.editToken })

    expect((await edit('Innocent, too.')).body.comment.status).toBe('approved')
    expect((await edit('Now a casino!')).body.comment.status).toBe('pending')

    const held = await seen(body.comment.id)
    expect(held).toMatchObject({ status: 'approved', publicBody: 'Innocent, too.', reasons: ['banned-word'] })
    expect((await moderator('GET', '/v1/moderation/comments?queue=edited')).body.data).toHaveLength(1)
  })

  test('of an author who confirmed an address and did well needs nobody to read it first', async () => {
    const author = { name: 'Mara', email: 'mara@example.org' }
    const { id: articleId } = await anArticle(db)
    await policy({ trustAfter: 1 })
    const first = await sent({ author }, articleId)
    await db.comment.update({
      where: { id: first.id },
      data: {
        status: 'approved',
        reachable: true,
        publishedRevisionId: (await seen(first.id)).headRevisionId,
      },
    })
    expect((await sent({ author }, articleId)).state).toBe('pending')
    const { authorHash } = await db.comment.findUniqueOrThrow({ where: { id: first.id } })
    await db.commentAuthor.create({
      data: {
        hash: authorHash as Uint8Array<ArrayBuffer>,
        sealedEmail: new Uint8Array(1),
        confirmedAt: new Date(),
      },
    })

    expect((await sent({ author }, articleId)).state).toBe('approved')
    expect((await sent({}, articleId)).state).toBe('pending')
  })
})

describe('/v1/moderation/policy', () => {
  test('begins with what the product brings; every change is a version', async () => {
    const first = await moderator('GET', '/v1/moderation/policy')
    expect(first.body).toEqual({ ...DEFAULT_POLICY, version: 1, createdAt: null, createdBy: null })
    expect(first.headers.etag).toBe('"1"')

    const put = (body: object, tag?: string) =>
      moderator('PUT', '/v1/moderation/policy', body, tag === undefined ? {} : { 'if-match': tag })
    const stricter = { ...DEFAULT_POLICY, linksAllowed: 0 }
    expect((await put(stricter)).status).toBe(428)
    const answers = await Promise.all([put(stricter, '"1"'), put(stricter, '"1"'), put(stricter, '"1"')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
    expect(answers.find(({ status }) => status === 412)?.body.current).toMatchObject({
      ...{ version: 2, changedBy: 'Test moderator', changedFields: ['linksAllowed'] },
    })
    expect((await put({ linksAllowed: 1 }, '"2"')).status).toBe(400)
    expect((await put({ ...stricter, holdScore: 200 }, '"2"')).status).toBe(400)
    expect((await put({ ...stricter, open: true }, '"2"')).status).toBe(400)
    expect((await editor('GET', '/v1/moderation/policy')).status).toBe(403)

    const { data } = (await moderator('GET', '/v1/moderation/policy/versions')).body
    expect(data).toMatchObject([{ version: 2, linksAllowed: 0, createdBy: 'Test moderator' }])
    const { id } = await sent({ body: 'See https://example.org/' })
    const { version, headRevisionId: revisionId, reasons } = await seen(id)
    expect(reasons).toEqual(['links'])
    await moderator(
      'POST',
      `/v1/moderation/comments/${id}/decisions`,
      { action: 'approve', revisionId },
      { 'if-match': `"${version}"` },
    )
    const history = (await moderator('GET', `/v1/moderation/comments/${id}/history`)).body.data
    expect(history).toMatchObject([{ to: 'approved', policyVersion: 2 }])
  })

  test('on a bad day everything waits, or nothing is taken', async () => {
    await policy({ mode: 'pre' })
    const { articleId, state } = await sent()
    expect(state).toBe('pending')

    await policy({ mode: 'closed' })

    expect(await sent({}, articleId)).toMatchObject({ status: 409, code: 'comments-closed' })
    expect((await reader('GET', `/v1/articles/${articleId}`)).body.comments).toEqual({
      open: false,
      count: 0,
    })
  })

  test('a draft is tried on what came before, and nothing is changed', async () => {
    await sent({ body: 'See https://example.org/ for more.' })
    await sent({ body: 'Nothing special.' })
    const trapped = await sent({ website: 'x' })
    const before = await db.comment.findMany()

    const { body } = await moderator('POST', '/v1/moderation/policy/simulations', {
      policy: { ...DEFAULT_POLICY, linksAllowed: 0, spamScore: 200 },
      days: 1,
    })

    expect(body).toEqual({
      ...{ examined: 3, isPartial: false, unchanged: 1 },
      changes: expect.arrayContaining([
        {
          ...{ from: 'approved', to: 'pending', count: 1 },
          examples: [
            expect.objectContaining({
              reasons: ['links'],
              excerpt: 'See https://example.org/ for more.',
              status: 'approved',
            }),
          ],
        },
        {
          ...{ from: 'spam', to: 'pending', count: 1 },
          examples: [expect.objectContaining({ commentId: trapped.id, reasons: ['honeypot'] })],
        },
      ]),
    })
    expect(await db.comment.findMany()).toEqual(before)
    const bad = await moderator('POST', '/v1/moderation/policy/simulations', { policy: {}, days: 31 })
    expect(bad.status).toBe(400)
  })
})

describe('/v1/moderation/words', () => {
  test('are added in lists, once each, found and removed', async () => {
    const added = await listed('banned', 'Casino', 'casinо', '(x+x+)+y', ' a(b ')
    expect(added).toMatchObject({ status: 201, body: { added: 3, known: 1 } })
    expect((await listed('banned', 'CASINO')).body).toMatchObject({ added: 0, known: 1, data: [] })
    expect((await listed('suspect', 'casino')).body.added).toBe(1)
    const page = (await moderator('GET', '/v1/moderation/words?list=banned&limit=2&count=exact')).body
    expect([page.page.count, page.data.length]).toEqual([3, 2])
    const rest = await moderator('GET', `/v1/moderation/words?list=banned&limit=2&cursor=${page.page.next}`)
    expect(rest.body.data).toHaveLength(1)
    const { id } = added.body.data[0]
    expect((await sent({ body: 'casino' })).state).toBe('spam')

    expect((await moderator('DELETE', `/v1/moderation/words/${id}`)).status).toBe(204)

    expect((await moderator('DELETE', `/v1/moderation/words/${id}`)).status).toBe(404)
    expect((await sent({ body: 'casino!' })).state).toBe('pending')
  })

  test('of nothing that could be found are 400; a list has an end', async () => {
    for (const words of [[], [''], ['  '], ['\u200b'], ['a\nb'], ['x'.repeat(201)], [7]])
      expect([
        words,
        (await moderator('POST', '/v1/moderation/words', { list: 'banned', words })).status,
      ]).toEqual([words, 400])
    await db.$executeRaw`insert into moderation_word (id, list, word, skeleton, created_by)
      select gen_random_uuid(), 'banned', 'w' || n, 'w' || n, 'Test' from generate_series(1, 9999) n`
    expect((await listed('banned', 'one', 'two')).status).toBe(422)
    expect((await listed('banned', 'one')).status).toBe(201)
    expect((await sent({ body: 'Here is w4444.' })).state).toBe('spam')
  })
})

describe('/v1/moderation/bans', () => {
  test('of an author, a network, a domain: blocked ones see nothing of it, watched ones wait', async () => {
    const author = { name: 'Mara', email: 'mara@example.org' }
    const { id } = await sent({ author })
    const made = await ban({ kind: 'author', commentId: id, reason: 'Spam' })
    expect(made).toMatchObject({ status: 201, body: { kind: 'author', value: null, isInForce: true } })
    expect((await ban({ kind: 'author', commentId: id })).status).toBe(409)

    expect(await sent({ author: { ...author, email: ' MARA@example.org'.trim() } })).toMatchObject({
      told: 'pending',
      state: 'spam',
      reasons: ['banned'],
    })
    expect((await sent()).state).toBe('approved')
    expect((await moderator('DELETE', `/v1/moderation/bans/${made.body.id}`)).status).toBe(204)
    expect((await sent({ author })).state).toBe('approved')

    const network = await ban({ kind: 'network', value: '127.0.0.1/8', effect: 'hold' })
    expect(network.body.value).toBe('127.0.0.0/8')
    expect(await sent()).toMatchObject({ state: 'pending', reasons: ['watched'] })
    await db.commentBan.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await sent()).state).toBe('approved')
    expect((await moderator('GET', `/v1/moderation/bans/${network.body.id}`)).body.isInForce).toBe(false)

    await ban({ kind: 'domain', value: 'Bücher.example' })
    expect((await sent({ body: 'https://shop.bücher.example/a' })).state).toBe('spam')
    expect((await sent({ author: { name: 'Mara', email: 'x@xn--bcher-kva.example' } })).state).toBe('spam')
    expect((await sent({ body: 'https://nichtbücher.example' })).reasons).toEqual(['masked-link'])
    expect((await moderator('GET', '/v1/moderation/bans?kind=domain')).body.data).toMatchObject([
      { value: 'xn--bcher-kva.example' },
    ])
  })

  test('of a prefix end with the key of its month', async () => {
    const { id } = await sent()
    await ban({ kind: 'prefix', commentId: id })
    expect((await sent()).state).toBe('spam')
    expect((await moderator('GET', `/v1/moderation/bans`)).text).not.toContain('127.0')

    await db.$executeRaw`update address_key set month = '2020-01'`
    await db.$executeRaw`update comment set address_month = '2020-01'`
    await runToTheEnd(destroyOldAddressKeys, db)

    expect(await db.commentBan.count()).toBe(0)
    expect(await db.comment.count({ where: { prefixHash: { not: null } } })).toBe(0)
    expect((await ban({ kind: 'prefix', commentId: id })).status).toBe(422)
    expect((await sent()).state).toBe('approved')
  })

  test('of what is none are refused', async () => {
    const { id } = await sent()
    for (const [members, status] of [
      [{ kind: 'network', value: '127' }, 400],
      [{ kind: 'network', value: 'example.org' }, 400],
      [{ kind: 'network' }, 400],
      [{ kind: 'domain', value: 'no domain' }, 400],
      [{ kind: 'domain', value: 'example' }, 400],
      [{ kind: 'author', value: 'a@b.example' }, 400],
      [{ kind: 'author', commentId: UNKNOWN }, 422],
      [{ kind: 'author', commentId: id }, 422],
      [{ kind: 'domain', value: 'a.example', effect: 'kill' }, 400],
    ] as const)
      expect([members, (await ban(members)).status]).toEqual([members, status])
    expect((await moderator('GET', `/v1/moderation/bans/${UNKNOWN}`)).status).toBe(404)
    expect((await editor('GET', '/v1/moderation/bans')).status).toBe(403)
  })
})
