import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering, findBinaries, freePort, unprivileged } from '../../scripts/postgres/programs.ts'
import { databaseUrl } from './database.ts'

/** A server that streams from the one that the tests run on, hot standby and all. */
export interface StreamingReplica {
  url(database: string): string
  start(): Promise<void>
  /** Without a word to anybody. */
  kill(): Promise<void>
  /** Lets it hang, or go on: it holds its connections and answers nothing. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  remove(): Promise<void>
}

export async function makeReplica(): Promise<StreamingReplica> {
  const binaries = findBinaries()
  if (!binaries) throw new Error('There is no PostgreSQL to make a replica with.')
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-replica-'))
  const owner = unprivileged()
  if (owner) chownSync(directory, owner.uid, owner.gid)
  const as = { ...owner, cwd: directory }
  const data = join(directory, 'data')
  const copied = spawnSync(
    join(binaries, 'pg_basebackup'),
    ['-d', databaseUrl('postgres'), '-D', data, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'],
    { ...as, encoding: 'utf8' },
  )
  if (copied.status !== 0) throw new Error(`pg_basebackup failed: ${copied.stderr}`)
  const port = await freePort()
  const url = (database: string) => {
    const here = new URL(databaseUrl(database))
    here.port = String(port)
    here.hostname = '127.0.0.1'
    return here.href
  }
  const settings = ['fsync=off', 'max_connections=200', `unix_socket_directories=${directory}`]
  let server: ChildProcess | undefined

  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGQUIT')
    await ended
  }
  return {
    url,
    start: async () => {
      const options = ['-D', data, '-h', '127.0.0.1', '-p', String(port)]
      server = spawn(join(binaries, 'postgres'), [...options, ...settings.flatMap((each) => ['-c', each])], {
        ...as,
        stdio: 'ignore',
      })
      await answering(url('postgres'))
    },
    kill,
    signal: (signal) => {
      // The processes that hold connections are children of the one that was started.
      const children = spawnSync('pgrep', ['-P', String(server?.pid)], { encoding: 'utf8' }).stdout
      for (const pid of [server?.pid ?? 0, ...children.trim().split('\n').map(Number)])
        if (pid > 0) process.kill(pid, signal)
    },
    remove: async () => {
      await kill()
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
