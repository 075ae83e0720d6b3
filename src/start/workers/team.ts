import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import type { FastifyBaseLogger } from 'fastify'
import type { ToWorker } from './messages.ts'
import { pauseBefore } from './pause.ts'

/** The processes of an instance that serve. Whoever ends by itself is replaced, until all are stopped. */
export interface Team {
  /** Where they listen, once the first of them does; fails when one ends before, for others would fare no better. */
  listening: Promise<string>
  /** The database is ready, for those who wait for it and those to come. */
  tellPrepared(): void
  /** Passes a signal on, and waits until all have ended. */
  stop(signal: NodeJS.Signals): Promise<void>
}

export function openTeam(size: number, log: FastifyBaseLogger, onRestart: () => void): Team {
  let isPrepared = false
  let isStopping = false
  let hasListened = false
  let shortLives = 0
  /** Those that listen, to us as well: what is told before is lost. */
  const serving = new Set<Worker>()
  let found: (address: string) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const listening = new Promise<string>((resolve, reject) => {
    found = resolve
    fail = reject
  })

  const begin = () => {
    if (isStopping) return
    const began = performance.now()
    const worker = cluster.fork()
    worker.once('listening', ({ address, port }) => {
      hasListened = true
      serving.add(worker)
      if (isPrepared) tell(worker, { type: 'prepared' })
      found(`http://${address.includes(':') ? `[${address}]` : address}:${port}`)
    })
    worker.once('exit', (code, signal) => {
      serving.delete(worker)
      if (isStopping) return
      if (!hasListened) return fail(new Error('No process can serve; the log says why.'))
      const pause = pauseBefore(performance.now() - began, shortLives)
      shortLives = pause === 0 ? 0 : shortLives + 1
      log.warn({ pid: worker.process.pid, code, signal }, 'a worker ended, and another one takes its place')
      onRestart()
      setTimeout(begin, pause)
    })
  }
  for (let i = 0; i < size; i++) begin()

  return {
    listening,
    tellPrepared: () => {
      isPrepared = true
      for (const worker of serving) tell(worker, { type: 'prepared' })
    },
    stop: async (signal) => {
      isStopping = true
      const ends = everybody().map((worker) => once(worker, 'exit'))
      for (const worker of everybody()) {
        if (serving.has(worker)) tell(worker, { type: 'stop', signal })
        else worker.process.kill('SIGTERM')
      }
      await Promise.all(ends)
    },
  }
}

const everybody = (): Worker[] =>
  Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)

/** Who has just ended hears nothing, and that is no fault. */
const tell = (worker: Worker, message: ToWorker) => worker.send(message, () => undefined)
