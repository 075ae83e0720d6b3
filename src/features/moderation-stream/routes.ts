import type { FastifyRequest } from 'fastify'
import { listFingerprint, openCursor, sealCursor } from '../../http/cursor.ts'
import {
  EVENT_STREAM,
  lastEventId,
  type Message,
  STREAM_TIMEOUT_MS,
  sendEvents,
} from '../../http/event-stream.ts'
import type { Feature } from '../../http/feature.ts'
import { holdRequests, type Patience } from '../../http/held-requests.ts'
import { forbidden } from '../../lib/errors.ts'
import { follow, type Told } from './follow.ts'
import { ResumeHeaders, schemas } from './schema.ts'
import { type EventRow, readEnd, readEvents } from './store.ts'

const PATH = '/v1/moderation/stream'
/** Each asks the log twice a second. */
const STREAMS_MAX = 100

const routes: Feature['routes'] = async (app, { freshReads: reads, secrets }) => {
  const hold = holdRequests(app, STREAMS_MAX)
  const list = listFingerprint(PATH, {})
  const placeOf = (settled: string, id: string) => sealCursor(secrets, list, [settled, id])
  const read = (behind: string) => readEvents(reads, behind)

  /** What happens from now on, or since the message that was the last to come. */
  async function begin(sent: string | undefined) {
    const end = await readEnd(reads)
    const [behind] = sent === undefined ? [undefined] : openCursor(secrets, list, sent)
    if (behind !== undefined && BigInt(behind) <= BigInt(end.last)) {
      return { next: follow({ read }, behind), first: [] }
    }
    const known = (await read(end.settled)).map(({ id }) => id)
    // The log is shorter than it was: it was restored, and nobody knows what the client has missed.
    const first = behind === undefined ? [] : [resync(placeOf(end.settled, ''))]
    return { next: follow({ read }, end.settled, known), first }
  }

  app.get(
    '',
    {
      config: { access: 'comments:moderate' },
      handlerTimeout: STREAM_TIMEOUT_MS,
      schema: {
        tags: ['moderation'],
        operationId: 'streamModeration',
        summary: 'Follow the queues as they change',
        description:
          'A stream of server-sent events: whatever happens to a comment, on any instance, a `ModerationEvent` each, named by its `type`. It tells which comment; read it anew to see what it is now. With `Last-Event-ID` it goes on behind that message: none is missed, and those of the last seconds before may come again. `resync` says that this cannot be told: read the queues anew. A key that is revoked hears nothing more.',
        headers: ResumeHeaders,
        response: {
          200: {
            description: 'The stream',
            content: {
              [EVENT_STREAM]: {
                schema: { type: 'string', description: 'Each `data` is a `ModerationEvent`.' },
              },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { next, first } = await begin(lastEventId(request))
      let opening: Message[] | undefined = first
      const messages = async (patience: Patience): Promise<Message[]> => {
        const told = opening?.length ? [] : await next(patience)
        await refuseRevoked(request)
        const now = [...(opening ?? []), ...told.map((each) => toMessage(each, placeOf))]
        opening = undefined
        return now
      }
      // The stream is the reply's; nothing of it goes through the schema.
      return sendEvents(request, reply, { held: hold(reply), next: messages }) as never
    },
  )
}

async function refuseRevoked(request: FastifyRequest): Promise<void> {
  if (!(await request.isStillAllowed())) throw forbidden('The key does not count any more.')
}

const resync = (id: string): Message => ({ id, event: 'resync', data: {} })

const toMessage = ({ row, settled }: Told, placeOf: (settled: string, id: string) => string): Message => ({
  id: placeOf(settled, row.id),
  event: row.type,
  data: toQueueEvent(row),
})

const toQueueEvent = ({ sequence: _, isSettled: __, occurredAt, ...event }: EventRow) => ({
  ...event,
  occurredAt: occurredAt.toISOString(),
})

export const moderationStream: Feature = { prefix: PATH, schemas, routes }
