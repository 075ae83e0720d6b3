import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, unprivileged } from '../../scripts/postgres/programs.ts'

const PATH = `${process.env.PATH}:/usr/sbin`

export const hasNginx = spawnSync('nginx', ['-v'], { env: { PATH } }).status === 0

const file = new URL('../../deploy/nginx.conf', import.meta.url)

/** What we ship, with these addresses and folders instead of Docker's. */
function configuration(addresses: readonly string[], port: number, directory: string): string {
  const servers = addresses.map((address) => `server ${new URL(address).host} max_fails=0;`).join(' ')
  const changes: [from: string, to: string][] = [
    ['server api:3000 resolve max_fails=0;', servers],
    ['resolver 127.0.0.11 valid=1s ipv6=off;', ''],
    ['listen 8080;', `listen 127.0.0.1:${port};`],
  ]
  const text = changes.reduce(
    (changed, [from, to]) => {
      if (!changed.includes(from)) throw new Error(`deploy/nginx.conf no longer has: ${from}`)
      return changed.replace(from, to)
    },
    readFileSync(file, 'utf8'),
  )
  return text.replaceAll('/tmp/nginx', join(directory, 'nginx'))
}

/** An nginx with the configuration that we ship, before these instances. */
export async function startNginx(addresses: readonly string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-nginx-'))
  const port = await freePort()
  const path = join(directory, 'nginx.conf')
  writeFileSync(path, configuration(addresses, port, directory))
  // As root it would lend its work to somebody who may not look into a temporary folder.
  const owner = unprivileged()
  if (owner) chownSync(directory, owner.uid, owner.gid)
  const child = spawn('nginx', ['-c', path, '-g', 'daemon off;'], {
    ...owner,
    env: { PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  const address = `http://127.0.0.1:${port}`
  for (let tries = 0; !(await isThere(address)); tries++) {
    if (tries === 100 || child.exitCode !== null)
      throw new Error(`nginx does not answer: ${told.slice(-1000)}`)
    await sleep(100)
  }
  return {
    address,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const isThere = (address: string) =>
  fetch(`${address}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )
