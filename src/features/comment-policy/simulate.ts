import { assess, type Judge } from '../comment-pipeline/assess.ts'
import { CIRCUMSTANCES, type Circumstance, type Reason } from '../comment-pipeline/reasons.ts'
import { excerptOf } from '../moderation-queues/rules.ts'
import type { Simulation } from './schema.ts'
import type { PastComment } from './store.ts'

/** What one request judges anew, so that it is answered within a second or two. */
export const EXAMINED_MAX = 5000

const EXAMPLES_MAX = 10

const isCircumstance = (reason: Reason): reason is Circumstance =>
  (CIRCUMSTANCES as readonly string[]).includes(reason)

/**
 * What a draft would have made of past comments that the policy in force makes something else of. Words, links
 * and shape are looked at anew; what was found beside the words is taken as it was then. Nobody counts as
 * trusted: whether an author is cannot be told of the past.
 */
export function compare(past: readonly PastComment[], current: Judge, draft: Judge): Simulation {
  const examined = past.slice(0, EXAMINED_MAX)
  const changes = new Map<string, Simulation['changes'][number]>()
  for (const comment of examined) {
    const facts = {
      body: comment.body,
      mode: comment.mode,
      circumstances: comment.reasons.filter(isCircumstance),
      isTrusted: false,
    }
    const { status: from } = assess(facts, current)
    const { status: to, score, reasons } = assess(facts, draft)
    if (from === to) continue
    const change = changes.get(`${from} ${to}`) ?? { from, to, count: 0, examples: [] }
    changes.set(`${from} ${to}`, change)
    change.count++
    if (change.examples.length === EXAMPLES_MAX) continue
    const { id: commentId, body, status } = comment
    change.examples.push({ commentId, excerpt: excerptOf(body), score, reasons, status })
  }
  const all = [...changes.values()].sort((a, b) => b.count - a.count)
  const changed = all.reduce((sum, { count }) => sum + count, 0)
  return {
    examined: examined.length,
    isPartial: past.length > EXAMINED_MAX,
    unchanged: examined.length - changed,
    changes: all,
  }
}
