import type { FastifyRequest } from 'fastify'
import { listFingerprint, openCursor, type Place, sealCursor } from '../../http/cursor.ts'
import {
  EVENT_STREAM,
  lastEventId,
  type Message,
  STREAM_TIMEOUT_MS,
  sendEvents,
  wantsEvents,
} from '../../http/event-stream.ts'
import type { Feature } from '../../http/feature.ts'
import { holdRequests, type Patience, whileHeld } from '../../http/held-requests.ts'
import { LIMIT_DEFAULT, nextUrl } from '../../http/paging.ts'
import { ref } from '../../http/schemas.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { type Feed, openFeed } from './feed.ts'
import { toChange } from './present.ts'
import { ChangePage, ChangeQuery, ResumeHeaders, schemas } from './schema.ts'
import type { ChangeRow, LogPage, LogWindow } from './store.ts'

const PATH = '/v1/changes'

const routes: Feature['routes'] = async (app, { freshReads: reads, secrets }) => {
  const hold = holdRequests(app)
  const feed = openFeed(reads)

  app.get(
    '',
    {
      config: { access: 'public', problems: [410] },
      handlerTimeout: STREAM_TIMEOUT_MS,
      schema: {
        tags: ['changes'],
        operationId: 'listChanges',
        summary: 'Follow what changes for the public',
        description:
          'Every event about what the public can read, in the order in which it happened, none missing and none twice; without a cursor from the oldest one. `page.next` is always there: keep it and come back with it, or let the request `wait`. With `Accept: text/event-stream` the same events come as a stream, each with the cursor behind it as its `id`. A cursor whose event the log no longer holds is 410 `cursor-expired`: read everything anew.',
        headers: ResumeHeaders,
        querystring: ChangeQuery,
        response: {
          200: {
            description: 'One page of changes, or a stream of them',
            content: {
              'application/json': { schema: ref(ChangePage) },
              [EVENT_STREAM]: { schema: { type: 'string', description: 'Each `data` is a `Change`.' } },
            },
          },
        },
      },
    },
    async (request, reply) => {
      reply.header('vary', 'Accept')
      const { window, cursorAt } = readRequest(secrets, request)
      // A cursor that leads nowhere is told before a stream begins.
      const first = await feed.read(window)

      if (wantsEvents(request)) {
        const next = pagesFrom(feed, first, window, (row) => toMessage(row, cursorAt))
        // The stream is the reply's; nothing of it goes through the schema.
        return sendEvents(request, reply, { held: hold(reply), next }) as never
      }
      const ms = request.method === 'HEAD' ? 0 : (request.query.wait ?? 0) * 1000
      const isAnswer = first.rows.length > 0 || ms === 0
      const { rows, end } = isAnswer
        ? first
        : await whileHeld(hold, reply, (signal) => feed.waitBehind(first, window, { signal, ms }))
      const next = cursorAt(end)
      reply.header('link', `<${nextUrl(request.url, next)}>; rel="next"`)
      return { data: rows.map(toChange), page: { next } }
    },
  )
}

/** The part of the log that is asked for, and how its places are told: bound to this list and its types. */
function readRequest(secrets: Secrets, request: FastifyRequest) {
  const { cursor, types, limit = LIMIT_DEFAULT } = request.query as ChangeQuery
  const wanted = types && [...new Set(types)].sort()
  const list = listFingerprint(PATH, { types: wanted })
  const sent = (wantsEvents(request) ? lastEventId(request) : undefined) ?? cursor
  const after = sent === undefined ? undefined : openCursor(secrets, list, sent)
  const window: LogWindow = { after, types: wanted, limit }
  return { window, cursorAt: (place: Place) => sealCursor(secrets, list, place) }
}

/** Page after page: what is there already at once, what comes later when it comes. */
function pagesFrom<T>(feed: Feed, first: LogPage, window: LogWindow, toItem: (row: ChangeRow) => T) {
  let page: LogPage | undefined
  return async (patience: Patience): Promise<T[]> => {
    if (!page) page = first
    else if (page.hasMore) page = await feed.read({ ...window, after: page.end })
    else page = await feed.waitBehind(page, window, patience)
    return page.rows.map(toItem)
  }
}

function toMessage(row: ChangeRow, cursorAt: (place: Place) => string): Message {
  const data = toChange(row)
  return { id: cursorAt([row.position, row.id]), event: data.type, data }
}

export const changes: Feature = { prefix: PATH, schemas, routes }
