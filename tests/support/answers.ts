import { beforeEach } from '@jest/globals'
import type { Database } from '../../src/db/client.ts'
import { onPurge } from '../../src/db/purges.ts'
import { type Answers, keepAnswers } from '../../src/http/answers/keep.ts'
import type { Metrics } from '../../src/http/metrics.ts'
import { newsroom } from './newsroom.ts'

/** A newsroom that keeps its public answers; what is kept is forgotten before every test. */
export async function keepingNewsroom({ bytesMax = 10_000_000, metrics, ...settings }: Settings = {}) {
  let answers: Answers | undefined
  let isCurrent = true
  const room = await newsroom(settings, undefined, (db: Database) => {
    answers = keepAnswers({ bytesMax, isCurrent: () => isCurrent })
    onPurge(db, answers.purge)
    return { answers, metrics }
  })
  beforeEach(() => {
    isCurrent = true
    answers?.clear()
  })
  return {
    ...room,
    answers: answers as unknown as Answers,
    /** As if the other instances could not be heard. */
    deafen: (isDeaf: boolean) => {
      isCurrent = !isDeaf
    },
  }
}

type Settings = NonNullable<Parameters<typeof newsroom>[0]> & {
  bytesMax?: number
  metrics?: Metrics | undefined
}
