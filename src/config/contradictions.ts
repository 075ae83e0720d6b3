import { availableParallelism } from 'node:os'
import type { Env } from './variables.ts'

/** What is wrong between variables that are right by themselves. */
export function contradictions({ DATABASE_URL, DIRECT_DATABASE_URL, SECRET, ...env }: Env): string[] {
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
export function workersOf({
  WORKERS,
  DATABASE_POOL_MAX,
}: Pick<Env, 'WORKERS' | 'DATABASE_POOL_MAX'>): number {
  if (WORKERS !== 'auto') return Number(WORKERS)
  return Math.max(1, Math.min(availableParallelism(), Math.floor(DATABASE_POOL_MAX / CONNECTIONS_PER_WORKER)))
}

const isPartial = (values: readonly string[]) => values.includes('') && values.some(Boolean)
