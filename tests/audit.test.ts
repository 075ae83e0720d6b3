import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { post, solved } from './support/discussion.ts'
import { happen } from './support/events.ts'
import { newsroom } from './support/newsroom.ts'

const { admin, db, editor, moderator, reader, writer } = await newsroom()
const desk = deskOf(editor)
const URL = '/v1/admin/audit-events'

interface Item {
  id: string
  type: string
  subject: { id: string }
  changes: object | null
}

const list = async (query = ''): Promise<Item[]> => (await admin('GET', URL + query)).body.data
const typesOf = (items: Item[]) => items.map(({ type }) => type)

describe('GET /v1/admin/audit-events', () => {
  test('tells who changed what, when, in which request, from what to what', async () => {
    const { id } = await desk.draft()
    const request = { ...(await desk.current(id)), 'x-request-id': 'shift-7' }
    await editor('PATCH', `/v1/editorial/articles/${id}`, { title: 'Harbour at night' }, request)
    const key = await db.apiKey.findFirst({ where: { label: 'Test editor' } })

    const [saved, created] = await list()

    expect(saved).toEqual({
      id: expect.any(String),
      type: 'article.saved',
      position: null,
      subject: { type: 'article', id, slug: expect.any(String), aliases: [] },
      actor: { keyId: key?.id, label: 'Test editor' },
      version: 2,
      requestId: 'shift-7',
      occurredAt: expect.stringMatching(/Z$/),
      data: { revision: 2 },
      changes: expect.objectContaining({ title: { before: 'Harbour', after: 'Harbour at night' } }),
    })
    expect(created).toMatchObject({ type: 'article.created', version: 1 })
    expect(Date.now() - Date.parse((saved as Item & { occurredAt: string }).occurredAt)).toBeLessThan(10_000)
  })

  test('of a speaker, a term, a key and a publication as well', async () => {
    const speaker = await desk.speaker()
    const section = await desk.section('Harbour')
    const change = { 'if-match': '"1"' }
    await editor('PATCH', `/v1/editorial/speakers/${speaker.id}`, { name: 'Mara Quint-Lowe' }, change)
    await editor('PATCH', `/v1/editorial/sections/${section.id}`, { name: 'Port' }, change)
    const { body: key } = await admin('POST', '/v1/admin/api-keys', { label: 'Night desk', role: 'writer' })
    await admin('POST', `/v1/admin/api-keys/${key.id}/rotations`)
    const { id } = await desk.draft()
    await desk.publish(id)

    const changesOf = async (type: string) => (await list(`?type=${type}`))[0]?.changes

    expect(await changesOf('speaker.changed')).toMatchObject({
      name: { before: 'Mara Quint', after: 'Mara Quint-Lowe' },
    })
    expect(await changesOf('section.changed')).toEqual({ name: { before: 'Harbour', after: 'Port' } })
    expect(await changesOf('key.rotated')).toEqual({
      prefix: { before: key.prefix, after: expect.stringMatching(/^[a-z0-9]{8}$/) },
    })
    const [published] = (await list('?type=article.published')) as (Item & { position: number })[]
    expect(published).toMatchObject({ position: 1, subject: { id }, data: { edition: 1 } })
    expect(published?.changes).toMatchObject({ state: { before: 'draft', after: 'published' } })
  })

  test('holds no secret of a key, no words and no address of a reader', async () => {
    const { body: key } = await admin('POST', '/v1/admin/api-keys', { label: 'Night desk', role: 'writer' })
    const { body: fresh } = await admin('POST', `/v1/admin/api-keys/${key.id}/rotations`)
    const { id: articleId } = await desk.draft()
    await desk.publish(articleId)
    const author = { name: 'Ines Marlow', email: 'ines@reader.example' }
    const posted = await post(reader, articleId, { author, captcha: await solved(reader, { articleId }) })
    const { id } = posted.body.comment
    const { body: held } = await moderator('GET', `/v1/moderation/comments/${id}`)
    const decision = { action: 'approve', revisionId: held.headRevisionId, noteInternal: 'A regular.' }
    const tag = { 'if-match': `"${held.version}"` }
    await moderator('POST', `/v1/moderation/comments/${id}/decisions`, decision, tag)

    const { text, body } = await admin('GET', `${URL}?limit=100`)

    expect(typesOf(body.data)).toEqual(expect.arrayContaining(['comment.created', 'comment.approved']))
    for (const secret of [key.key, fresh.key].map((whole: string) => whole.split('_')[2] ?? '?')) {
      expect(text).not.toContain(secret)
    }
    for (const words of ['timetable', 'Ines', 'reader.example', '127.0.0.1', posted.body.editToken]) {
      expect(text).not.toContain(words)
    }
  })

  test('says of the public that it is nobody', async () => {
    const { id: articleId } = await desk.draft()
    await desk.publish(articleId)
    await post(reader, articleId)

    expect((await list('?type=comment.created'))[0]).toMatchObject({ actor: { keyId: null, label: '' } })
  })

  test('pages newest first, each event once while others are written', async () => {
    for (const type of ['article.saved', 'tag.created', 'tag.changed'] as const) {
      await happen(db, { type, isPublic: false })
    }

    const first = await admin('GET', `${URL}?limit=2&count=exact`)
    await happen(db, { type: 'tag.deleted', isPublic: false })
    const second = await admin('GET', `${URL}?limit=2&count=exact&cursor=${first.body.page.next}`)

    expect(typesOf(first.body.data)).toEqual(['tag.changed', 'tag.created'])
    expect(typesOf(second.body.data)).toEqual(['article.saved'])
    expect([first.body.page.count, second.body.page]).toEqual([3, { next: null, count: 4 }])
    expect(first.headers['cache-control']).toBe('private, no-store')
  })

  test.each([
    ['type=article.saved,tag.created', ['tag.created', 'article.saved']],
    ['type=never.was', []],
    ['subjectType=tag', ['tag.created']],
    ['subjectType=author-export', []],
    [`subjectId=${UNKNOWN}`, ['article.saved']],
    [`subjectType=tag&subjectId=${UNKNOWN}`, []],
    ['actor=system', ['tag.created', 'article.saved']],
    ['actor=syst', []],
    [`keyId=${UNKNOWN}`, []],
    ['requestId=nobody', []],
    ['occurredAt[gte]=2020-01-01T00:00:00Z', ['key.revoked', 'tag.created', 'article.saved']],
    ['occurredAt[lt]=2020-01-01T00:00:00Z', []],
    ['occurredAt[gte]=2020-01-01T00:00:00Z&occurredAt[lt]=2020-01-02T00:00:00Z', []],
  ])('?%s', async (query, expected) => {
    await happen(db, { type: 'article.saved', isPublic: false })
    const tag = { type: 'tag' as const, id: '0190a000-0000-7000-8000-000000000001' }
    await happen(db, { type: 'tag.created', subject: tag, isPublic: false })
    const { body: key } = await admin('POST', '/v1/admin/api-keys', { label: 'Old', role: 'writer' })
    await admin('DELETE', `/v1/admin/api-keys/${key.id}`)
    await db.event.deleteMany({ where: { type: 'key.created' } })

    expect(typesOf(await list(`?${query}`))).toEqual(expected)
  })

  test('of one key, and of one request', async () => {
    await happen(db, { isPublic: false })
    const key = await db.apiKey.findFirst({ where: { label: 'Test editor' } })
    await editor('POST', '/v1/editorial/tags', { name: 'Quay' }, { 'x-request-id': 'shift-8' })

    expect(typesOf(await list(`?keyId=${key?.id}`))).toEqual(['tag.created'])
    expect(typesOf(await list('?requestId=shift-8'))).toEqual(['tag.created'])
  })

  test.each([
    'type=Saved',
    'type=article',
    'type=article.*',
    'subjectType=articles',
    'subjectId=harbour',
    'keyId=1',
    'occurredAt[gte]=yesterday',
    'occurredAt=2020-01-01T00:00:00Z',
    'actor=',
    'sort=type',
    'cursor=x',
  ])('400 for ?%s', async (query) => {
    expect((await admin('GET', `${URL}?${query}`)).status).toBe(400)
  })

  test.each([
    ['nobody', reader, 401],
    ['a writer', writer, 403],
    ['an editor', editor, 403],
    ['a moderator', moderator, 403],
  ])('%s may not read it', async (_who, who, status) => {
    const answers = [await who('GET', URL), await who('GET', `${URL}/${UNKNOWN}`)]

    expect(answers.map((answer) => answer.status)).toEqual([status, status])
  })
})

describe('GET /v1/admin/audit-events/:id', () => {
  test('is the event, also one of the change feed', async () => {
    await happen(db, { data: { edition: 1 } })
    const [told] = (await reader('GET', '/v1/changes')).body.data

    const { status, body } = await admin('GET', `${URL}/${told.id}`)

    expect([status, body]).toEqual([200, (await list())[0]])
    expect(body).toMatchObject({ id: told.id, position: 1, changes: null })
  })

  test.each([
    [UNKNOWN, 404],
    ['1', 400],
  ])('%s is %i', async (id, status) => {
    expect((await admin('GET', `${URL}/${id}`)).status).toBe(status)
  })
})
