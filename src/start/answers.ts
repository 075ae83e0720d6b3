import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { Database } from '../db/client.ts'
import { type Following, followPurges } from '../db/follow-purges.ts'
import { onPurge } from '../db/purges.ts'
import { type Answers, keepAnswers } from '../http/answers/keep.ts'

interface Opened {
  answers: Answers
  /** Begins to hear of other instances; until then nothing is kept where there may be any. */
  follow(): void
  stop(): Promise<void>
}

/** Where public answers are kept and those that are being made are shared, and what empties it. */
export function openAnswers(config: Config, db: Database, log: FastifyBaseLogger): Opened {
  const { cacheBytes: bytesMax, directDatabaseUrl: url } = config
  let following: Following | undefined
  // An embedded database has no other instance.
  const isCurrent = () => url === undefined || (following?.isCurrent() ?? false)
  const answers = keepAnswers({ bytesMax, isCurrent })
  onPurge(db, answers.purge)
  return {
    answers,
    follow: () => {
      if (url === undefined) return
      const onLost = (err: Error) =>
        log.warn({ err }, 'changes of other instances are not heard: no answer is kept')
      following = followPurges({ url, onPurge: answers.purge, onGap: answers.clear, onLost })
    },
    stop: async () => following?.stop(),
  }
}
