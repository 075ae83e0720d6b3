import { readdir } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { setGate } from '../src/db/gates.ts'
import { carryOutImports as carryingOut, removeImportedFiles } from '../src/features/imports/jobs.ts'
import type { JobDeps } from '../src/jobs/job.ts'
import { writeImported } from '../src/start/write-imported.ts'
import { diskFiles } from '../src/storage/disk.ts'
import { anArticle } from './support/articles.ts'
import { UNKNOWN } from './support/desk.ts'
import { disqusXml, type Written, wxrXml } from './support/exports.ts'
import { temporaryFolder } from './support/folder.ts'
import { FORM, formOf } from './support/images.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom, SECRETS } from './support/newsroom.ts'

const carryOutImports = carryingOut(writeImported)
const directory = temporaryFolder()
const files = diskFiles(directory)
const { db, as, reader, writer, editor, moderator, admin } = await newsroom({}, files)
const URL = '/v1/editorial/imports'
const XML = { 'content-type': 'application/xml' }

const send = (file: string | Buffer, kind = 'disqus_comments', headers: Record<string, string> = {}) =>
  admin('POST', `${URL}?kind=${kind}`, file, { ...XML, ...headers })
const carryOut = () => runToTheEnd(carryOutImports, db, { files })
/** The folders of files that are kept. */
const kept = () => readdir(directory)

/** Imports the file to its end, and returns what is told of it. */
async function imported(file: string, kind = 'disqus_comments') {
  const { body } = await send(file, kind)
  await carryOut()
  return (await admin('GET', `${URL}/${body.id}`)).body
}

const commentsOf = async (articleId: string, query = '') =>
  (await reader('GET', `/v1/articles/${articleId}/comments${query}`)).body.data
const countOf = async (articleId: string) =>
  (await reader('GET', `/v1/comments/counts?articleId=${articleId}`)).body.data[0].count
const codesOf = (body: { findings: { code: string; count: number }[] }) =>
  Object.fromEntries(body.findings.map(({ code, count }) => [code, count]))

