import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

const NO_BINARIES = `PostgreSQL's own programs (initdb, postgres) were not found.
Install PostgreSQL 15 or newer, or name a server that may make and drop databases.
`

/** How often a starting server is asked, and the pause between. */
const TRIES = 100
const PAUSE_MS = 100

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

/** The folder of the newest PostgreSQL that is installed. */
function findBinaries(): string | undefined {
  const configured = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim()
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(configured ? [configured] : []),
    ...(process.env.PATH ?? '').split(':'),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root: then it runs as its own user, or as nobody. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string, user: string) =>
    Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout?.trim() || Number.NaN)
  const users = ['postgres', 'nobody'].map((user) => ({ uid: idOf('-u', user), gid: idOf('-g', user) }))
  return users.find(({ uid, gid }) => uid > 0 && gid > 0)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function answering(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (cause) {
      if (attempt === TRIES) throw new Error('PostgreSQL does not answer.', { cause })
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
