import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { KEY_FORM } from './features/keys/rules.ts'
import { RATE_CLASSES, type RateLimits } from './http/settings.ts'
import { isCidr } from './lib/address.ts'

const DEFAULT_RATES = 'read=6000/1m,search=300/1m,captcha=300/1m,comment=100/1m,write=1200/1m'
const NONE = ''

/** Every variable, its form and its default; `.env.example` says the same to operators. */
const Env = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', minLength: 1 }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535 }),
  PUBLIC_URL: Type.String({ default: NONE }),
  SITE_URL: Type.String({ default: NONE }),
  ARTICLE_URL: Type.String({ default: '{site}/{section}/{slug}' }),
  TIME_ZONE: Type.String({ default: 'UTC' }),
  DATABASE_URL: Type.String({ default: NONE }),
  DIRECT_DATABASE_URL: Type.String({ default: NONE }),
  DATABASE_POOL_MAX: Type.Integer({ default: 10, minimum: 1, maximum: 500 }),
  DATA_DIR: Type.String({ default: './data', minLength: 1 }),
  DEMO: Type.Enum(['', '0', '1'], { default: NONE }),
  ADMIN_KEY: Type.String({ default: NONE }),
  SECRET: Type.String({ default: NONE }),
  SECRET_PREVIOUS: Type.String({ default: NONE }),
  REQUIRE_REVIEW: Type.Enum(['0', '1'], { default: '0' }),
  TRUSTED_PROXIES: Type.String({ default: NONE }),
  CORS_ORIGINS: Type.String({ default: NONE }),
  RATE_LIMITS: Type.String({ default: NONE }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info' }),
})
type Env = Static<typeof Env>

/** The names that `.env.example` must explain. */
export const VARIABLES = Object.keys(Env.properties)

export type Config = ReturnType<typeof toConfig>