describe('POST /v1/editorial/imports', () => {
  test('takes a file, says where it is watched, and keeps it until it is done and no longer', async () => {
    const { slug } = await anArticle(db)
    const xml = disqusXml([{ key: '1', slug }])

    const sent = await send(xml)

    expect(sent.status).toBe(202)
    expect(sent.headers.location).toBe(`${URL}/${sent.body.id}`)
    expect(sent.body).toMatchObject({
      kind: 'disqus_comments',
      status: 'queued',
      bytes: Buffer.byteLength(xml),
      total: null,
      done: 0,
      findings: [],
      failure: null,
      createdBy: 'Test admin',
      startedAt: null,
    })
    expect((await admin('GET', String(sent.headers.location))).body).toEqual(sent.body)
    expect(await kept()).toContain(sent.body.id)
    await carryOut()
    expect((await admin('GET', String(sent.headers.location))).body).toMatchObject({
      status: 'done',
      ...{ total: 1, done: 1, imported: 1, skipped: 0 },
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    })
    expect(await kept()).not.toContain(sent.body.id)
  })

  test('takes a form, and what is gzipped', async () => {
    const { id, slug } = await anArticle(db)
    const file = gzipSync(disqusXml([{ key: '1', slug }]))

    const form = await admin(
      'POST',
      `${URL}?kind=disqus_comments`,
      formOf({ file, type: 'application/gzip' }),
      FORM,
    )
    const raw = await send(gzipSync(disqusXml([{ key: '2', slug }])), 'disqus_comments', {
      'content-type': 'application/gzip',
    })
    await carryOut()

    expect([form.status, raw.status]).toEqual([202, 202])
    expect(await countOf(id)).toBe(2)
  })

  test('puts what was approved there before readers at once, in its thread, at its time', async () => {
    const { id, slug } = await anArticle(db)

    const told = await imported(
      disqusXml([
        {
          key: '2',
          parent: '1',
          slug,
          name: 'Bo',
          html: '<p>An <b>answer</b>.</p>',
          at: '2015-03-02T12:00:00Z',
        },
        { key: '1', slug },
      ]),
    )

    expect(told).toMatchObject({ status: 'done', imported: 2, findings: [] })
    expect(await commentsOf(id)).toMatchObject([
      {
        parentId: null,
        depth: 0,
        author: { name: 'Ines' },
        body: { html: '<p>Words of 1.</p>' },
        createdAt: '2015-03-01T12:00:00.000Z',
        replyCount: 1,
        replies: {
          data: [{ author: { name: 'Bo' }, depth: 1, body: { html: '<p>An <strong>answer</strong>.</p>' } }],
        },
      },
    ])
    expect(await countOf(id)).toBe(2)
  })

  test('puts what waited there before moderators, and what answers it behind it', async () => {
    const { id, slug } = await anArticle(db)

    await imported(
      wxrXml([
        { key: '1', slug, approved: '0' },
        { key: '2', parent: '1', slug },
      ]),
      'wxr_comments',
    )

    expect(await countOf(id)).toBe(0)
    const { data } = (await moderator('GET', '/v1/moderation/comments?queue=pending')).body
    expect(data).toMatchObject([{ status: 'pending', body: 'Words of 1.' }])
    const { id: waiting, version, headRevisionId } = data[0]
    const path = `/v1/moderation/comments/${waiting}/decisions`
    const decision = { action: 'approve', revisionId: headRevisionId }
    await moderator('POST', path, decision, { 'if-match': `"${version}"` })
    expect(await countOf(id)).toBe(2)
  })

  test('finds the article also by a former slug, and no deleted one', async () => {
    const { id, slug } = await anArticle(db)
    const { id: deleted, slug: gone } = await anArticle(db)
    await db.articleSlug.create({ data: { slug: 'the-old-ferry', articleId: id } })
    await db.article.update({ where: { id: deleted }, data: { deletedAt: new Date() } })

    const told = await imported(
      disqusXml([
        { key: '1', slug },
        { key: '2', slug: 'the-old-ferry' },
        { key: '3', slug: gone },
        { key: '4', slug: 'nowhere' },
        { key: '5', slug: 'nowhere' },
      ]),
    )

    expect(await countOf(id)).toBe(2)
    expect(told).toMatchObject({ imported: 2, skipped: 3, done: 5, total: 5 })
    expect(told.findings).toEqual([
      {
        code: 'article-unknown',
        detail: expect.any(String),
        count: 3,
        examples: [
          { key: '4', slug: 'nowhere' },
          { key: '3', slug: gone },
        ],
      },
    ])
  })

  test('says what it left out and what it changed, of each kind', async () => {
    const { id, slug } = await anArticle(db)
    const { slug: other } = await anArticle(db)

    const told = await imported(
      disqusXml([
        { key: '1', slug, at: '1969-07-20T20:17:40Z' },
        { key: '2', slug, at: '2099-01-01T00:00:00Z' },
        { key: '3', slug, html: '<img src="x">' },
        { key: '4', slug, isSpam: true },
        { key: '5', parent: '4', slug },
        { key: '6', parent: '7', slug },
        { key: '7', parent: '6', slug },
        { key: '8', parent: 'gone', slug },
        { key: '9', parent: '1', slug: other },
        { key: '10', slug, html: `<p>${'x '.repeat(5000)}</p>` },
        { key: '11', slug, name: '' },
        { key: '12', slug, html: '<b>'.repeat(5000) },
        { key: '1', slug },
        { key: '13', parent: '3', slug },
      ]),
    )

    expect(codesOf(told)).toEqual({
      'date-out-of-range': 2,
      'cycle-broken': 1,
      'parent-left-out': 1,
      'parent-missing': 2,
      'parent-elsewhere': 1,
      'too-long': 1,
      'name-missing': 1,
      ...{ empty: 1, unreadable: 1, deleted: 1, repeated: 1 },
    })
    expect(told).toMatchObject({ total: 14, done: 14, imported: 10, skipped: 4 })
    const flat = await commentsOf(id, '?view=flat&limit=100')
    expect(flat).toHaveLength(9)
    expect(flat[0].createdAt).toBe('1990-01-01T00:00:00.000Z')
    expect(Date.parse(flat.at(-1).createdAt)).toBeLessThanOrEqual(Date.now())
  })

  test('brings no script, no image and no other address than of the web into what readers see', async () => {
    const { id, slug } = await anArticle(db)
    const html = `<script>alert(1)</script><a href="javascript:alert(1)" onclick="x()">here</a>
      <img src=x onerror=alert(1)><iframe src="https://evil.example"></iframe>[x](javascript:alert(1))
      &lt;script&gt;alert(2)&lt;/script&gt; <a href="https://example.org/">there</a>`

    await imported(disqusXml([{ key: '1', slug, html, name: '<b onclick=x()>Ines</b>' }]))

    const [{ body }] = await commentsOf(id)
    expect(body.html.match(/<[a-z]+/g)).toEqual(['<p', '<a'])
    expect(body.html).toContain(
      '<a href="https://example.org/" rel="ugc nofollow noopener noreferrer">there</a>',
    )
    expect(body.html).toContain('&lt;script&gt;alert(2)')
  })

  test('brings nothing twice: not from the same file, nor what was refused or erased here since', async () => {
    const { id, slug } = await anArticle(db)
    const xml = disqusXml(['1', '2', '3'].map((key) => ({ key, slug })))
    await imported(xml)
    const [first] = await commentsOf(id)
    await admin('POST', '/v1/admin/erasures', { commentId: first.id })

    const again = await imported(xml)

    expect(again).toMatchObject({ status: 'done', imported: 0, skipped: 3 })
    expect(codesOf(again)).toEqual({ known: 3 })
    expect(await countOf(id)).toBe(2)
  })

  test('puts what is new below what was imported before', async () => {
    const { id, slug } = await anArticle(db)
    await imported(disqusXml([{ key: '1', slug }]))

    await imported(disqusXml([{ key: '2', parent: '1', slug }]))

    const [first] = await commentsOf(id)
    expect(first.replies.data).toMatchObject([{ parentId: first.id, body: { text: 'Words of 2.' } }])
  })

  test('tells two blogs apart whose comments have the same numbers', async () => {
    const { id, slug } = await anArticle(db)

    await imported(wxrXml([{ key: '1', slug }], 'https://a.example'), 'wxr_comments')
    await imported(wxrXml([{ key: '1', slug }], 'https://b.example'), 'wxr_comments')

    expect(await countOf(id)).toBe(2)
  })

  test('keeps of an address only what finds it again, and of the network nothing', async () => {
    const { slug } = await anArticle(db)
    await imported(wxrXml([{ key: '1', slug, email: 'ines@example.org' }], undefined), 'wxr_comments')

    const rows = await db.$queryRaw<{ row: string }[]>`
      select row(c.*, r.*, i.*)::text as row from comment c, comment_revision r, import i`
    const erased = await admin('POST', '/v1/admin/erasures', { email: 'ines@example.org' })

    expect(rows).toHaveLength(1)
    expect(rows[0]?.row).not.toMatch(/@example|203\.0\.113/)
    expect(erased.body.comments).toBe(1)
  })

  test('tells once per article and batch, and of no comment: no mail, no lesson, no event of one', async () => {
    const [{ id, slug }, { id: hidden, slug: hiddenSlug }] = [
      await anArticle(db),
      await anArticle(db, { from: 60 }),
    ]

    const { id: importId } = await imported(
      disqusXml(
        ['1', '2', '3'].map((key): Written => ({ key, slug })).concat({ key: '4', slug: hiddenSlug }),
      ),
    )

    const events = await db.event.findMany({ orderBy: { sequence: 'asc' } })
    expect(events.map(({ type, subjectId, data }) => ({ type, subjectId, data }))).toEqual(
      expect.arrayContaining([
        { type: 'import.created', subjectId: importId, data: expect.anything() },
        { type: 'article.comments-imported', subjectId: id, data: { importId, comments: 3 } },
        { type: 'article.comments-imported', subjectId: hidden, data: { importId, comments: 1 } },
        { type: 'import.done', subjectId: importId, data: { done: 4, imported: 4 } },
      ]),
    )
    expect(events).toHaveLength(4)
    const changes = (await reader('GET', '/v1/changes')).body.data
    expect(changes).toMatchObject([{ type: 'article.comments-imported', subject: { id }, data: {} }])
    expect(await db.outgoingMail.count()).toBe(0)
    expect(await db.commentBudget.count()).toBe(0)
  })

  test.each([
    ['is no XML', 'Dear newsroom', /not well-formed/],
    ['is of another kind', wxrXml([{ key: '1' }]), /<rss>/],
    ['is not UTF-8', Buffer.from('<disqus>\u00e4</disqus>', 'latin1'), /UTF-8/],
  ])('of a file that %s fails in words, and keeps nothing of it', async (_name, file, failure) => {
    const { body } = await send(file)
    await carryOut()

    const told = (await admin('GET', `${URL}/${body.id}`)).body

    expect(told).toMatchObject({ status: 'failed', failure: expect.stringMatching(failure), total: null })
    expect(await kept()).not.toContain(body.id)
    expect(await db.event.count({ where: { type: 'import.failed' } })).toBe(1)
  })

  test('needs writing and moderating; reading needs reading', async () => {
    const { slug } = await anArticle(db)
    const xml = disqusXml([{ key: '1', slug }])
    const statusOf = async (who: typeof admin) =>
      (await who('POST', `${URL}?kind=disqus_comments`, xml, XML)).status

    expect(await Promise.all([reader, writer, editor, moderator].map(statusOf))).toEqual([401, 403, 403, 403])
    expect(await db.import.count()).toBe(0)
    const { id } = (await send(xml)).body
    const read = async (who: typeof admin) => [
      (await who('GET', URL)).status,
      (await who('GET', `${URL}/${id}`)).status,
    ]
    expect(await read(writer)).toEqual([200, 200])
    expect(await read(moderator)).toEqual([403, 403])
    expect(await read(reader)).toEqual([401, 401])
    expect((await as({ authorization: 'Bearer nonsense' })('GET', URL)).status).toBe(401)
  })

  test('is done once for one Idempotency-Key, and not for another kind under it', async () => {
    const xml = disqusXml([{ key: '1' }])
    const once = { 'idempotency-key': 'import-1' }
    const before = (await kept()).length

    const [first, again] = [
      await send(xml, 'disqus_comments', once),
      await send(xml, 'disqus_comments', once),
    ]
    const other = await send(xml, 'wxr_comments', once)

    expect(again.body).toEqual(first.body)
    expect(again.headers).toMatchObject({
      'idempotency-replayed': 'true',
      location: `${URL}/${first.body.id}`,
    })
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } })
    expect((await kept()).length - before).toBe(1)
    expect(await db.import.count()).toBe(1)
  })

  test('lets ten wait, and refuses one more without keeping its file', async () => {
    const before = (await kept()).length
    const sent = []
    for (let index = 0; index < 11; index++) sent.push((await send(disqusXml([{ key: '1' }]))).status)

    expect(sent).toEqual([...Array(10).fill(202), 409])
    expect((await kept()).length - before).toBe(10)
  })

  test.each([
    ['no kind', '', XML, '<a/>', 400],
    ['an unknown kind', '?kind=livefyre', XML, '<a/>', 400],
    ['an unknown parameter', '?kind=disqus_comments&status=approved', XML, '<a/>', 400],
    ['two kinds', '?kind=disqus_comments&kind=wxr_comments', XML, '<a/>', 400],
    ['nothing in it', '?kind=disqus_comments', XML, '', 400],
    ['JSON', '?kind=disqus_comments', { 'content-type': 'application/json' }, '{}', 415],
    ['a form without a file', '?kind=disqus_comments', FORM, formOf({ fields: [['file', 'x']] }), 400],
    [
      'a form with more than a file',
      '?kind=disqus_comments',
      FORM,
      formOf({ file: Buffer.from('<a/>'), fields: [['status', 'approved']] }),
      400,
    ],
    ['a broken form', '?kind=disqus_comments', FORM, 'nothing', 400],
  ])('with %s is refused', async (_name, query, headers, file, status) => {
    const sent = await admin('POST', `${URL}${query}`, file, headers)

    expect(sent).toMatchObject({ status, body: { code: expect.any(String) } })
    expect(await db.import.count()).toBe(0)
  })

  test('of more than 100 MiB is refused before it is read', async () => {
    const sent = await send('<a/>', 'disqus_comments', { 'content-length': String(200_000_000) })

    expect(sent).toMatchObject({ status: 413, body: { code: 'payload-too-large' } })
  })
})

