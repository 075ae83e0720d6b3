import { describe, expect, test } from '@jest/globals'
import { purgeExpiredCaptchas } from '../src/features/captcha/jobs.ts'
import { resultOf, sumOf } from '../src/features/captcha/rules.ts'
import { type Claims, open, seal, sumFor } from '../src/features/captcha/token.ts'
import { deriveSecrets } from '../src/lib/secrets.ts'
import { anArticle } from './support/articles.ts'
import { challenge, post, solve, solved, wrong } from './support/discussion.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom, SECRETS } from './support/newsroom.ts'

const { db, reader, statements } = await newsroom()

const verify = (body: unknown) => reader('POST', '/v1/captcha/verify', body)

const claims: Claims = {
  ...{ v: 1, kid: SECRETS.kid, jti: 'a-name-of-its-own', iat: 0, exp: Math.floor(Date.now() / 1000) + 600 },
  ...{ aud: 'comment.create', art: null, kind: 'arithmetic' },
}

describe('POST /v1/captcha/challenge', () => {
  test('asks a small sum, shown and said', async () => {
    const { status, body, headers } = await reader('POST', '/v1/captcha/challenge', {
      action: 'comment.create',
    })

    expect(status).toBe(201)
    expect(headers['cache-control']).toBe('no-store')
    expect(body).toMatchObject({ kind: 'arithmetic', attempts: 3, prompt: { language: 'en' } })
    expect(body.prompt.text).toMatch(/^\d+ [+−×] \d+ =$/)
    expect(body.prompt.spoken).toMatch(/^What is \d+ (plus|minus|times) \d+\?$/)
    expect(new Date(body.expiresAt).getTime()).toBeGreaterThan(Date.now() + 600_000)
  })

  test('is a new one every time, keeps the answer to itself and writes nothing', async () => {
    statements.length = 0
    const [one, two] = [await challenge(reader), await challenge(reader)]

    expect(one.token).not.toBe(two.token)
    expect(statements).toEqual([])
    const payload = JSON.parse(Buffer.from(one.token.split('.')[0], 'base64url').toString())
    expect(Object.keys(payload).sort()).toEqual(['art', 'aud', 'exp', 'iat', 'jti', 'kid', 'kind', 'v'])
  })

  test('is said in the language asked for, or in English', async () => {
    const spoken = {
      de: /^Wie viel ist \d+ (plus|minus|mal) \d+\?$/,
      'de-AT': /^Wie viel ist/,
      fr: /^Combien font \d+ (plus|moins|fois) \d+ \?$/,
      'ar-EG': /^كم يساوي \d+ (زائد|ناقص|ضرب) \d+؟$/,
      fa: /چند می‌شود؟$/,
      tlh: /^What is/,
    }

    for (const [language, words] of Object.entries(spoken)) {
      const { prompt } = await challenge(reader, { language })
      expect(prompt.spoken).toMatch(words)
      expect(prompt.language).toBe(language === 'tlh' ? 'en' : language.slice(0, 2))
    }
  })

  test('of 1,000 the answers are spread evenly over 11…99 and none is 0', async () => {
    const counts = new Map<number, number>()
    const operators = new Set<string>()
    for (let i = 0; i < 1000; i++) {
      const { text } = (await challenge(reader)).prompt
      const answer = Number(solve(text))
      operators.add(text.split(' ')[1])
      counts.set(answer, (counts.get(answer) ?? 0) + 1)
    }

    expect(Math.min(...counts.keys())).toBeGreaterThanOrEqual(11)
    expect(Math.max(...counts.keys())).toBeLessThanOrEqual(99)
    expect(operators).toEqual(new Set(['+', '−', '×']))
    // 88 degrees of freedom: chance exceeds 165 less than once in a million runs.
    const expected = 1000 / 89
    const seen = Array.from({ length: 89 }, (_, i) => counts.get(i + 11) ?? 0)
    const chiSquared = seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(chiSquared).toBeLessThan(165)
  })

  test('for an unknown article it is issued like for any other', async () => {
    const { status } = await reader('POST', '/v1/captcha/challenge', {
      action: 'comment.create',
      articleId: '0190a000-0000-7000-8000-000000000000',
    })

    expect(status).toBe(201)
  })

  test.each([
    ['no action', {}],
    ['an unknown action', { action: 'article.create' }],
    ['another kind', { action: 'comment.create', kind: 'image' }],
    ['no language', { action: 'comment.create', language: 'no language' }],
    ['no article id', { action: 'comment.create', articleId: 'harbour' }],
    ['an unknown member', { action: 'comment.create', difficulty: 0 }],
  ])('400 for %s', async (_case, body) => {
    expect((await reader('POST', '/v1/captcha/challenge', body)).body.code).toBe('validation')
  })
})

