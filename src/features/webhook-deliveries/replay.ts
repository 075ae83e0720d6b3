import type { Act } from '../../db/act.ts'
import type { Transaction } from '../../db/client.ts'
import type { WebhookEndpoint } from '../../db/models.ts'
import { conflict, unknownReference } from '../../lib/errors.ts'
import { lockEndpoint } from '../webhooks/store.ts'
import type { NewReplay, Replay, WebhookDelivery } from './schema.ts'
import {
  enqueueReplay,
  enqueueTest,
  eventsSince,
  failedEvents,
  findDelivered,
  findTold,
  theseEvents,
} from './store.ts'

/** Sends again what the endpoint was told of, or was not. Replays of one endpoint queue: none puts in twice. */
export async function replay({ tx }: Act, endpointId: string, wanted: NewReplay): Promise<Replay> {
  const endpoint = await lockEnabled(tx, endpointId)
  return enqueueReplay(tx, endpointId, await chosenBy(tx, endpoint, wanted))
}

export async function sendTest(act: Act, endpointId: string): Promise<WebhookDelivery> {
  return enqueueTest(act, await lockEnabled(act.tx, endpointId))
}

/** A disabled endpoint takes nothing into its queue, from whomever it comes. */
async function lockEnabled(tx: Transaction, id: string): Promise<WebhookEndpoint> {
  const endpoint = await lockEndpoint(tx, id)
  if (endpoint.disabledAt) throw conflict('The endpoint is disabled: enable it first.')
  return endpoint
}

async function chosenBy(tx: Transaction, { id, types }: WebhookEndpoint, wanted: NewReplay) {
  if (wanted.since !== undefined) return eventsSince(new Date(wanted.since), types)
  if (wanted.eventIds) return theseEvents(await requireTold(tx, wanted.eventIds, types))
  if (wanted.deliveryIds) return theseEvents(await eventsOf(tx, id, wanted.deliveryIds))
  return failedEvents(id)
}

async function requireTold(tx: Transaction, ids: readonly string[], types: readonly string[]) {
  refuseUnknown('/eventIds', 'event of the endpoint’s types', ids, await findTold(tx, ids, types))
  return ids
}

async function eventsOf(tx: Transaction, endpointId: string, ids: readonly string[]): Promise<string[]> {
  const found = await findDelivered(tx, endpointId, ids)
  const known = found.map(({ id }) => id)
  refuseUnknown('/deliveryIds', 'delivery of the endpoint', ids, known)
  return found.map(({ eventId }) => eventId)
}

function refuseUnknown(pointer: string, what: string, ids: readonly string[], known: readonly string[]) {
  const place = ids.findIndex((id) => !known.includes(id.toLowerCase()))
  const unknown = ids[place]
  if (unknown !== undefined) throw unknownReference(`${pointer}/${place}`, what, unknown)
}