describe('GET /v1/editorial/imports', () => {
  test('is a list, newest first, in pages', async () => {
    const ids = []
    for (let index = 0; index < 3; index++) ids.unshift((await send(disqusXml([{ key: '1' }]))).body.id)

    const first = (await writer('GET', `${URL}?limit=2&count=exact`)).body
    const rest = (await writer('GET', `${URL}?limit=2&count=exact&cursor=${first.page.next}`)).body

    expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(ids)
    expect(first.page.count).toBe(3)
    expect(rest.page.next).toBeNull()
  })

  test('of one that is not there is 404', async () => {
    expect((await writer('GET', `${URL}/${UNKNOWN}`)).status).toBe(404)
  })
})

describe('an import that is interrupted', () => {
  const many = (slug: string, count: number) =>
    Array.from({ length: count }, (_, index): Written => {
      const parent = index % 10 === 0 ? {} : { parent: String(index - (index % 10)) }
      return { key: String(index), slug, ...parent }
    })

  /** Runs until the server is told to stop after some batches. */
  async function runFor(batches: number) {
    const stopping = new AbortController()
    let seen = 0
    const signal = new Proxy(stopping.signal, {
      get: (target, name) => (name === 'aborted' ? seen++ >= batches : Reflect.get(target, name)),
    })
    await carryOutImports.run({ db, files, secrets: SECRETS } as JobDeps, signal)
  }

  test('by a stop goes on at the next start where it was', async () => {
    const { id, slug } = await anArticle(db)
    const { body } = await send(disqusXml(many(slug, 350)))

    await runFor(2)
    const before = (await admin('GET', `${URL}/${body.id}`)).body
    await carryOut()

    expect(before).toMatchObject({ status: 'running', total: 350, done: 200, imported: 200 })
    expect((await admin('GET', `${URL}/${body.id}`)).body).toMatchObject({
      status: 'done',
      ...{ done: 350, imported: 350, findings: [] },
    })
    expect(await countOf(id)).toBe(350)
  })

  test('by a kill waits until nobody holds it any more, and then misses nothing and has nothing twice', async () => {
    const { id, slug } = await anArticle(db)
    const { body } = await send(disqusXml(many(slug, 350)))
    await runFor(2)
    // What a killed process leaves: nobody has let it go.
    await db.import.update({ where: { id: body.id }, data: { heldUntil: new Date(Date.now() + 60_000) } })

    await carryOut()
    const held = (await admin('GET', `${URL}/${body.id}`)).body
    await db.import.update({ where: { id: body.id }, data: { heldUntil: new Date(Date.now() - 1) } })
    await carryOut()

    expect(held.done).toBe(200)
    expect((await admin('GET', `${URL}/${body.id}`)).body).toMatchObject({ status: 'done', imported: 350 })
    expect(await countOf(id)).toBe(350)
    const [recount] = await db.$queryRaw<{ n: number }[]>`
      select count(distinct import_key)::int as n from comment where article_id = ${id}::uuid and reachable`
    expect(recount?.n).toBe(350)
  })

  test('by another process that took it over does nothing more', async () => {
    const { id, slug } = await anArticle(db)
    const { body } = await send(disqusXml(many(slug, 350)))
    const takeAway = async () => {
      await db.import.update({ where: { id: body.id }, data: { heldUntil: new Date(Date.now() + 60_000) } })
    }
    const stopping = new AbortController()
    let seen = 0
    const signal = new Proxy(stopping.signal, {
      get: (target, name) => {
        if (name !== 'aborted') return Reflect.get(target, name)
        if (seen++ === 1) pending = takeAway()
        return false
      },
    })
    let pending = Promise.resolve()

    await carryOutImports.run({ db, files, secrets: SECRETS } as JobDeps, signal)
    await pending

    expect((await admin('GET', `${URL}/${body.id}`)).body).toMatchObject({ status: 'running', done: 100 })
    expect(await countOf(id)).toBe(100)
  })

  test('while the database is away is tried again, and does not fail', async () => {
    const { body } = await send(disqusXml([{ key: '1' }]))
    const lost = Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' })
    let calls = 0
    const away = new Proxy(db, {
      get: (target, name) => {
        if (name === '$transaction' && calls++ > 0) return () => Promise.reject(lost)
        return Reflect.get(target, name)
      },
    })
    setGate(away, 1)

    await expect(
      carryOutImports.run({ db: away, files, secrets: SECRETS } as JobDeps, new AbortController().signal),
    ).rejects.toThrow('terminated')

    expect((await admin('GET', `${URL}/${body.id}`)).body).toMatchObject({ status: 'running', failure: null })
  })
})

