import type { FastifyBaseLogger } from 'fastify'
import { act } from '../../db/act.ts'
import type { Database } from '../../db/client.ts'
import { SYSTEM } from '../../lib/actor.ts'
import type { CommentChecks, ServiceState, SpamSettings, WaitingComment } from '../../lib/comment-checks.ts'
import { akismet } from './akismet.ts'
import { externalCheck } from './external-check.ts'
import { type SpamService, worstOf } from './service.ts'
import { settle } from './settle.ts'

/** So many are asked about at a time, and so many wait for that; the rest is for moderators. */
const ASKED_AT_ONCE = 8
const WAITING_MAX = 1000

interface Means {
  db: Database
  settings: SpamSettings
  outgoingAllow: readonly string[]
  log: Pick<FastifyBaseLogger, 'warn'>
}

/** The services that are configured; undefined where none is. What waits for them is in memory alone. */
export function openCommentChecks({ settings, outgoingAllow: allow, ...means }: Means) {
  const { siteUrl } = settings
  const services = [
    ...(settings.akismet ? [akismet({ ...settings.akismet, siteUrl, allow })] : []),
    ...(settings.check ? [externalCheck({ ...settings.check, allow })] : []),
  ]
  return services.length === 0 ? undefined : checksBy(services, means)
}

function checksBy(services: readonly SpamService[], { db, log }: Pick<Means, 'db' | 'log'>): CommentChecks {
  const waiting: WaitingComment[] = []
  const asked = new Set<Promise<void>>()
  const stopping = new AbortController()
  const states = new Map<string, ServiceState>(services.map(({ name }) => [name, 'unknown']))

  async function ask(comment: WaitingComment): Promise<void> {
    const answers = await Promise.allSettled(services.map((each) => each.check(comment, stopping.signal)))
    for (const answer of answers) {
      if (answer.status === 'rejected') log.warn({ err: answer.reason }, 'a comment was not checked')
    }
    const outcomes = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))
    const doer = { actor: SYSTEM, requestId: null }
    if (!stopping.signal.aborted) await act(db, doer, (unit) => settle(unit, comment, worstOf(outcomes)))
  }

  function goOn(): void {
    while (asked.size < ASKED_AT_ONCE) {
      const comment = waiting.shift()
      if (!comment) return
      const asking: Promise<void> = ask(comment)
        .catch((err) => log.warn({ err }, 'a comment that was checked was not settled'))
        .finally(() => {
          asked.delete(asking)
          goOn()
        })
      asked.add(asking)
    }
  }

  async function verify({ name, verify: isLetIn }: SpamService): Promise<void> {
    if (!isLetIn) return
    const state = await isLetIn().then(
      (isValid) => (isValid ? 'ok' : 'refused') as ServiceState,
      () => 'unreachable' as const,
    )
    states.set(name, state)
    if (state !== 'ok')
      log.warn({ service: name, state }, 'a service that checks comments does not let us in')
  }

  return {
    take: (comment) => {
      if (stopping.signal.aborted || waiting.length >= WAITING_MAX) return
      waiting.push(comment)
      goOn()
    },
    teach: async (lesson) => {
      for (const service of services) await service.teach?.(lesson)
    },
    verify: async () => {
      await Promise.all(services.map(verify))
    },
    states: () => Object.fromEntries(states),
    waiting: () => waiting.length + asked.size,
    stop: async () => {
      stopping.abort()
      waiting.length = 0
      await Promise.all(asked)
    },
  }
}
