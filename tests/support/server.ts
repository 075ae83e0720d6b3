import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** A server in a process of its own, as an operator starts it. */
export interface ServerProcess {
  child: ChildProcess
  /** The log. */
  stdout: () => string
  /** What a person reads. */
  stderr: () => string
  /** Where it listens, as soon as it does. */
  listening: () => Promise<string>
  /** The same, once it is ready. */
  ready: () => Promise<string>
  ended: Promise<number | null>
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

const PATIENCE_MS = 60_000

export function startServer(environment: Record<string, string>, cwd: string): ServerProcess {
  const child = spawn(process.execPath, [main], {
    cwd,
    env: { PATH: process.env.PATH, PORT: '0', DEMO: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  let told = ''
  child.stdout.on('data', (chunk) => {
    log += chunk
  })
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)

  const until = async (pattern: RegExp): Promise<string> => {
    for (let waited = 0; waited < PATIENCE_MS; waited += 20) {
      const found = pattern.exec(log)
      if (found) return found[1] ?? ''
      if (child.exitCode !== null) break
      await sleep(20)
    }
    throw new Error(`The server did not come to ${pattern}:\n${log}\n${told}`)
  }
  const listening = () => until(/Server listening at ([^"]+)/)
  return {
    child,
    stdout: () => log,
    stderr: () => told,
    listening,
    ready: async () => {
      await until(/"msg":"(ready)"/)
      return listening()
    },
    ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}