describe('POST /v1/captcha/verify', () => {
  test('changes a right answer for a pass that expires with the token', async () => {
    const { token, prompt, expiresAt } = await challenge(reader)

    const { status, body } = await verify({ token, answer: solve(prompt.text) })

    expect(status).toBe(200)
    expect(body).toEqual({ pass: expect.any(String), expiresAt })
  })

  test('takes the digits of any script', async () => {
    const { token, answer } = await solved(reader)

    for (const zero of ['٠', '۰', '०', '０']) {
      const typed = Array.from(answer, (digit) =>
        String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)),
      )
      expect((await verify({ token, answer: typed.join('') })).status).toBe(200)
    }
  })

  test('400 for any other form of an answer, and no attempt is lost', async () => {
    const { token } = await challenge(reader)
    const forms = [
      ...[null, false, true, 0, 18, [18], ['18'], [], { x: 1 }, undefined],
      ...['', ' ', ' 18 ', '18 ', '0x12', '1e1', '+18', '-18', '18.0', '18n', '1_8', '12345', 'x', 'null'],
      ...['18\n', '\u206618', '¹⁸', '½', 'Ⅷ', '１８.', '1 8', '１２３４５', '18\u200b', 'NaN', 'Infinity'],
      ...['1'.repeat(3000), '\ud835\udfde\ud835'],
    ]

    for (const answer of forms) {
      const { body } = await verify({ token, answer })
      expect([answer, body.status, body.code]).toEqual([answer, 400, 'validation'])
    }
    expect(await db.captchaUse.count()).toBe(0)
  })

  test('413 for a megabyte of digits', async () => {
    expect((await verify({ token: 'x', answer: '1'.repeat(1_000_000) })).status).toBe(413)
  })

  test('counts wrong answers, and after three takes no answer any more', async () => {
    const right = await solved(reader)

    const answers = [await verify(wrong(right)), await verify(wrong(right)), await verify(wrong(right))]
    const late = await verify(right)

    expect(answers.map(({ body }) => [body.code, body.attemptsLeft])).toEqual([
      ['captcha-wrong', 2],
      ['captcha-wrong', 1],
      ['captcha-wrong', 0],
    ])
    expect(late.body).toMatchObject({ status: 422, code: 'captcha-exhausted' })
  })

  test('fifty wrong answers at once: three are counted', async () => {
    const right = await solved(reader)

    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(wrong(right))))

    const codes = answers.map(({ body }) => body.code)
    expect(codes.filter((code) => code === 'captcha-wrong')).toHaveLength(3)
    expect(codes.filter((code) => code === 'captcha-exhausted')).toHaveLength(47)
    expect((await verify(right)).body.code).toBe('captcha-exhausted')
    expect(await db.captchaUse.findMany()).toMatchObject([{ attempts: 3, spentAt: null }])
  })

  test('guessing all answers at once is worth three guesses', async () => {
    let hits = 0
    for (let round = 0; round < 5; round++) {
      const { token } = await solved(reader)
      const guesses = Array.from({ length: 89 }, (_, i) => verify({ token, answer: String(99 - i) }))
      const codes = (await Promise.all(guesses)).map(({ status, body }) =>
        status === 200 ? 'ok' : body.code,
      )
      hits += codes.filter((code) => code === 'ok').length
      expect(codes.filter((code) => code === 'captcha-wrong')).toHaveLength(3)
    }
    // Five times three guesses in 89: four hits are chance once in a hundred thousand runs.
    expect(hits).toBeLessThanOrEqual(3)
  })
})

