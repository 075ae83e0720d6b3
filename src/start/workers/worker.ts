import type { FastifyBaseLogger } from 'fastify'
import { AggregatorRegistry, Registry } from 'prom-client'
import type { Config } from '../../config.ts'
import { unavailable } from '../../db/errors.ts'
import { start } from '../start.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** One of the processes of an instance that serve. The first process prepares the database for all of them. */
export async function startWorker(config: Config, log: FastifyBaseLogger): Promise<void> {
  const prepared = new Promise<void>((resolve) => {
    process.on('message', (told: ToWorker) => {
      if (told.type === 'prepared') resolve()
    })
  })
  const metrics = new InstanceMetrics()
  // Answers the first process, which adds up what all of them measure.
  AggregatorRegistry.setRegistries([metrics])
  new AggregatorRegistry()
  await start(config, log, { prepare: () => prepared, metrics })
}

/** Measures this process, and shows what the whole instance measured. */
class InstanceMetrics extends Registry {
  readonly #waiting = new Map<number, (text: string | undefined) => void>()
  #asked = 0

  constructor() {
    super()
    process.on('message', (told: ToWorker) => {
      if (told.type !== 'metrics') return
      this.#waiting.get(told.asked)?.(told.text)
      this.#waiting.delete(told.asked)
    })
  }

  override async metrics(): Promise<string> {
    const asked = ++this.#asked
    const text = await new Promise<string | undefined>((resolve) => {
      this.#waiting.set(asked, resolve)
      process.send?.({ type: 'metrics', asked } satisfies FromWorker)
    })
    if (text === undefined) throw unavailable('A process of this instance does not tell what it measured.')
    return text
  }
}