describe('the file of an import', () => {
  test('that was left is removed within the hour', async () => {
    const { body } = await send(disqusXml([{ key: '1' }]))
    const down = { ...files, removeFolder: () => Promise.reject(new Error('The storage is down.')) }
    await runToTheEnd(carryOutImports, db, { files: down })
    const left = await kept()

    await runToTheEnd(removeImportedFiles, db, { files })

    expect(left).toContain(body.id)
    expect(await kept()).not.toContain(body.id)
  })

  test('that is not there fails the import in words', async () => {
    const { body } = await send(disqusXml([{ key: '1' }]))
    await files.removeFolder(body.id)

    await carryOut()

    const told = (await admin('GET', `${URL}/${body.id}`)).body
    expect(told).toMatchObject({ status: 'failed', failure: expect.stringContaining('All instances') })
  })
})

describe('thousands of comments', () => {
  test('on many pages come whole, in few statements each, and the counts are a recount', async () => {
    const articles: { id: string; slug: string }[] = []
    for (let index = 0; index < 20; index++) articles.push(await anArticle(db))
    const comments = Array.from({ length: 3000 }, (_, index): Written => {
      const slug = articles[index % 20]?.slug ?? ''
      const parent = index < 200 ? {} : { parent: String(index - 20 * (1 + (index % 7))) }
      return { key: String(index), slug, ...parent }
    }).reverse()

    const told = await imported(disqusXml(comments))

    expect(told).toMatchObject({ imported: 3000, skipped: 0, findings: [] })
    const wrong = await db.$queryRaw<object[]>`
      select c.id from comment c where reply_count <> (
        select count(*) from comment r where r.shown_under_id = c.id and r.reachable)`
    expect(wrong).toEqual([])
    const counts = await Promise.all(articles.map(({ id }) => countOf(id)))
    expect(counts).toEqual(Array(20).fill(150))
    expect(await db.event.count({ where: { type: 'article.comments-imported' } })).toBeLessThanOrEqual(50)
  }, 60_000)
})