describe('a token', () => {
  test('with one character changed anywhere is captcha-invalid', async () => {
    const { token, answer } = await solved(reader)
    const codes = new Set<string>()
    for (let i = 0; i < token.length; i++) {
      const other = token[i] === 'A' ? 'B' : 'A'
      const changed = token.slice(0, i) + other + token.slice(i + 1)
      codes.add((await verify({ token: changed, answer })).body.code)
    }

    expect(codes).toEqual(new Set(['captcha-invalid']))
    expect(await db.captchaUse.count()).toBe(0)
  })

  test('cut, lengthened, unsigned or written another way is captcha-invalid', async () => {
    const { token, answer } = await solved(reader)
    const [payload, mac = ''] = token.split('.')
    const forged = Buffer.from('{"kid":"../","v":1}').toString('base64url')
    const changed = [
      ...[`${payload}.`, `${payload}`, `.${mac}`, '.', `${payload}.${mac.slice(0, -1)}`, `${token}A`],
      ...[`${token}.`, `${token}.${mac}`, `${token}=`, ` ${token}`, `${payload}.${mac.slice(0, 22)}`],
      ...[`${forged}.${mac}`, `${payload}.${Buffer.from(mac, 'base64url').toString('base64')}`],
    ]

    for (const each of changed) {
      const { body } = await verify({ token: each, answer })
      expect([each, body.status, body.code]).toEqual([each, 422, 'captcha-invalid'])
    }
  })

  test('of another server is captcha-invalid', async () => {
    const token = seal(deriveSecrets('another secret that is long enough too'), 'captcha-token', claims)

    expect((await verify({ token, answer: '11' })).body.code).toBe('captcha-invalid')
  })

  test('expires on the database’s clock, right or wrong', async () => {
    const old = { ...claims, exp: Math.floor(Date.now() / 1000) - 1 }
    const token = seal(SECRETS, 'captcha-token', old)
    const answer = String(resultOf(sumOf(SECRETS.sign('captcha-answer', old.jti))))

    expect((await verify({ token, answer })).body).toMatchObject({ status: 422, code: 'captcha-expired' })
    expect((await verify(wrong({ token, answer }))).body.code).toBe('captcha-expired')
    expect(await db.captchaUse.count()).toBe(0)
  })

  test('is not a pass, nor a pass a token', async () => {
    const { id } = await anArticle(db)
    const right = await solved(reader)
    const { pass } = (await verify(right)).body

    expect((await post(reader, id, { captcha: { pass: right.token } })).body.code).toBe('captcha-invalid')
    expect((await verify({ token: pass, answer: right.answer })).body.code).toBe('captcha-invalid')
  })

  test('that was spent cannot be changed for a pass', async () => {
    const { id } = await anArticle(db)
    const captcha = await solved(reader)
    await post(reader, id, { captcha })

    expect((await verify(captcha)).body).toMatchObject({ status: 409, code: 'captcha-spent' })
  })

  test('sealed before the secret changed is good until it expires, and names its key', () => {
    const before = deriveSecrets('the secret of yesterday, long enough')
    const rotated = deriveSecrets(
      'the secret of today, long enough too',
      'the secret of yesterday, long enough',
    )
    const old = { ...claims, kid: before.kid }

    expect(before.kid).not.toBe(rotated.kid)
    expect(open(rotated, 'captcha-token', seal(before, 'captcha-token', old))).toEqual(old)
    expect(sumFor(rotated, old)).toEqual(sumFor(before, old))
    expect(sumFor(rotated, claims)).toBeUndefined()
    expect(open(rotated, 'captcha-pass', seal(before, 'captcha-pass', old))).toEqual(old)
  })

  test('that names another key than the one it is sealed with is captcha-invalid', async () => {
    for (const kid of ['../', '', 'AAAAAAAA']) {
      const token = seal(SECRETS, 'captcha-token', { ...claims, kid })
      expect((await verify({ token, answer: '11' })).body.code).toBe('captcha-invalid')
    }
  })
})

describe('what became of captchas', () => {
  test('goes an hour after they expired, and what was spent cannot be spent again', async () => {
    const { id } = await anArticle(db)
    const captcha = await solved(reader)
    expect((await post(reader, id, { captcha })).status).toBe(201)
    const row = (jti: string, hours: number) => ({ jti, expiresAt: new Date(Date.now() + hours * 3_600_000) })
    await db.captchaUse.createMany({ data: [row('old', -2), row('late', -0.5), row('good', 0.2)] })

    await runToTheEnd(purgeExpiredCaptchas, db)

    const left = await db.captchaUse.findMany({ where: { jti: { in: ['old', 'late', 'good'] } } })
    expect(left.map(({ jti }) => jti).sort()).toEqual(['good', 'late'])
    const replayed = await post(reader, id, { captcha, body: 'Other words.' })
    expect(replayed.body).toMatchObject({ status: 409, code: 'captcha-spent' })
  })

  test('of one whose row is gone the token has expired long ago', async () => {
    const { id } = await anArticle(db)
    const old = { ...claims, jti: 'purged', exp: Math.floor(Date.now() / 1000) - 7000 }
    const token = seal(SECRETS, 'captcha-token', old)
    const answer = String(resultOf(sumOf(SECRETS.sign('captcha-answer', old.jti))))

    const replayed = await post(reader, id, { captcha: { token, answer } })

    expect(replayed.body).toMatchObject({ status: 422, code: 'captcha-expired' })
    expect(await db.captchaUse.count({ where: { jti: 'purged' } })).toBe(0)
  })
})
