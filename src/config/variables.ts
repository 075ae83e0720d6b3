import { type Static, type TProperties, Type } from 'typebox'
import { Value } from 'typebox/value'
import { KEY_FORM } from '../features/keys/rules.ts'
import { isTimeZone } from '../http/formats.ts'
import { areRates, RATES_DEFAULT } from '../http/rates.ts'
import { isCidr } from '../lib/address.ts'
import { PROVIDERS } from '../lib/captcha-provider.ts'
import {
  isAddress,
  isBucket,
  isHostname,
  isHttp,
  isMailbox,
  isOrigin,
  isPostgres,
  isSmtp,
  isTemplate,
  isWorkers,
  list,
} from './forms.ts'

const SECRET_BYTES_MIN = 32

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

export const NUMBERS: ReadonlySet<string> = new Set([
  'PORT',
  'DATABASE_POOL_MAX',
  'CACHE_BYTES',
  'DIGEST_HOUR',
  'MEDIA_MAX_BYTES',
])

export const Env = Type.Object(variables)
export type Env = Static<typeof Env>

/** What `.env.example` must explain: every variable with its default. */
export const DEFAULTS = Value.Default(Env, {}) as Env
