import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { describe, expect, test } from '@jest/globals'
import { DEFAULTS } from '../src/config/variables.ts'
import { readConfig } from '../src/config.ts'

const KEY = `vb_abcdefgh_${'k'.repeat(40)}`
const SECRET = 's'.repeat(32)

test('without any variable the server has all it needs', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    siteUrl: 'http://127.0.0.1:3000',
    databaseUrl: undefined,
    demo: true,
    adminKey: undefined,
    secret: undefined,
    requireReview: false,
    trustedProxies: [],
    corsOrigins: [],
    logLevel: 'info',
  })
})

test('an empty variable is one that is not set, and what is not ours is ignored', () => {
  expect(readConfig({ PORT: '', SECRET: '', RATE_LIMITS: '', PATH: '/bin' })).toEqual(readConfig({}))
})

test('everything that is wrong is reported at once', () => {
  const environment = {
    PORT: '70000',
    DATABASE_POOL_MAX: 'many',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://x',
    ADMIN_KEY: 'password',
    TIME_ZONE: 'Mars/Olympus',
  }

  const read = () => readConfig(environment)

  for (const name of [...Object.keys(environment), 'SECRET']) expect(read).toThrow(`\n  ${name} `)
})

describe('a value that is refused', () => {
  test.each([
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', 'http'],
    ['PORT', '0x50'],
    ['DATABASE_POOL_MAX', '1e1'],
    ['PREPARED_STATEMENTS', 'yes'],
    ['DATABASE_REPLICA_URLS', 'postgresql://one/x two'],
    ['DATABASE_REPLICA_URLS', 'postgresql://one/x,mysql://two/x'],
    ['WORKERS', '0'],
    ['WORKERS', 'all'],
    ['WORKERS', '129'],
    ['PUBLIC_URL', 'example.org'],
    ['SITE_URL', 'ftp://example.org'],
    ['SITE_NAME', 'Port\nAlder'],
    ['ARTICLE_URL', '{site}/news'],
    ['ARTICLE_URL', '{site}/{slug}/{author}'],
    ['ARTICLE_URL', 'javascript:{slug}'],
    ['TIME_ZONE', '+25:00'],
    ['DEMO', 'yes'],
    ['REQUIRE_REVIEW', 'true'],
    ['ADMIN_KEY', `${KEY}x`],
    ['SECRET', 'short'],
    ['SECRET_PREVIOUS', 'short'],
    ['TRUSTED_PROXIES', 'true'],
    ['TRUSTED_PROXIES', '1'],
    ['TRUSTED_PROXIES', '1/8'],
    ['TRUSTED_PROXIES', '1.2'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, proxy.internal'],
    ['TRUSTED_PROXIES', '10.0.0.0/40'],
    ['OUTGOING_ALLOW', 'intranet.example'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['MAIL_FROM', 'Comments <a@b.example>, c@d.example'],
    ['MODERATOR_DIGEST_TO', 'desk@news.example, night desk'],
    ['DIGEST_HOUR', '24'],
    ['AKISMET_URL', 'rest.akismet.com'],
    ['COMMENT_CHECK_SECRET', 'whsec_short'],
    ['OUTGOING_ALLOW', '*'],
    ['MEDIA_MAX_BYTES', '20MB'],
    ['MEDIA_MAX_BYTES', '1'],
    ['S3_BUCKET', '../x'],
    ['S3_ENDPOINT', 's3.example'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://desk.example/'],
    ['RATE_LIMITS', 'on'],
    ['RATE_LIMITS', 'read=0/1m'],
    ['RATE_LIMITS', 'read=10'],
    ['RATE_LIMITS', 'read=10/1d'],
    ['RATE_LIMITS', 'reads=10/1m'],
    ['RATE_LIMITS', 'read=10/1m;write=10/1m'],
    ['RATE_LIMITS', 'constructor=10/1m'],
  ])('%s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`Bad environment:\n  ${name} `)
  })

  test('is not repeated in the message: it may be a secret', () => {
    expect(() => readConfig({ SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/s)
  })
})

test('PostgreSQL needs a secret of its own, and a direct address needs one to go around', () => {
  const databaseUrl = 'postgresql://verbatim@db/verbatim'

  expect(() => readConfig({ DATABASE_URL: databaseUrl })).toThrow('SECRET is required')
  expect(() => readConfig({ DIRECT_DATABASE_URL: databaseUrl })).toThrow('needs DATABASE_URL')
  expect(() => readConfig({ DATABASE_REPLICA_URLS: databaseUrl })).toThrow('needs DATABASE_URL')
  expect(readConfig({ DATABASE_URL: databaseUrl, SECRET })).toMatchObject({
    databaseUrl,
    directDatabaseUrl: databaseUrl,
    demo: false,
  })
  expect(readConfig({ DATABASE_URL: databaseUrl, SECRET, DEMO: '1' }).demo).toBe(true)
})

test('workers need PostgreSQL, and share what an instance may take', () => {
  const postgres = { DATABASE_URL: 'postgresql://verbatim@db/verbatim', SECRET }

  expect(readConfig(postgres).workers).toBe(1)
  expect(() => readConfig({ WORKERS: '2' })).toThrow('WORKERS needs DATABASE_URL')
  expect(() => readConfig({ WORKERS: 'auto' })).toThrow('WORKERS needs DATABASE_URL')
  expect(() => readConfig({ ...postgres, WORKERS: '4' })).toThrow('DATABASE_POOL_MAX must be at least 12')
  expect(
    readConfig({ ...postgres, WORKERS: '4', DATABASE_POOL_MAX: '22', CACHE_BYTES: '4000' }),
  ).toMatchObject({ workers: 4, databasePoolMax: 5, cacheBytes: 1000 })
  expect(readConfig({ ...postgres, WORKERS: 'auto', DATABASE_POOL_MAX: '5' }).workers).toBe(1)
  expect(readConfig({ ...postgres, WORKERS: 'auto', DATABASE_POOL_MAX: '500' }).workers).toBe(
    availableParallelism(),
  )
})

test('files go to a folder, or to a bucket of which all is said', () => {
  const bucket = {
    S3_ENDPOINT: 'https://s3.example/',
    S3_BUCKET: 'newsroom',
    S3_ACCESS_KEY_ID: 'AK',
    S3_SECRET_ACCESS_KEY: 'x',
  }

  expect(readConfig({})).toMatchObject({
    mediaDir: 'data/media',
    mediaBytesMax: 20_971_520,
    bucket: undefined,
  })
  expect(readConfig({ DATA_DIR: '/data' }).mediaDir).toBe('/data/media')
  expect(readConfig({ MEDIA_DIR: '/files' }).mediaDir).toBe('/files')
  expect(readConfig(bucket).bucket).toEqual({
    endpoint: 'https://s3.example',
    bucket: 'newsroom',
    region: 'us-east-1',
    accessKeyId: 'AK',
    secretAccessKey: 'x',
  })
  for (const name of Object.keys(bucket)) {
    expect(() => readConfig({ ...bucket, [name]: '' })).toThrow('need each other')
  }
})

test('mail needs a sender, and a secret that does not lie beside the addresses', () => {
  const mail = { SMTP_URL: 'smtps://u:p@mail.example', MAIL_FROM: 'Comments <comments@news.example>', SECRET }

  expect(readConfig({ ...mail, MODERATOR_DIGEST_TO: 'a@b.example, c@d.example' }).mail).toMatchObject({
    smtpUrl: 'smtps://u:p@mail.example',
    digestTo: ['a@b.example', 'c@d.example'],
    digestHour: 7,
  })
  expect(readConfig({ SECRET }).mail).toBeUndefined()
  expect(() => readConfig({ ...mail, SECRET: '' })).toThrow('SECRET is required with SMTP_URL')
  expect(() => readConfig({ ...mail, MAIL_FROM: '' })).toThrow('need each other')
  expect(() => readConfig({ MODERATOR_DIGEST_TO: 'a@b.example' })).toThrow('needs SMTP_URL')
})

test('a check of one’s own needs its secret', () => {
  const url = 'https://check.example/comments'
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`

  expect(() => readConfig({ COMMENT_CHECK_URL: url })).toThrow('need each other')
  expect(readConfig({ COMMENT_CHECK_URL: url, COMMENT_CHECK_SECRET: secret }).spam).toMatchObject({
    check: { url, secret: Buffer.alloc(32, 1) },
    akismet: undefined,
  })
})

test('addresses lose the slash at their end, and wildcards are no address', () => {
  expect(readConfig({ HOST: '0.0.0.0' }).publicUrl).toBe('http://localhost:3000')
  expect(readConfig({ HOST: '::1' }).publicUrl).toBe('http://[::1]:3000')
  const { publicUrl, siteUrl } = readConfig({ PUBLIC_URL: 'https://api.example/', HOST: '0.0.0.0' })
  expect({ publicUrl, siteUrl }).toEqual({
    publicUrl: 'https://api.example',
    siteUrl: 'https://api.example',
  })
})

test('lists are separated by commas and white space', () => {
  const { trustedProxies, corsOrigins } = readConfig({
    TRUSTED_PROXIES: '10.0.0.0/8, 192.168.1.1,fd00::/8,::1',
    CORS_ORIGINS: 'https://desk.example, http://localhost:5173',
  })

  expect(trustedProxies).toEqual(['10.0.0.0/8', '192.168.1.1', 'fd00::/8', '::1'])
  expect(corsOrigins).toEqual(['https://desk.example', 'http://localhost:5173'])
})

describe('RATE_LIMITS', () => {
  test('changes what it names and keeps the rest', () => {
    expect(readConfig({ RATE_LIMITS: 'comment=5/1h, read=10/30s' }).rateLimits).toEqual({
      read: { max: 10, windowMs: 30_000 },
      search: { max: 300, windowMs: 60_000 },
      captcha: { max: 300, windowMs: 60_000 },
      comment: { max: 5, windowMs: 3_600_000 },
      write: { max: 1200, windowMs: 60_000 },
    })
  })

  test('a window without a count is one', () => {
    expect(readConfig({ RATE_LIMITS: 'write=1/s' }).rateLimits).toMatchObject({
      write: { max: 1, windowMs: 1000 },
    })
  })

  test('off', () => {
    expect(readConfig({ RATE_LIMITS: 'off' }).rateLimits).toBe('off')
  })
})

test('.env.example explains every variable, with its default, and no other', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const explained = text.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)

  expect(Object.fromEntries([...explained].map(([, name, value]) => [name, value]))).toEqual(
    Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, String(value)])),
  )
  expect(text).not.toMatch(/^[A-Z0-9_]+=.*\n[A-Z0-9_]+=.*\n[A-Z0-9_]+=/m)
})
