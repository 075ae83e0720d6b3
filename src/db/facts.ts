import { type DirectSession, onPostgres } from './direct.ts'
import type { Reads } from './statement.ts'

/** What the database says of itself. */
export interface DatabaseFacts {
  version: string
  /** `150005` for 15.5. */
  versionNumber: number
  encoding: string
  collation: string
  /** It only follows another one: nothing can be written. */
  isStandby: boolean
  /** Extensions of ours that are neither there nor to be had. */
  missingExtensions: string[]
  /** How far its clock is ahead of ours. */
  aheadMs: number
  tookMs: number
  connectionsMax: number
  connectionsUsed: number
  knowsTimeZone: boolean
}

const EXTENSIONS = ['btree_gist', 'pg_trgm']

const text = `select
  current_setting('server_version') as version,
  current_setting('server_version_num')::int as "versionNumber",
  current_setting('server_encoding') as encoding,
  (select datcollate from pg_database where datname = current_database()) as collation,
  pg_is_in_recovery() as "isStandby",
  array(select e from unnest($1::text[]) e where not exists (
    select from pg_available_extensions where name = e)) as "missingExtensions",
  current_setting('max_connections')::int as "connectionsMax",
  (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as "connectionsUsed",
  exists (select from pg_timezone_names where name = $2) as "knowsTimeZone"`

const NOW = {
  name: 'database-now',
  text: 'select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs"',
  values: [],
}

/** Needs no table of ours. */
export async function databaseFacts(reads: Reads, timeZone: string): Promise<DatabaseFacts> {
  const statement = { name: 'database-facts', text, values: [EXTENSIONS, timeZone] }
  // The first question pays for the connection.
  const [facts] = await reads.query<Omit<DatabaseFacts, 'aheadMs' | 'tookMs'>>(statement)
  const asked = Date.now()
  const [now] = await reads.query<{ nowMs: number }>(NOW)
  const answered = Date.now()
  if (!facts || !now) throw new Error('The database said nothing.')
  return { ...facts, aheadMs: now.nowMs - (asked + answered) / 2, tookMs: answered - asked }
}

interface Standby {
  name: string
  /** Null while nothing is written. */
  lagSeconds: number | null
}

/** Who follows this PostgreSQL, as far as its user may see. */
export const standbys = (reads: Reads) =>
  reads.query<Standby>({
    name: 'standbys',
    text: `select application_name as name, extract(epoch from replay_lag)::float8 as "lagSeconds"
      from pg_stat_replication order by 1`,
    values: [],
  })

interface ReplicaState {
  isStandby: boolean
  /** How old the newest change is that it shows; nothing while it has all that came. */
  behindSeconds: number | null
}

const REPLICA = `select pg_is_in_recovery() as "isStandby",
  case when pg_is_in_recovery() and pg_last_wal_receive_lsn() is distinct from pg_last_wal_replay_lsn()
    then extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8 end as "behindSeconds"`

/** Asks a replica itself. */
export const replicaState = (url: string): Promise<ReplicaState | undefined> =>
  onPostgres(url, async ({ query }: DirectSession) => (await query<ReplicaState>(REPLICA))[0])
