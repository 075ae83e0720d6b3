import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type Static, type TProperties, Type } from 'typebox'
import { Value } from 'typebox/value'
import { KEY_FORM } from './features/keys/rules.ts'
import { isTimeZone } from './http/formats.ts'
import { areRates, RATES_DEFAULT, readRates } from './http/rates.ts'
import type { MailSettings } from './jobs/job.ts'
import { isCidr } from './lib/address.ts'
import { PROVIDERS, type ProviderSettings } from './lib/captcha-provider.ts'
import type { SpamSettings } from './lib/comment-checks.ts'
import type { Bucket } from './storage/s3.ts'

const SECRET_BYTES_MIN = 32
const WORKERS_MAX = 128

/** Text that has a form when it is there. */
const text = (hasForm: (value: string) => boolean, message: string, standard = '') =>
  Type.Refine(
    Type.String({ default: standard }),
    (value) => value === '' || hasForm(value),
    () => message,
  )

const secret = text(
  (value) => Buffer.byteLength(value) >= SECRET_BYTES_MIN,
  `must have at least ${SECRET_BYTES_MIN} bytes`,
)
const httpUrl = text(isHttp, 'must be an http or https URL')
const postgresUrl = text(isPostgres, 'must be a postgresql:// URL')
const flag = (standard = '') => Type.Enum(['', '0', '1'], { default: standard })

/** Every variable, its form and its default; `.env.example` says the same to operators. */
const variables = {
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535 }),
  PUBLIC_URL: httpUrl,
  SITE_URL: httpUrl,
  SITE_NAME: text((value) => !/\p{Cc}/u.test(value), 'must be one line'),
  ARTICLE_URL: text(
    isTemplate,
    'must begin with {site} or an http URL, contain {slug} or {id}, and otherwise only {section}, {language}',
    '{site}/{section}/{slug}',
  ),
  TIME_ZONE: text(isTimeZone, 'must be an IANA time zone, such as Europe/Lisbon', 'UTC'),
  DATABASE_URL: postgresUrl,
  DIRECT_DATABASE_URL: postgresUrl,
  DATABASE_REPLICA_URLS: text(
    (value) => list(value).every(isPostgres),
    'must be a list of postgresql:// URLs, separated by commas',
  ),
  PREPARED_STATEMENTS: Type.Enum(['on', 'off'], { default: 'on' }),
  DATABASE_POOL_MAX: Type.Integer({ default: 10, minimum: 1, maximum: 500 }),
  WORKERS: text(isWorkers, 'must be auto, or a number of processes from 1 to 128', '1'),
  CACHE_BYTES: Type.Integer({ default: 67_108_864, minimum: 0, maximum: 999_999_999 }),
  DATA_DIR: Type.String({ default: './data' }),
  DEMO: flag(),
  ADMIN_KEY: text((key) => KEY_FORM.test(key), 'must look like vb_<8 of a-z0-9>_<40 of A-Za-z0-9>'),
  SECRET: secret,
  SECRET_PREVIOUS: secret,
  REQUIRE_REVIEW: flag('0'),
  MEDIA_DIR: Type.String({ default: '' }),
  MEDIA_MAX_BYTES: Type.Integer({ default: 20_971_520, minimum: 1024, maximum: 209_715_200 }),
  S3_ENDPOINT: httpUrl,
  S3_BUCKET: text(isBucket, 'must be the name of a bucket'),
  S3_REGION: Type.String({ default: 'us-east-1' }),
  S3_ACCESS_KEY_ID: Type.String({ default: '' }),
  S3_SECRET_ACCESS_KEY: Type.String({ default: '' }),
  TRUSTED_PROXIES: text(
    (value) => list(value).every(isCidr),
    'must be a list of addresses or CIDR ranges; a count of proxies or `true` would trust what clients write',
  ),
  OUTGOING_ALLOW: text((value) => list(value).every(isCidr), 'must be a list of addresses or CIDR ranges'),
  SMTP_URL: text(isSmtp, 'must be an smtp:// or smtps:// URL'),
  MAIL_FROM: text(isMailbox, 'must be an address, such as comments@example.org, or a name with one in <>'),
  MODERATOR_DIGEST_TO: text((value) => list(value).every(isAddress), 'must be a list of addresses'),
  DIGEST_HOUR: Type.Integer({ default: 7, minimum: 0, maximum: 23 }),
  CAPTCHA_PROVIDER: Type.Enum(['', ...PROVIDERS], { default: '' }),
  CAPTCHA_SITE_KEY: Type.String({ default: '' }),
  CAPTCHA_SECRET: Type.String({ default: '' }),
  CAPTCHA_HOSTNAMES: text((value) => list(value).every(isHostname), 'must be a list of host names'),
  CAPTCHA_SCORE_MIN: text(
    (value) => /^(0(\.\d+)?|1(\.0+)?)$/.test(value),
    'must be a number from 0 to 1',
    '0.5',
  ),
  CAPTCHA_VERIFY_URL: httpUrl,
  AKISMET_KEY: Type.String({ default: '' }),
  AKISMET_URL: text(isHttp, 'must be an http or https URL', 'https://rest.akismet.com/1.1'),
  COMMENT_CHECK_URL: httpUrl,
  COMMENT_CHECK_SECRET: text(
    (value) => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(value),
    'must be whsec_ and at least 24 bytes in base64',
  ),
  CORS_ORIGINS: text(
    (value) => list(value).every(isOrigin),
    'must be a list of origins, such as https://desk.example.org',
  ),
  RATE_LIMITS: text(areRates, `must be off, or a list such as ${RATES_DEFAULT}`, RATES_DEFAULT),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl,
  OTEL_SERVICE_NAME: Type.String({ default: 'verbatim' }),
  METRICS: Type.Enum(['on', 'off'], { default: 'on' }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info' }),
} satisfies TProperties

