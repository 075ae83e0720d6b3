import { describe, expect, test } from '@jest/globals'
import { anArticle } from '../support/articles.ts'
import { UNKNOWN } from '../support/desk.ts'
import { post, solved } from '../support/discussion.ts'
import { type Answer, newsroom } from '../support/newsroom.ts'

const { db, reader, moderator, admin, warnings } = await newsroom()

/** What somebody who means harm sends: answered in our own words, logged as nothing, and without a trace. */
async function refused(answer: Answer, ...statuses: number[]) {
  expect([answer.text.slice(0, 300), statuses.includes(answer.status)]).toEqual([expect.anything(), true])
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(warnings).toEqual([])
}

const decoded = (token: string) => {
  const [payload = '', mac = ''] = token.split('.')
  return { payload, mac, members: JSON.parse(Buffer.from(payload, 'base64url').toString()) }
}
const encoded = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url')

describe('a captcha that was tampered with', () => {
  test.each([
    ['another key', { kid: 'other' }],
    ['a path for a key', { kid: '../../etc/passwd' }],
    ['a number for a key', { kid: 1 }],
    ['no signature wanted', { alg: 'none' }],
    ['a later end', { exp: 9_999_999_999 }],
    ['an end that is none', { exp: 'never' }],
    ['another article', { art: UNKNOWN }],
    ['another action', { aud: 'comment.report' }],
    ['another version', { v: 2 }],
    ['another kind', { kind: 'pow' }],
    ['a name of the language', { constructor: { prototype: 1 } }],
  ])('so that it has %s is not valid', async (_case, change) => {
    const { id } = await anArticle(db)
    const { token, answer } = await solved(reader, { articleId: id })
    const { members, mac } = decoded(token)

    const sent = await post(reader, id, {
      captcha: { token: `${encoded({ ...members, ...change })}.${mac}`, answer },
    })

    expect(sent.body).toMatchObject({ status: 422, code: 'captcha-invalid' })
    expect((await post(reader, id, { captcha: { token, answer } })).status).toBe(201)
  })

  test.each([
    ['nothing', ''],
    ['no JSON', '###'],
    ['null', Buffer.from('null').toString('base64')],
    ['a list', Buffer.from('[]').toString('base64')],
    ['a challenge of null', Buffer.from('{"challenge":null,"solution":null}').toString('base64')],
    [
      'a number as big as any',
      Buffer.from('{"challenge":{},"solution":{"counter":1e999}}').toString('base64'),
    ],
    ['nothing but brackets', Buffer.from('['.repeat(3000)).toString('base64')],
    ['UTF-16', Buffer.from('{}', 'utf16le').toString('base64')],
  ])('whose work is %s is refused', async (_case, payload) => {
    const { id } = await anArticle(db)

    await refused(await post(reader, id, { captcha: { payload } }), 400, 422)
    expect(await db.captchaUse.count()).toBe(0)
  })
})

