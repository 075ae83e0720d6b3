import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { EVENT_TYPES } from '../src/db/event-types.ts'
import { CHANGE_TYPES } from '../src/features/changes/rules.ts'
import { resealWebhookSecrets } from '../src/features/webhooks/jobs.ts'
import { resealSecrets } from '../src/features/webhooks/store.ts'
import { deriveSecrets } from '../src/lib/secrets.ts'
import { UNKNOWN } from './support/desk.ts'
import { newsroom, SECRETS } from './support/newsroom.ts'

const { admin, db, editor, moderator, reader, warnings } = await newsroom()

const PATH = '/v1/admin/webhook-endpoints'
const URL = 'https://site.example/hooks'

const make = async (members: object = {}) => {
  const made = await admin('POST', PATH, { url: URL, ...members })
  if (made.status !== 201) throw new Error(made.text)
  return made.body
}
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` })

describe('POST /v1/admin/webhook-endpoints', () => {
  test('makes an endpoint and shows its secret this once', async () => {
    const made = await admin('POST', PATH, { url: URL, description: 'Front page' })

    const { secret, ...shown } = made.body
    expect(made.status).toBe(201)
    expect(made.headers).toMatchObject({ location: `${PATH}/${shown.id}`, etag: '"1"' })
    expect(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).toHaveLength(32)
    expect(shown).toMatchObject({ url: URL, description: 'Front page', types: [], enabled: true })
    expect((await admin('GET', `${PATH}/${shown.id}`)).body).toEqual(shown)
  })

  test('its secret is in no other answer, in no row as it is, in no event and in no log', async () => {
    const { id, secret, version } = await make()
    const rotated = await admin('POST', `${PATH}/${id}/rotations`, {}, ifMatch(version))
    const shown = [await admin('GET', PATH), await admin('GET', `${PATH}/${id}`)].map(({ text }) => text)
    const rows = await db.webhookEndpoint.findMany()
    const events = await db.event.findMany()

    for (const each of [secret, rotated.body.secret]) {
      const bytes = Buffer.from(each.slice('whsec_'.length), 'base64')
      for (const text of [...shown, JSON.stringify(events.map(({ changes, data }) => [changes, data]))]) {
        expect(text).not.toContain(each.slice('whsec_'.length))
      }
      expect(rows.some((row) => Buffer.from(row.secret).includes(bytes))).toBe(false)
      expect(rows.some((row) => Buffer.from(row.previousSecret ?? []).includes(bytes))).toBe(false)
      expect(warnings.join('')).not.toContain(each)
    }
  })

  test.each([
    'http://127.0.0.1/hook',
    'http://0x7f.1/hook',
    'http://[::1]:8080/',
    'http://localhost/',
    'https://169.254.169.254/latest',
    'https://user:pass@site.example/',
  ])('422 for %s', async (url) => {
    const refused = await admin('POST', PATH, { url })

    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/url' }] })
    expect(await db.webhookEndpoint.count()).toBe(0)
  })

  test.each([
    ['no URL', {}],
    ['no web address', { url: 'ftp://site.example/' }],
    ['a type that never happens', { url: URL, types: ['article.publish'] }],
    ['a type twice', { url: URL, types: ['article.published', 'article.published'] }],
    ['a secret of its own', { url: URL, secret: 'whsec_AAAA' }],
    ['a description of two lines', { url: URL, description: 'a\nb' }],
  ])('400 for %s', async (_case, body) => {
    expect((await admin('POST', PATH, body)).status).toBe(400)
  })

  test('the same Idempotency-Key makes one endpoint, and does not show its secret again', async () => {
    const headers = { 'idempotency-key': 'k1' }
    const first = await admin('POST', PATH, { url: URL }, headers)
    const again = await admin('POST', PATH, { url: URL }, headers)

    expect(again.body).toMatchObject({ status: 409, code: 'idempotency-secret-lost', id: first.body.id })
    expect(await db.webhookEndpoint.count()).toBe(1)
  })

  test.each([
    ['nobody', () => reader, 401],
    ['an editor', () => editor, 403],
    ['a moderator', () => moderator, 403],
  ])('%s is refused, here and everywhere below', async (_who, who, status) => {
    const { id } = await make()
    const asked = [
      who()('POST', PATH, { url: URL }),
      who()('GET', PATH),
      who()('GET', `${PATH}/${id}`),
      who()('PATCH', `${PATH}/${id}`, { enabled: false }, ifMatch(1)),
      who()('DELETE', `${PATH}/${id}`, undefined, ifMatch(1)),
      who()('POST', `${PATH}/${id}/rotations`, {}, ifMatch(1)),
      who()('POST', `${PATH}/${id}/tests`, {}),
      who()('POST', `${PATH}/${id}/replays`, { status: 'failed' }),
      who()('GET', `${PATH}/${id}/deliveries`),
      who()('GET', `${PATH}/${id}/deliveries/${UNKNOWN}`),
    ]

    expect((await Promise.all(asked)).map((answer) => answer.status)).toEqual(asked.map(() => status))
  })
})

describe('an endpoint', () => {
  test('is changed by a merge patch, with its version', async () => {
    const { id } = await make({ description: 'Front page', types: ['article.published'] })

    const patch = { url: 'https://other.example/', description: null, types: [] }
    const changed = await admin('PATCH', `${PATH}/${id}`, patch, ifMatch(1))

    expect(changed.body).toMatchObject({ ...patch, version: 2, updatedBy: 'Test admin' })
    expect(changed.headers.etag).toBe('"2"')
    const [event] = await db.event.findMany({ where: { type: 'webhook-endpoint.changed' } })
    expect(Object.keys(event?.changes ?? {}).sort()).toEqual(['description', 'types', 'url'])
    expect(event).toMatchObject({ subjectId: id, version: 2, position: null })
  })

  test('keeps its version when a patch changes nothing', async () => {
    const { id } = await make()

    expect((await admin('PATCH', `${PATH}/${id}`, { enabled: true }, ifMatch(1))).body.version).toBe(1)
  })

  test('is not changed without its version, with an old one, nor into what could not be made', async () => {
    const { id } = await make()
    await admin('PATCH', `${PATH}/${id}`, { description: 'Mine' }, ifMatch(1))

    const patch = (body: object, headers?: Record<string, string>) =>
      admin('PATCH', `${PATH}/${id}`, body, headers)
    expect((await patch({ enabled: false })).status).toBe(428)
    const stale = await patch({ enabled: false }, ifMatch(1))
    expect(stale.status).toBe(412)
    expect(stale.body.current).toMatchObject({ version: 2, changedFields: ['description'] })
    expect((await patch({ url: null }, ifMatch(2))).status).toBe(400)
    expect((await patch({ types: ['x.y'] }, ifMatch(2))).status).toBe(400)
    expect((await patch({ url: 'http://10.0.0.1/' }, ifMatch(2))).status).toBe(422)
  })

  test('that is switched off says by whom, and has not failed when it is switched on', async () => {
    const { id } = await make()
    await db.webhookEndpoint.update({ where: { id }, data: { failingSince: new Date() } })

    const off = await admin('PATCH', `${PATH}/${id}`, { enabled: false }, ifMatch(1))
    const on = await admin('PATCH', `${PATH}/${id}`, { enabled: true }, ifMatch(2))

    expect(off.body).toMatchObject({ enabled: false, disabledReason: 'administrator' })
    expect(on.body).toMatchObject({
      ...{ enabled: true, disabledAt: null, disabledReason: null, failingSince: null, version: 3 },
    })
  })

  test('is removed with its queue', async () => {
    const { id } = await make({ types: ['webhook-endpoint.created'] })
    expect(await db.webhookDelivery.count()).toBe(1)

    expect((await admin('DELETE', `${PATH}/${id}`)).status).toBe(428)
    expect((await admin('DELETE', `${PATH}/${id}`, undefined, ifMatch(1))).status).toBe(204)

    expect((await admin('GET', `${PATH}/${id}`)).status).toBe(404)
    expect(await db.webhookDelivery.count()).toBe(0)
    expect(await db.event.count({ where: { type: 'webhook-endpoint.deleted', subjectId: id } })).toBe(1)
  })

  test.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/rotations'],
    ['POST', '/tests'],
    ['POST', '/replays'],
    ['GET', '/deliveries'],
    ['GET', `/deliveries/${UNKNOWN}`],
  ] as const)('that is unknown is 404: %s %s', async (method, path) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : bodyOf(path)

    expect((await admin(method, `${PATH}/${UNKNOWN}${path}`, body, ifMatch(1))).status).toBe(404)
  })

  const bodyOf = (path: string) => (path === '/replays' ? { status: 'failed' } : {})

  test('is listed newest first, each once', async () => {
    const ids = []
    for (const description of ['A', 'B', 'C']) ids.push((await make({ description })).id)

    const first = await admin('GET', `${PATH}?limit=2&count=exact`)
    const second = await admin('GET', `${PATH}?limit=2&cursor=${first.body.page.next}`)

    expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(ids.reverse())
    expect(first.body.page.count).toBe(3)
  })
})

describe('POST …/rotations', () => {
  test('gives another secret, and says how long the old one signs', async () => {
    const { id, secret } = await make()

    const rotated = await admin('POST', `${PATH}/${id}/rotations`, undefined, ifMatch(1))

    expect(rotated.status).toBe(201)
    expect(rotated.body.secret).not.toBe(secret)
    expect(rotated.headers.etag).toBe('"2"')
    const overlap = Date.parse(rotated.body.previousSecretUntil) - Date.now()
    expect(overlap / 3_600_000).toBeCloseTo(24, 1)
    const at0 = await admin('POST', `${PATH}/${id}/rotations`, { overlapHours: 0 }, ifMatch(2))
    expect(at0.body.previousSecretUntil).toBeNull()
  })

  test('needs the version; the repeat of the very same request makes no third secret', async () => {
    const { id } = await make()
    const headers = { ...ifMatch(1), 'idempotency-key': 'r1' }

    expect((await admin('POST', `${PATH}/${id}/rotations`, {})).status).toBe(428)
    expect((await admin('POST', `${PATH}/${id}/rotations`, {}, ifMatch(7))).status).toBe(412)
    expect((await admin('POST', `${PATH}/${id}/rotations`, {}, headers)).status).toBe(201)
    const again = await admin('POST', `${PATH}/${id}/rotations`, {}, headers)
    expect(again.body).toMatchObject({ code: 'idempotency-secret-lost', id })
    expect((await admin('GET', `${PATH}/${id}`)).body.version).toBe(2)
  })
})

describe('the secret of the server', () => {
  const NEW = 'another secret for tests, long enough too'
  const OLD = 'a secret for tests that is long enough'

  test('is changed without losing those of the endpoints', async () => {
    const { id, secret } = await make()
    await admin('POST', `${PATH}/${id}/rotations`, {}, ifMatch(1))
    const both = deriveSecrets(NEW, OLD)

    await resealSecrets(db, both)

    const row = await db.webhookEndpoint.findUniqueOrThrow({ where: { id } })
    const previous = deriveSecrets(NEW).open('webhook-secret', row.previousSecret ?? new Uint8Array(), id)
    expect(`whsec_${previous?.toString('base64')}`).toBe(secret)
    expect(deriveSecrets(NEW).open('webhook-secret', row.secret, id)).toHaveLength(32)
    expect(SECRETS.open('webhook-secret', row.secret, id)).toBeUndefined()
    expect(resealWebhookSecrets.everyMs).toBeLessThanOrEqual(600_000)
  })

  test('opens what was sealed for one endpoint for no other', async () => {
    const { id } = await make()
    const row = await db.webhookEndpoint.findUniqueOrThrow({ where: { id } })

    expect(SECRETS.open('webhook-secret', row.secret, id)).toHaveLength(32)
    expect(SECRETS.open('webhook-secret', row.secret, UNKNOWN)).toBeUndefined()
    const altered = row.secret.map((byte, place) => (place === 20 ? byte ^ 1 : byte))
    expect(SECRETS.open('webhook-secret', altered, id)).toBeUndefined()
  })
})

describe('the types of events', () => {
  const src = fileURLToPath(new globalThis.URL('../src/', import.meta.url))
  const text = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('db'))
    .map((file) => readFileSync(join(src, file), 'utf8'))
    .join('\n')
  /** `comment.${to}` and its like: the part before the dot is spelled out, or is a noun of the taxonomy. */
  const isRecorded = (type: string) =>
    text.includes(`'${type}'`) ||
    text.includes(`\`${type.split('.')[0]}.\${`) ||
    /^(section|tag|author)\./.test(type) ||
    (type.startsWith('article.quote-') && text.includes('`article.quote-$'))

  test('are those that something records: who asks for one is told', () => {
    expect(EVENT_TYPES.filter((type) => !isRecorded(type))).toEqual([])
  })

  test('are explained to those who receive them', () => {
    const page = readFileSync(join(src, '../docs/webhooks.md'), 'utf8')

    expect(EVENT_TYPES.filter((type) => !page.includes(`\`${type}\``))).toEqual([])
  })

  test('that the change feed may tell of can be asked for, once something records them', () => {
    const recorded = CHANGE_TYPES.filter((type) => text.includes(`type: '${type}'`))

    expect(recorded.length).toBeGreaterThan(5)
    expect(recorded.filter((type) => !EVENT_TYPES.some((known) => known === type))).toEqual([])
  })
})