const NUMBERS: ReadonlySet<string> = new Set([
  'PORT',
  'DATABASE_POOL_MAX',
  'CACHE_BYTES',
  'DIGEST_HOUR',
  'MEDIA_MAX_BYTES',
])

const Env = Type.Object(variables)
type Env = Static<typeof Env>

/** What `.env.example` must explain: every variable with its default. */
export const DEFAULTS = Value.Default(Env, {}) as Env

/** Reads the whole environment once. A process with a bad environment does not start, and says all that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv) {
  // An empty variable is one that is not set: compose files and shells cannot say it otherwise.
  const set = Object.entries(environment).filter(([name, value]) => value && Object.hasOwn(variables, name))
  const candidate = Value.Default(
    Env,
    Object.fromEntries(set.map(([name, value]) => [name, read(name, value)])),
  )
  // Where it does not fit the schema the faults say so, and it is not returned.
  const env = candidate as Env
  const faults = [...wrongValues(candidate), ...contradictions(env)]
  if (faults.length > 0) throw new Error(['Bad environment:', ...faults].join('\n  '))
  return toConfig(env)
}

/** Numbers are decimals only: `0x10`, `1e3` and `3000.5` are not silently made to fit. */
const read = (name: string, value = '') =>
  NUMBERS.has(name) && /^\d{1,9}$/.test(value) ? Number(value) : value

export type Config = ReturnType<typeof readConfig>

const wrongValues = (candidate: unknown) =>
  Value.Errors(Env, candidate).map((error) => {
    const name = error.instancePath.slice(1)
    return error.keyword === 'enum'
      ? `${name} must be one of ${error.params.allowedValues.filter(Boolean).join(', ')}`
      : `${name} ${error.message}`
  })

