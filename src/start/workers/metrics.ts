import cluster from 'node:cluster'
import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client'
import type { FromWorker, ToWorker } from './messages.ts'

interface Gathered {
  /** A process ended and another one took its place. */
  onRestart(): void
}

/** Whichever process is asked for its measurements, it shows those of the whole instance, added up here. */
export function gatherMetrics(): Gathered {
  const all = new AggregatorRegistry()
  const own = new Registry()
  const registers = [own]
  new Gauge({
    ...{ name: 'verbatim_workers', help: 'Processes that serve on the port of this instance.', registers },
    collect() {
      this.set(Object.keys(cluster.workers ?? {}).length)
    },
  })
  const restarts = new Counter({
    ...{ name: 'verbatim_worker_restarts_total', help: 'Processes that ended by themselves.', registers },
  })
  const tell = async () => `${await own.metrics()}\n${await all.clusterMetrics()}`
  cluster.on('message', async (worker, { type, asked }: FromWorker) => {
    if (type !== 'metrics') return
    const text = await tell().catch(() => undefined)
    if (worker.isConnected()) worker.send({ type, asked, text } satisfies ToWorker)
  })
  return { onRestart: () => restarts.inc() }
}
