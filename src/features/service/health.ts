import { Type } from 'typebox'
import { unavailable } from '../../db/errors.ts'
import type { Reads } from '../../db/statement.ts'
import type { Feature } from '../../http/feature.ts'
import { named, ref } from '../../http/schemas.ts'

const Service = Type.Enum(['unknown', 'ok', 'refused', 'unreachable'])

const Health = named(
  'Health',
  Type.Object(
    {
      status: Type.Enum(['ok']),
      services: Type.Optional(
        Type.Record(Type.String(), Service, {
          description:
            'Services outside that check comments, as they were found within the last hour; without them comments wait for moderators.',
        }),
      ),
    },
    { examples: [{ status: 'ok' }] },
  ),
)

/** How long one look at the database answers for all probes. */
const CACHED_MS = 1000
const PING = { name: 'ping', text: 'select 1', values: [] }

const tags = ['service']

const routes: Feature['routes'] = async (app, { freshReads: reads, settings, checks }) => {
  const look = cachedLook(reads)

  app.get(
    '/healthz',
    {
      config: { access: 'public', unlimited: true },
      schema: {
        tags,
        operationId: 'getLiveness',
        summary: 'Is the process alive?',
        description: 'Asks nothing of the database.',
        response: { 200: ref(Health, 'It is') },
      },
    },
    async () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      config: { access: 'public', unlimited: true },
      schema: {
        tags,
        operationId: 'getReadiness',
        summary: 'Can it serve?',
        description:
          'The database is migrated and answers, and the process is not shutting down. Looks at most once a second.',
        response: { 200: ref(Health, 'It can') },
      },
    },
    async () => {
      if (!settings.isReady()) throw unavailable('The server is starting or shutting down.')
      await look()
      return { status: 'ok' as const, ...(checks && { services: checks.states() }) }
    },
  )
}

function cachedLook(reads: Reads): () => Promise<unknown> {
  let looked = 0
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const now = performance.now()
    if (now - looked > CACHED_MS || looked === 0) {
      looked = now
      last = reads.query(PING)
      // Whoever asks gets the rejection; nobody asking must not end the process.
      last.catch(() => undefined)
    }
    return last
  }
}

export const health: Feature = { prefix: '', schemas: [Health], routes }
