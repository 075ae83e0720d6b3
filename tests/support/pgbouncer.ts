import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering, freePort, unprivileged } from '../../scripts/postgres/programs.ts'
import { databaseUrl } from './database.ts'

const program = process.env.PGBOUNCER ?? 'pgbouncer'
const told = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? ''
const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(told) ?? []

/** Which one is installed; nothing where none is. */
export const pgbouncer =
  major && minor
    ? { version: `${major}.${minor}`, knowsNames: Number(major) > 1 || Number(minor) >= 21 }
    : undefined

/** Connections to the server: fewer than clients have to it, so that they are lent from one to the next. */
const LENT = 4

/** As docs/operations.md has it. */
const settings = (port: number, knowsNames: boolean) => {
  const { hostname, port: serverPort, username, password } = new URL(databaseUrl(''))
  const login = `user=${username || 'postgres'}${password ? ` password=${decodeURIComponent(password)}` : ''}`
  return `[databases]
* = host=${hostname} port=${serverPort || 5432} ${login} connect_query='SET jit=off; SET statement_timeout=5000; SET lock_timeout=2000'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${LENT}
idle_transaction_timeout = 5
ignore_startup_parameters = options, statement_timeout, lock_timeout, idle_in_transaction_session_timeout
${knowsNames ? 'max_prepared_statements = 500' : ''}
`
}

/** A PgBouncer in transaction mode before the server that the tests run on. */
export async function startPgbouncer(knowsNames: boolean) {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-pgbouncer-'))
  const owner = unprivileged()
  const port = await freePort()
  const file = join(directory, 'pgbouncer.ini')
  writeFileSync(file, settings(port, knowsNames))
  for (const path of owner ? [directory, file] : []) chownSync(path, owner?.uid ?? 0, owner?.gid ?? 0)
  const child = spawn(program, [file], { ...owner, cwd: directory, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const url = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`
  await answering(url('postgres'))
  return {
    url,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
