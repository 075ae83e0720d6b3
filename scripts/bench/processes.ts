import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FloorOrders } from './floor.ts'
import type { Figures, Load } from './load.ts'

const scriptAt = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** A server in a process of its own. */
export interface Served {
  address: string
  /** Megabytes that it holds now. */
  resident(): number
  /** Milliseconds of processor time that it has used; nothing where the system does not tell. */
  processorMs(): number | undefined
  stop(): Promise<void>
}

export async function startFloor(orders: FloorOrders): Promise<Served> {
  const child = fork(scriptAt('./floor.ts'))
  child.send(orders)
  const [address] = await Promise.race([once(child, 'message'), failure(child, 'The floor')])
  return served(child, String(address))
}

/** The product as an operator starts it; its log goes nowhere. */
export async function startOurs(environment: Record<string, string>): Promise<Served> {
  const child = spawn(process.execPath, [...startFlags(), scriptAt('../../dist/main.js')], {
    env: { PATH: process.env.PATH, PORT: '0', DEMO: '0', RATE_LIMITS: 'off', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  const address = await Promise.race([
    new Promise<string>((resolve) => {
      child.stderr.on('data', (chunk) => {
        told += chunk
        // The banner comes when the server is ready.
        const [, port] = /answers at http:\/\/[^:]+:(\d+)/.exec(told) ?? []
        if (port) resolve(`http://127.0.0.1:${port}`)
      })
    }),
    failure(child, 'The server'),
  ])
  return served(child, address)
}

/** What `npm start` gives the runtime. */
function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(scriptAt('../../package.json'), 'utf8'))
  return scripts.start.split(' ').filter((word: string) => word.startsWith('--'))
}

async function failure(child: ChildProcess, name: string): Promise<never> {
  // However the bench ends, it leaves nobody behind.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const [code] = await once(child, 'exit')
  process.off('exit', kill)
  throw new Error(`${name} ended with ${code}.`)
}

const served = (child: ChildProcess, address: string): Served => ({
  address,
  resident: () =>
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
  processorMs: () => processorMs(child.pid),
  stop: async () => {
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    await ended
  },
})

/** Linux counts in hundredths of a second, in the 14th and 15th field of its table. */
function processorMs(pid: number | undefined): number | undefined {
  const table = `/proc/${pid}/stat`
  if (!existsSync(table)) return undefined
  const fields = readFileSync(table, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Asks as often as it can, from a process of its own. */
export async function measure(load: Load): Promise<Figures> {
  const child = fork(scriptAt('./load.ts'))
  child.send(load)
  const [told] = (await once(child, 'message')) as [{ figures?: Figures; error?: string }]
  if (told.figures) return told.figures
  throw new Error(told.error)
}