/** Reads the whole environment once. A process with a bad environment does not start, and says all that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const set = Object.entries(environment).filter(([name, value]) => value !== '' && name in Env.properties)
  const candidate = Value.Convert(Env, Value.Default(Env, Object.fromEntries(set)))
  const faults = Value.Errors(Env, candidate).map(
    ({ instancePath, message }) => `${instancePath.slice(1)} ${message}`,
  )
  // Convert and Default have built it from the schema; the faults below tell where it does not fit.
  const env = candidate as Env
  if (faults.length === 0) faults.push(...findFaults(env))
  if (faults.length > 0)
    throw new Error(`Bad environment:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return toConfig(env)
}

const toConfig = (env: Env) => {
  const publicUrl =
    env.PUBLIC_URL || `http://${env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST}:${env.PORT}`
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: trimmed(publicUrl),
    siteUrl: trimmed(env.SITE_URL || publicUrl),
    articleUrl: env.ARTICLE_URL,
    timeZone: env.TIME_ZONE,
    databaseUrl: env.DATABASE_URL || undefined,
    directDatabaseUrl: env.DIRECT_DATABASE_URL || env.DATABASE_URL || undefined,
    databasePoolMax: env.DATABASE_POOL_MAX,
    dataDir: env.DATA_DIR,
    demo: env.DEMO === '' ? env.DATABASE_URL === '' : env.DEMO === '1',
    adminKey: env.ADMIN_KEY || undefined,
    secret: env.SECRET || undefined,
    secretPrevious: env.SECRET_PREVIOUS || undefined,
    requireReview: env.REQUIRE_REVIEW === '1',
    trustedProxies: list(env.TRUSTED_PROXIES),
    corsOrigins: list(env.CORS_ORIGINS),
    rateLimits: env.RATE_LIMITS === 'off' ? ('off' as const) : readRates(env.RATE_LIMITS),
    logLevel: env.LOG_LEVEL,
  }
}

const trimmed = (url: string) => url.replace(/\/+$/, '')
const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

function findFaults(env: Env): string[] {
  const checks: [name: keyof Env, isWrong: boolean, message: string][] = [
    ['PUBLIC_URL', env.PUBLIC_URL !== '' && !isHttp(env.PUBLIC_URL), 'must be an http or https URL'],
    ['SITE_URL', env.SITE_URL !== '' && !isHttp(env.SITE_URL), 'must be an http or https URL'],
    [
      'ARTICLE_URL',
      !isTemplate(env.ARTICLE_URL),
      'must contain {slug} or {id}, and otherwise only {site}, {section}, {language}',
    ],
    ['TIME_ZONE', !isZone(env.TIME_ZONE), 'must be an IANA time zone, such as Europe/Lisbon'],
    ['DATABASE_URL', env.DATABASE_URL !== '' && !isPostgres(env.DATABASE_URL), 'must be a postgresql:// URL'],
    [
      'DIRECT_DATABASE_URL',
      env.DIRECT_DATABASE_URL !== '' && !isPostgres(env.DIRECT_DATABASE_URL),
      'must be a postgresql:// URL',
    ],
    [
      'ADMIN_KEY',
      env.ADMIN_KEY !== '' && !KEY_FORM.test(env.ADMIN_KEY),
      'must look like vb_<8 of a-z0-9>_<40 of A-Za-z0-9>',
    ],
    [
      'SECRET',
      env.SECRET !== '' && bytes(env.SECRET) < SECRET_BYTES_MIN,
      `must have at least ${SECRET_BYTES_MIN} bytes`,
    ],
    [
      'SECRET',
      env.SECRET === '' && env.DATABASE_URL !== '',
      'is required with DATABASE_URL: at least 32 random bytes, the same on every instance',
    ],
    [
      'SECRET_PREVIOUS',
      env.SECRET_PREVIOUS !== '' && bytes(env.SECRET_PREVIOUS) < SECRET_BYTES_MIN,
      `must have at least ${SECRET_BYTES_MIN} bytes`,
    ],
    [
      'TRUSTED_PROXIES',
      !list(env.TRUSTED_PROXIES).every(isCidr),
      'must be a list of addresses or CIDR ranges; a count of proxies or `true` would trust what clients write',
    ],
    [
      'CORS_ORIGINS',
      !list(env.CORS_ORIGINS).every(isOrigin),
      'must be a list of origins, such as https://desk.example.org',
    ],
    [
      'RATE_LIMITS',
      env.RATE_LIMITS !== 'off' && !areRates(env.RATE_LIMITS),
      `must be off, or a list such as ${DEFAULT_RATES}`,
    ],
  ]
  return checks.filter(([, isWrong]) => isWrong).map(([name, , message]) => `${name} ${message}`)
}

const SECRET_BYTES_MIN = 32
const bytes = (text: string) => Buffer.byteLength(text)
const isHttp = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text)
const isPostgres = (text: string) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text)
const isOrigin = (text: string) => isHttp(text) && new URL(text).origin === text

function isTemplate(text: string): boolean {
  const names = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
  return (
    (names.includes('slug') || names.includes('id')) &&
    names.every((name) => ['site', 'section', 'slug', 'id', 'language'].includes(name))
  )
}

function isZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }))
  } catch {
    return false
  }
}

const RATE = /^([a-z]+)=([1-9]\d{0,8})\/([1-9]\d{0,3})?(s|m|h)$/
const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000 }

const areRates = (text: string) =>
  list(text).every((item) => {
    const name = RATE.exec(item)?.[1]
    return name !== undefined && RATE_CLASSES.some((known) => known === name)
  })

function readRates(text: string): RateLimits {
  const entries = [...list(DEFAULT_RATES), ...list(text)].map((item) => {
    const [, name = '', max, count = '1', unit = 'm'] = RATE.exec(item) ?? []
    return [name, { max: Number(max), windowMs: Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS] }]
  })
  // The classes without an entry of their own keep the defaults in front.
  return Object.fromEntries(entries) as RateLimits
}
