import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import { type Barrier, newBarrier } from '../db/barrier.ts'
import { openReplica, type Replica } from '../db/replica.ts'
import { isFarEnough, readsOver } from '../db/replicated-reads.ts'
import type { Reads } from '../db/statement.ts'

/** How a replica stands, for those who watch over it. */
interface State {
  name: string
  isAsked: boolean
  /** What the primary had written and this one has not replayed; nothing while it does not answer. */
  lagBytes: number | undefined
  /** Statements that it answered, and that failed there. */
  answered: number
  failed: number
}

/** Where delivery reads, if there are replicas. */
export interface Replicas {
  reads: Reads
  barrier: Barrier
  states(): State[]
  /** Statements of delivery that the primary answered. */
  answeredByPrimary(): number
  close(): Promise<void>
}

type Wanted = Pick<Config, 'replicaUrls' | 'databasePoolMax' | 'preparesStatements'>

/** The replicas of the configuration, each watched on a connection of its own; nothing where there are none. */
export function openReplicas(
  { replicaUrls, databasePoolMax: poolMax, preparesStatements: namesStatements }: Wanted,
  primary: Reads,
  isCurrent: () => boolean,
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>,
): Replicas | undefined {
  if (replicaUrls.length === 0) return undefined
  const answered = new Map<Replica, number>()
  const failed = new Map<Replica, number>()
  let answeredByPrimary = 0
  const barrier: Barrier = newBarrier(() => {
    for (const replica of replicas) if (!isFarEnough(replica, barrier)) replica.hurry()
  })
  const replicas: Replica[] = replicaUrls.map((url) => {
    const replica: Replica = openReplica({
      ...{ url, poolMax, namesStatements },
      isAwaited: () => replica.seen() !== undefined && !isFarEnough(replica, barrier),
      onChange: (isThere, err) => {
        if (isThere) log.info({ replica: replica.name }, 'a replica follows')
        else log.warn({ err, replica: replica.name }, 'a replica is lost, or follows nobody')
      },
    })
    return replica
  })
  return {
    reads: readsOver({
      ...{ primary, replicas, barrier, isCurrent },
      onAnswer: (replica) => {
        if (replica) count(answered, replica)
        else answeredByPrimary += 1
      },
      onFailure: (replica) => count(failed, replica),
    }),
    barrier,
    states: () =>
      replicas.map((replica) => {
        const seen = replica.seen()
        return {
          name: replica.name,
          isAsked: isCurrent() && isFarEnough(replica, barrier),
          lagBytes: seen && Math.max(0, barrier.written() - seen.position),
          answered: answered.get(replica) ?? 0,
          failed: failed.get(replica) ?? 0,
        }
      }),
    answeredByPrimary: () => answeredByPrimary,
    close: async () => {
      await Promise.all(replicas.map((replica) => replica.close()))
    },
  }
}

function count(counts: Map<Replica, number>, replica: Replica): void {
  counts.set(replica, (counts.get(replica) ?? 0) + 1)
}