/** What is wrong between variables that are right by themselves. */
function contradictions({ DATABASE_URL, DIRECT_DATABASE_URL, SECRET, ...env }: Env): string[] {
  const rules: [isBroken: boolean, message: string][] = [
    [
      DATABASE_URL !== '' && SECRET === '',
      'SECRET is required with DATABASE_URL: at least 32 random bytes, the same on every instance',
    ],
    [
      env.WORKERS !== '1' && DATABASE_URL === '',
      'WORKERS needs DATABASE_URL: the embedded database has one process at a time',
    ],
    [
      workersOf(env) > 1 && env.DATABASE_POOL_MAX < CONNECTIONS_PER_WORKER * workersOf(env),
      `DATABASE_POOL_MAX must be at least ${CONNECTIONS_PER_WORKER * workersOf(env)}: ${CONNECTIONS_PER_WORKER} for each of the WORKERS`,
    ],
    [
      env.DATABASE_REPLICA_URLS !== '' && DATABASE_URL === '',
      'DATABASE_REPLICA_URLS needs DATABASE_URL beside it',
    ],
    [DIRECT_DATABASE_URL !== '' && DATABASE_URL === '', 'DIRECT_DATABASE_URL needs DATABASE_URL beside it'],
    [(env.SMTP_URL === '') !== (env.MAIL_FROM === ''), 'SMTP_URL and MAIL_FROM need each other'],
    [
      env.SMTP_URL !== '' && SECRET === '',
      'SECRET is required with SMTP_URL: the addresses of readers are not sealed with what lies beside them',
    ],
    [env.MODERATOR_DIGEST_TO !== '' && env.SMTP_URL === '', 'MODERATOR_DIGEST_TO needs SMTP_URL beside it'],
    [
      env.CAPTCHA_PROVIDER !== '' &&
        [env.CAPTCHA_SITE_KEY, env.CAPTCHA_SECRET, env.CAPTCHA_HOSTNAMES].includes(''),
      'CAPTCHA_PROVIDER needs CAPTCHA_SITE_KEY, CAPTCHA_SECRET and CAPTCHA_HOSTNAMES beside it',
    ],
    [
      isPartial([env.COMMENT_CHECK_URL, env.COMMENT_CHECK_SECRET]),
      'COMMENT_CHECK_URL and COMMENT_CHECK_SECRET need each other',
    ],
    [
      isPartial([env.S3_ENDPOINT, env.S3_BUCKET, env.S3_ACCESS_KEY_ID, env.S3_SECRET_ACCESS_KEY]),
      'S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY need each other',
    ],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, message]) => message)
}

/** Two are always left for reading, so that one is for changes. */
const CONNECTIONS_PER_WORKER = 3

/** How many processes share the port: `auto` is one per core that gets its connections. */
function workersOf({ WORKERS, DATABASE_POOL_MAX }: Pick<Env, 'WORKERS' | 'DATABASE_POOL_MAX'>): number {
  if (WORKERS !== 'auto') return Number(WORKERS)
  return Math.max(1, Math.min(availableParallelism(), Math.floor(DATABASE_POOL_MAX / CONNECTIONS_PER_WORKER)))
}

const isPartial = (values: readonly string[]) => values.includes('') && values.some(Boolean)

function toConfig(env: Env) {
  const publicUrl = trimmed(env.PUBLIC_URL || ownUrl(env.HOST, env.PORT))
  const workers = workersOf(env)
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl,
    siteUrl: trimmed(env.SITE_URL || publicUrl),
    siteName: env.SITE_NAME || new URL(env.SITE_URL || publicUrl).host,
    articleUrl: env.ARTICLE_URL,
    timeZone: env.TIME_ZONE,
    databaseUrl: given(env.DATABASE_URL),
    directDatabaseUrl: given(env.DIRECT_DATABASE_URL || env.DATABASE_URL),
    replicaUrls: list(env.DATABASE_REPLICA_URLS),
    preparesStatements: env.PREPARED_STATEMENTS === 'on',
    workers,
    // What an instance may take is shared out evenly.
    databasePoolMax: Math.floor(env.DATABASE_POOL_MAX / workers),
    cacheBytes: Math.floor(env.CACHE_BYTES / workers),
    dataDir: env.DATA_DIR,
    // By itself the demo newsroom goes into the embedded database only.
    demo: env.DEMO === '' ? env.DATABASE_URL === '' : env.DEMO === '1',
    adminKey: given(env.ADMIN_KEY),
    secret: given(env.SECRET),
    secretPrevious: given(env.SECRET_PREVIOUS),
    requireReview: env.REQUIRE_REVIEW === '1',
    mediaDir: env.MEDIA_DIR || join(env.DATA_DIR, 'media'),
    mediaBytesMax: env.MEDIA_MAX_BYTES,
    bucket: bucketOf(env),
    trustedProxies: list(env.TRUSTED_PROXIES),
    outgoingAllow: list(env.OUTGOING_ALLOW),
    mail: mailOf(env, publicUrl),
    captchaProvider: captchaProviderOf(env),
    spam: spamOf(env, publicUrl),
    corsOrigins: list(env.CORS_ORIGINS),
    rateLimits: readRates(env.RATE_LIMITS),
    traces: tracesOf(env),
    hasMetrics: env.METRICS === 'on',
    logLevel: env.LOG_LEVEL,
  }
}

