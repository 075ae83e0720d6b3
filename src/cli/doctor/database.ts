import type { Config } from '../../config.ts'
import { type DatabaseFacts, databaseFacts, replicaState, standbys } from '../../db/facts.ts'
import { migrationStatus } from '../../db/migration-status.ts'
import type { Reads } from '../../db/statement.ts'
import { type Finding, fail, looking, ok, warn } from './finding.ts'

const VERSION_MIN = 150_000
const SLOW_MS = 50
/** Behind it moments come visibly early or late in the log; far behind it signatures and tokens are refused. */
const CLOCK_MS = 1000
const CLOCK_FAR_MS = 30_000
/** Connections that are left to people and backups. */
const SPARE = 5
const LAG_SECONDS = 10

/** What the database is; nothing of what is in it. */
export async function lookAtDatabase(config: Config, reads: Reads): Promise<Finding[]> {
  const facts = await databaseFacts(reads, config.timeZone)
  return [
    version(facts),
    text(facts),
    ...(facts.isStandby
      ? [fail('role', 'It is a standby: nothing can be written.', 'Let DATABASE_URL lead to the primary.')]
      : []),
    extensions(facts),
    clock(facts),
    timeZone(facts, config),
    ...(config.databaseUrl ? [connections(facts, config)] : []),
  ]
}

function version({ version: name, versionNumber, tookMs }: DatabaseFacts): Finding {
  const detail = `PostgreSQL ${name}, which answered in ${tookMs} ms.`
  if (versionNumber < VERSION_MIN) return fail('database', detail, 'Verbatim needs PostgreSQL 15 or newer.')
  if (tookMs > SLOW_MS)
    return warn('database', detail, 'Every request waits for it: keep the two close together.')
  return ok('database', detail)
}

function text({ encoding, collation }: DatabaseFacts): Finding {
  if (encoding !== 'UTF8') {
    return fail('encoding', `The database writes ${encoding}.`, "Make it anew with ENCODING 'UTF8'.")
  }
  return ok('encoding', `UTF8, sorted as ${collation}.`)
}

function extensions({ missingExtensions }: DatabaseFacts): Finding {
  if (missingExtensions.length === 0) return ok('extensions', 'btree_gist and pg_trgm are to be had.')
  const advice = 'Install PostgreSQL’s contrib package, or put them on the list of allowed extensions.'
  return fail('extensions', `${missingExtensions.join(' and ')} cannot be had.`, advice)
}

function clock({ aheadMs }: DatabaseFacts): Finding {
  const by = Math.round(Math.abs(aheadMs))
  const detail = `The database is ${by} ms ${aheadMs < 0 ? 'behind' : 'ahead'}.`
  const advice = 'Let NTP keep the clocks of both machines.'
  if (by > CLOCK_FAR_MS) return fail('clock', detail, advice)
  return by > CLOCK_MS ? warn('clock', detail, advice) : ok('clock', detail)
}

function timeZone({ knowsTimeZone }: DatabaseFacts, { timeZone: name }: Config): Finding {
  if (knowsTimeZone) return ok('time zone', `Both know ${name}.`)
  return warn('time zone', `The database does not know ${name}.`, 'Bring its time zones (tzdata) up to date.')
}

function connections(
  { connectionsMax, connectionsUsed }: DatabaseFacts,
  { databasePoolMax }: Config,
): Finding {
  const detail = `${connectionsUsed} of ${connectionsMax} are open; an instance holds up to ${databasePoolMax} and one that listens.`
  return connectionsMax - SPARE < databasePoolMax + 1
    ? warn('connections', detail, 'Lower DATABASE_POOL_MAX, or raise max_connections.')
    : ok('connections', detail)
}

/** Whether the tables are those of this release. */
export const lookAtMigrations = (reads: Reads): Promise<Finding[]> =>
  looking('migrations', 'npx verbatim migrate status', async () => {
    const missing = (await migrationStatus(reads)).filter(({ isApplied }) => !isApplied)
    if (missing.length === 0) return ok('migrations', 'All are there.')
    const detail = `${missing.length} are missing, from ${missing[0]?.migration} on.`
    return warn('migrations', detail, 'The next start applies them, and so does: npx verbatim migrate up')
  })

/** Who follows the database, and how far behind. */
export const lookAtStandbys = (reads: Reads): Promise<Finding[]> =>
  looking('replication', 'Ask an administrator of PostgreSQL.', async () => {
    const all = await standbys(reads)
    if (all.length === 0) return []
    const late = all.filter(({ lagSeconds }) => (lagSeconds ?? 0) > LAG_SECONDS)
    const named = late.map(({ name, lagSeconds }) => `${name} by ${Math.round(lagSeconds ?? 0)} s`)
    if (late.length === 0) return ok('replication', `${all.length} follow, none far behind.`)
    return warn(
      'replication',
      `Behind: ${named.join(', ')}.`,
      'Look at the standby’s disk, network and long queries.',
    )
  })

/** The replicas that delivery reads from, each by its host. */
export async function lookAtReplicas({ replicaUrls }: Pick<Config, 'replicaUrls'>): Promise<Finding[]> {
  const looks = replicaUrls.map((url) => {
    const check = `replica ${new URL(url).host}`
    const advice = 'Look at DATABASE_REPLICA_URLS. Without it everything is read from the primary.'
    return looking(check, advice, async () => {
      const state = await replicaState(url)
      if (!state?.isStandby) return warn(check, 'It is no standby: it follows nobody.', advice)
      const behind = state.behindSeconds ?? 0
      if (behind <= LAG_SECONDS) return ok(check, 'It follows, and is not far behind.')
      return warn(
        check,
        `It is ${Math.round(behind)} s behind.`,
        'Look at its disk, network and long queries.',
      )
    })
  })
  return (await Promise.all(looks)).flat()
}
