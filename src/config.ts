import { join } from 'node:path'
import { Value } from 'typebox/value'
import { contradictions, workersOf } from './config/contradictions.ts'
import { list, trimmed } from './config/forms.ts'
import { Env, NUMBERS } from './config/variables.ts'
import { readRates } from './http/rates.ts'
import type { MailSettings } from './jobs/job.ts'
import type { ProviderSettings } from './lib/captcha-provider.ts'
import type { SpamSettings } from './lib/comment-checks.ts'
import type { Bucket } from './storage/s3.ts'

/** Reads the whole environment once. A process with a bad environment does not start, and says all that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv) {
  // An empty variable is one that is not set: compose files and shells cannot say it otherwise.
  const set = Object.entries(environment).filter(
    ([name, value]) => value && Object.hasOwn(Env.properties, name),
  )
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

/** Where a browser on this machine finds the server. */
function ownUrl(host: string, port: number): string {
  if (['0.0.0.0', '::'].includes(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
