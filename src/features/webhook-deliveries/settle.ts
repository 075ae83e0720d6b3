import { type Act, instant } from '../../db/act.ts'
import type { WebhookEndpoint } from '../../db/models.ts'
import type { Outcome } from './attempt.ts'
import { isTaken, pauseAfter, reasonToDisable, restAfter } from './rules.ts'
import {
  type Claim,
  type Due,
  firstTriedAt,
  insertAttempt,
  lockClaimed,
  updateDelivery,
  updateEndpoint,
} from './store.ts'

/**
 * Writes down what came of a try, with its consequences for the delivery and its endpoint. True when the
 * queue may go on: the receiver took it, and the claim still holds. What a claim that was lost has sent,
 * whoever has it now sends again.
 */
export async function settle(act: Act, claim: Claim, due: Due, outcome: Outcome): Promise<boolean> {
  const { tx } = act
  const endpoint = await lockClaimed(tx, claim)
  if (!endpoint) return false
  const at = await instant(tx)
  const { milliseconds, status, error, excerpt, retryAfterMs } = outcome
  const number = due.attempts + 1
  const startedAt = new Date(at.getTime() - milliseconds)
  await insertAttempt(tx, { deliveryId: due.id, number, startedAt, milliseconds, status, error, excerpt })

  const isDone = isTaken(status)
  const pause = isDone ? undefined : pauseAfter(number, retryAfterMs)
  await updateDelivery(tx, due.id, {
    status: isDone ? 'delivered' : pause === undefined ? 'failed' : 'pending',
    attempts: number,
    nextAttemptAt: pause === undefined ? null : new Date(at.getTime() + pause),
    finishedAt: pause === undefined ? at : null,
  })
  if (isDone) {
    if (endpoint.failingSince) await updateEndpoint(tx, claim.endpointId, { failingSince: null })
    return true
  }
  const failure = { at, status, retryAfterMs, wasLastTry: pause === undefined }
  await noteFailure(act, { claim, endpoint, due, failure })
  return false
}

interface Failed {
  claim: Claim
  endpoint: Pick<WebhookEndpoint, 'version' | 'failingSince' | 'disabledAt'>
  due: Due
  failure: { at: Date; status: number | null; retryAfterMs: number; wasLastTry: boolean }
}

/** The endpoint rests for a while, or for good. */
async function noteFailure(act: Act, { claim, endpoint, due, failure }: Failed): Promise<void> {
  const { tx, record, actor } = act
  const { at, status, retryAfterMs, wasLastTry } = failure
  const failingSince = endpoint.failingSince ?? at
  const firstTried = (await firstTriedAt(tx, due.id)) ?? at
  const reason = reasonToDisable({ status, failingSince, firstTriedAt: firstTried, wasLastTry }, at)
  if (!reason || endpoint.disabledAt) {
    const rest = restAfter({ failingSince, retryAfterMs }, at)
    const claimedUntil = new Date(at.getTime() + rest)
    await updateEndpoint(tx, claim.endpointId, { failingSince, claimedUntil })
    return
  }
  const version = endpoint.version + 1
  await updateEndpoint(tx, claim.endpointId, {
    ...{ failingSince, claimedUntil: null, disabledAt: at, disabledReason: reason },
    ...{ version, updatedAt: at, updatedBy: actor.label },
  })
  record({
    type: 'webhook-endpoint.disabled',
    subject: { type: 'webhook-endpoint', id: claim.endpointId },
    version,
    data: { reason },
    changes: { enabled: { before: true, after: false } },
  })
}
