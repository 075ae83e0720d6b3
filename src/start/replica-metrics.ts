import { Counter, Gauge } from 'prom-client'
import type { Metrics } from '../http/metrics.ts'
import type { Replicas } from './replicas.ts'

export function tellReplicas(metrics: Metrics, replicas: Replicas): void {
  const labelled = { labelNames: ['replica'], registers: [metrics] }
  new Gauge({
    ...{ name: 'verbatim_replica_asked', help: '1 while delivery may read from it.' },
    ...{ ...labelled, aggregator: 'min' },
    collect() {
      for (const { name, isAsked } of replicas.states()) this.set({ replica: name }, isAsked ? 1 : 0)
    },
  })
  new Gauge({
    ...{ name: 'verbatim_replica_lag_bytes', help: 'What was written and it has not replayed.' },
    ...{ ...labelled, aggregator: 'max' },
    collect() {
      this.reset()
      for (const { name, lagBytes } of replicas.states())
        if (lagBytes !== undefined) this.set({ replica: name }, lagBytes)
    },
  })
  new Counter({
    ...{ name: 'verbatim_replica_failures_total', help: 'Statements that failed there.' },
    ...labelled,
    collect() {
      this.reset()
      for (const { name, failed } of replicas.states()) this.inc({ replica: name }, failed)
    },
  })
  new Counter({
    ...{ name: 'verbatim_delivery_statements_total', help: 'Statements of delivery by who answered them.' },
    ...{ labelNames: ['server'], registers: [metrics] },
    collect() {
      this.reset()
      this.inc({ server: 'primary' }, replicas.answeredByPrimary())
      for (const { name, answered } of replicas.states()) this.inc({ server: name }, answered)
    },
  })
}