describe('a body that is no JSON, or not ours', () => {
  const words = '{"body":"Words.","author":{"name":"Mara"}}'

  test.each<[string, string | Buffer, number]>([
    ['with a byte order mark', `\ufeff${words}`, 400],
    ['in UTF-16', Buffer.from(words, 'utf16le'), 400],
    ['with bytes that are no UTF-8', Buffer.from(words.replace('Words', '\u00ff\u00fe'), 'latin1'), 400],
    ['with an overlong slash', Buffer.from(words.replace('Words', '\u00c0\u00af'), 'latin1'), 400],
    ['that sets a prototype', words.replace('{', '{"__proto__":{"isAdmin":true},'), 400],
    ['that sets a constructor', words.replace('{', '{"constructor":{"prototype":{}},'), 400],
    ['of brackets', '['.repeat(20_000), 400],
    ['of objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, 400],
    ['with a number that is none', words.replace('"Words."', 'NaN'), 400],
    ['with something behind it', `${words} true`, 400],
    ['of null', 'null', 400],
    ['of a list', `[${words}]`, 400],
    ['of nothing', '', 400],
  ])('%s is refused', async (_case, body, status) => {
    const { id } = await anArticle(db)

    await refused(await reader('POST', `/v1/articles/${id}/comments`, body), status)
    expect(await db.comment.count()).toBe(0)
  })

  test('says the last of what it says twice, and that is what is kept', async () => {
    const { id } = await anArticle(db)
    const captcha = JSON.stringify(await solved(reader, { articleId: id }))

    await reader(
      'POST',
      `/v1/articles/${id}/comments`,
      `{"body":"First.","body":"Last.","author":{"name":"Mara"},"captcha":${captcha}}`,
    )

    expect(await db.commentRevision.findMany({ select: { body: true } })).toEqual([{ body: 'Last.' }])
  })
})

describe('words in disguise', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an image with a handler', '<img src=x onerror=alert(1)>'],
    ['an unfinished tag', '<a href="'],
    ['a comment of HTML', '<!--<img src="--><img src=x onerror=alert(1)//">'],
    ['a script in a link', '[x](javascript:alert(1))'],
    ['a script with a tab', '[x](java\tscript:alert(1))'],
    ['a script in capitals', '[x](JaVaScRiPt:alert(1))'],
    ['a script as an entity', '[x](&#106;avascript:alert(1))'],
    ['data', '[x](data:text/html;base64,PHNjcmlwdD4=)'],
    ['a script of old', '[x](vbscript:msgbox(1))'],
    ['a file', '[x](file:///etc/passwd)'],
    ['an address with a handler', 'https://example.org/"onmouseover="alert(1)'],
    ['a link that breaks out', '[x](https://example.org/"><svg/onload=alert(1)>)'],
    ['a link in a link', '[[x](https://a.example)](https://b.example)'],
    ['a user before the host', '[x](https://bank.example@evil.example)'],
    ['a template', '{{constructor.constructor("alert(1)")()}}'],
    ['a style', '<p style="position:fixed">x</p>'],
    ['a null in a tag', '<scr\u0001ipt>alert(1)</scr\u0001ipt>'],
  ])('of %s show no element and no address that is not ours to show', async (_case, body) => {
    const { id } = await anArticle(db, { mode: 'post' })
    await moderator('GET', '/v1/moderation/policy')

    const { body: sent } = await post(reader, id, { body })
    const { html } = await db.commentRevision.findFirstOrThrow({ where: { commentId: sent.comment.id } })

    const tags = html.match(/<[^>]*>/g) ?? []
    const ours =
      /^<\/?(p|br|em|strong|code|blockquote|a)>$|^<a href="(https?:\/\/|mailto:)[^"<>]*" rel="[a-z ]+">$/
    expect(tags.filter((tag) => !ours.test(tag))).toEqual([])
    expect(html.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/)
  })

  test.each([
    ['\u0430pple.com in Cyrillic', 'https://\u0430pple.com/login'],
    ['a number', 'http://2130706433/'],
    ['loopback', 'http://[::1]/'],
    ['punycode', 'https://xn--pple-43d.com/'],
  ])('whose host is %s are held', async (_case, body) => {
    const { id } = await anArticle(db, { mode: 'post' })

    expect((await post(reader, id, { body })).body.comment.status).toBe('pending')
  })

  test.each([
    '<b>Ines</b>',
    '"><script>alert(1)</script>',
    "'; drop table comment; --",
    '=1+1',
    '{"level":"fatal"}',
  ])('a name of %s is that name and nothing more', async (name) => {
    const { id } = await anArticle(db, { mode: 'post' })

    await post(reader, id, { author: { name } })

    const { body } = await reader('GET', `/v1/articles/${id}/comments`)
    expect(body.data[0].author).toEqual({ name })
  })
})