/** How mail is sent, where it is. */
function mailOf(env: Env, publicUrl: string): MailSettings | undefined {
  if (env.SMTP_URL === '') return undefined
  return {
    smtpUrl: env.SMTP_URL,
    from: env.MAIL_FROM,
    digestTo: list(env.MODERATOR_DIGEST_TO),
    digestHour: env.DIGEST_HOUR,
    timeZone: env.TIME_ZONE,
    publicUrl,
    siteUrl: trimmed(env.SITE_URL || publicUrl),
    articleUrl: env.ARTICLE_URL,
  }
}

/** Who else shows captchas. */
function captchaProviderOf(env: Env): ProviderSettings | undefined {
  if (env.CAPTCHA_PROVIDER === '') return undefined
  return {
    name: env.CAPTCHA_PROVIDER,
    siteKey: env.CAPTCHA_SITE_KEY,
    secret: env.CAPTCHA_SECRET,
    hostnames: list(env.CAPTCHA_HOSTNAMES).map((name) => name.toLowerCase()),
    scoreMin: Number(env.CAPTCHA_SCORE_MIN),
    url: given(env.CAPTCHA_VERIFY_URL),
  }
}

/** Who is asked about comments. */
function spamOf(env: Env, publicUrl: string): SpamSettings {
  return {
    siteUrl: trimmed(env.SITE_URL || publicUrl),
    akismet: env.AKISMET_KEY === '' ? undefined : { key: env.AKISMET_KEY, url: trimmed(env.AKISMET_URL) },
    check:
      env.COMMENT_CHECK_URL === ''
        ? undefined
        : {
            url: env.COMMENT_CHECK_URL,
            secret: Buffer.from(env.COMMENT_CHECK_SECRET.replace(/^whsec_/, ''), 'base64'),
          },
  }
}

/** Where traces go, the exporter reads itself; whether there are any is said here. */
const tracesOf = (env: Env) =>
  env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
    ? { serviceName: env.OTEL_SERVICE_NAME }
    : undefined

/** Where files are kept instead of on the disk. */
function bucketOf(env: Env): Bucket | undefined {
  if (env.S3_BUCKET === '') return undefined
  return {
    endpoint: trimmed(env.S3_ENDPOINT),
    bucket: env.S3_BUCKET,
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  }
}

const given = (value: string) => value || undefined
const trimmed = (url: string) => url.replace(/\/+$/, '')
const list = (value: string) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

/** Where a browser on this machine finds the server. */
function ownUrl(host: string, port: number): string {
  if (['0.0.0.0', '::'].includes(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function isHttp(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value)
}

function isBucket(value: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value)
}

function isWorkers(value: string): boolean {
  return value === 'auto' || (/^[1-9]\d{0,2}$/.test(value) && Number(value) <= WORKERS_MAX)
}

function isPostgres(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value)
}

function isSmtp(value: string): boolean {
  return /^smtps?:\/\//.test(value) && URL.canParse(value)
}

const isAddress = (value: string) => /^[^\s@<>,"]+@[^\s@<>,"]+$/.test(value)

function isMailbox(value: string): boolean {
  const [, inBrackets] = /^[^<>\p{Cc}]*<([^<>]*)>$/u.exec(value) ?? []
  return isAddress(inBrackets ?? value)
}

const isHostname = (value: string) => /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value)

const isOrigin = (value: string) => isHttp(value) && new URL(value).origin === value

function isTemplate(value: string): boolean {
  const names = [...value.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
  const known = ['site', 'section', 'slug', 'id', 'language']
  const namesArticle = names.includes('slug') || names.includes('id')
  return /^(\{site\}|https?:)/.test(value) && namesArticle && names.every((name) => known.includes(name))
}
