import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering, findBinaries, freePort, unprivileged } from './programs.ts'

const NO_BINARIES = `PostgreSQL's own programs (initdb, postgres) were not found.
Install PostgreSQL 15 or newer, or name a server that may make and drop databases.
`

/** Does work with a PostgreSQL of its own, in a temporary folder, and answers what the work does; 1 where there is none. */
export async function withPostgres(work: (url: string) => Promise<number>): Promise<number> {
  const binaries = findBinaries()
  if (!binaries) {
    process.stderr.write(NO_BINARIES)
    return 1
  }
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-postgres-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  return serve(binaries, directory, work)
}

interface Running {
  binaries: string
  data: string
  /** Who runs it, and where. */
  as: { uid?: number; gid?: number; cwd: string }
}

async function serve(binaries: string, directory: string, work: (url: string) => Promise<number>) {
  const owner = unprivileged()
  if (owner) chownSync(directory, owner.uid, owner.gid)
  const running = { binaries, data: join(directory, 'data'), as: { ...owner, cwd: directory } }
  makeCluster(running)
  const port = await freePort()
  const server = startServer(running, port)
  const ended = once(server, 'exit')
  // However this ends, the server ends with it, and before its folder is removed.
  process.prependOnceListener('exit', () => server.kill('SIGQUIT'))
  try {
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
    await answering(url)
    return await work(url)
  } finally {
    server.kill('SIGINT')
    await ended
  }
}

function makeCluster({ binaries, data, as }: Running): void {
  const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  const { status, stderr, error } = spawnSync(join(binaries, 'initdb'), ['-D', data, ...options], {
    ...as,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`initdb failed: ${stderr || error}`)
}

/** Nothing here is to survive a crash, so nothing waits for the disk. */
function startServer({ binaries, data, as }: Running, port: number): ChildProcess {
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']
  const options = [...settings, `unix_socket_directories=${as.cwd}`].flatMap((each) => ['-c', each])
  return spawn(join(binaries, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...options], {
    ...as,
    stdio: 'ignore',
  })
}