describe('what is not one’s own', () => {
  const TOKENS = ['', 'x', 'A'.repeat(43), 'A'.repeat(3000), '../../x', "' or 1=1"]

  test.each(TOKENS)('with the edit token “%.20s” a comment is like none', async (token) => {
    const { id } = await anArticle(db, { mode: 'post' })
    const own = (await post(reader, id)).body.comment.id
    const headers = { 'edit-token': token }
    const change = (to: string) => reader('PATCH', `/v1/comments/${to}`, { body: 'Mine.' }, headers)

    const [there, not] = [await change(own), await change(UNKNOWN)]

    await refused(there, 400, 404)
    expect([there.status, there.body.detail]).toEqual([not.status, not.body.detail.replace(UNKNOWN, own)])
    await refused(await reader('DELETE', `/v1/comments/${own}`, undefined, headers), 400, 404)
  })

  test.each([
    'x',
    'a.b',
    `${UNKNOWN}.`,
    `${UNKNOWN}.${'A'.repeat(43)}`,
    '%00',
    '%F0%9F',
    '..%2f..%2f',
    'x'.repeat(400),
  ])('the receipt “%.20s” shows nothing', async (receipt) => {
    await refused(await reader('GET', `/v1/comments/receipts/${receipt}`), 400, 404)
  })

  test.each([
    ['?status=pending'],
    ['?include=email'],
    ['?fields=authorHash'],
    ['?queue=all'],
    ['?order=score'],
    ['?parentId=x'],
    ['?anchor=x'],
    ['?limit=0'],
    ['?limit=101'],
    ['?limit=1e1'],
    ['?limit=+7'],
    ['?limit=0x10'],
    ['?limit=1&limit=2'],
    ['?cursor=eyJhIjoxfQ'],
    ['?cursor='],
    ['?view[]=flat'],
    ['?view=flat&view=tree'],
    ['?%00=1'],
  ])('the list of comments does not know %s', async (query) => {
    const { id } = await anArticle(db)

    await refused(await reader('GET', `/v1/articles/${id}/comments${query}`), 400)
  })
})

describe('what moderators type', () => {
  test.each([
    ['author', '%25'],
    ['author', "'"],
    ['author', 'x'.repeat(10_000)],
    ['author', '.*'],
    ['reason', '('],
    ['reason', "spam'--"],
    ['articleId', 'x'],
    ['q', 'x'],
    ['queue', 'hidden'],
    ['status', 'pending;'],
    ['order', 'score desc'],
    ['cursor', '..'],
  ])('the filter %s=%.12s finds nothing or is refused', async (name, value) => {
    const { id } = await anArticle(db)
    await post(reader, id)

    const answer = await moderator('GET', `/v1/moderation/comments?${name}=${value}`)

    expect([200, 400]).toContain(answer.status)
    if (answer.status === 200) expect(answer.body.data).toEqual([])
    expect(warnings).toEqual([])
  })

  test.each(['(x+x+)+y', 'a(b', '[ab', '\\', '$1', '%', '_', '.*', "'", '^'])(
    'the listed word %s is a literal',
    async (word) => {
      const { id } = await anArticle(db, { mode: 'post' })
      expect(
        (await admin('POST', '/v1/moderation/words', { list: 'suspect', words: [`${word}z`] })).status,
      ).toBe(201)

      const [other, same] = [
        await post(reader, id, { body: 'xxxxxxxxxxxxxxxxxxxx ab z' }),
        await post(reader, id, { body: `It says ${word}z here.` }),
      ]

      expect(other.body.comment.status).toBe('approved')
      expect(same.body.comment.status).toBe('pending')
    },
  )

  test.each([['x'], ['-1'], ['1e3'], ['9'.repeat(400)], ['0; drop table event']])(
    'a stream that is to go on behind %.12s is refused',
    async (id) => {
      await refused(
        await moderator('GET', '/v1/moderation/stream', undefined, { 'last-event-id': id }),
        400,
        410,
      )
    },
  )
})
