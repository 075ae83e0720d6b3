import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { Connection } from '../db/client.ts'
import { followPurges } from '../db/follow-purges.ts'
import { onPurge } from '../db/purges.ts'
import type { Watching } from '../db/watch.ts'
import { type Answers, keepAnswers } from '../http/answers/keep.ts'
import { openReplicas, type Replicas } from './replicas.ts'

interface Opened {
  /** Where public answers are kept, and those that are being made are shared. */
  answers: Answers
  /** Where delivery reads; nothing where it reads from the primary. */
  replicas: Replicas | undefined
  /** Begins to hear of other instances; until then nothing is kept, and no replica asked, where there may be any. */
  follow(): void
  stop(): Promise<void>
}

/** Where public answers come from, and what keeps them true. */
export function openDelivery(
  config: Config,
  { db, reads }: Pick<Connection, 'db' | 'reads'>,
  log: FastifyBaseLogger,
): Opened {
  const { cacheBytes: bytesMax, directDatabaseUrl: url } = config
  let following: Watching | undefined
  // An embedded database has no other instance.
  const isCurrent = () => url === undefined || (following?.isCurrent() ?? false)
  const answers = keepAnswers({ bytesMax, isCurrent })
  const replicas = openReplicas(config, reads, isCurrent, log)
  const barrier = replicas?.barrier
  const hear = (tags: readonly string[]) => {
    answers.purge(tags)
    barrier?.raise()
    if (barrier) following?.hurry()
  }
  onPurge(db, hear)
  const onGap = () => {
    answers.clear()
    barrier?.raise()
  }
  const onLost = (err: Error) =>
    log.warn({ err }, 'changes of other instances are not heard: no answer is kept, no replica asked')
  return {
    answers,
    replicas,
    follow: () => {
      if (url === undefined) return
      following = followPurges({ ...{ url, onGap, onLost, barrier }, onPurge: hear })
    },
    stop: async () => {
      await Promise.all([following?.stop(), replicas?.close()])
    },
  }
}
