import type { Client } from 'openapi-fetch'
import { answerOf, ProblemError } from './answer.ts'
import type { components, operations, paths } from './schema.ts'

type ChangePage = components['schemas']['ChangePage']
type Query = NonNullable<operations['listChanges']['parameters']['query']>

export interface Follow {
  /** Where to go on: the `cursor` that came with the last changes you dealt with. */
  cursor?: string
  types?: NonNullable<Query['types']>
  /** How many seconds the server may wait for something to happen, at most 30. */
  wait?: number
  signal?: AbortSignal
}

const PAUSE_MS = 1000
const PAUSE_MAX_MS = 30_000

/**
 * What happens to what the public can read, in its order, for as long as you take it. Keep `cursor` together
 * with what you made of the changes. A lost connection and a busy server are tried again, ever more slowly;
 * a refusal such as `cursor-expired` is thrown. It ends when `signal` is aborted.
 */
export async function* followChanges(
  api: Client<paths>,
  { cursor, types, wait = 15, signal }: Follow = {},
): AsyncGenerator<{ changes: ChangePage['data']; cursor: string }, void, undefined> {
  let at = cursor
  let failures = 0
  while (!signal?.aborted) {
    const query: Query = { wait, ...(at !== undefined && { cursor: at }), ...(types && { types }) }
    // What the caller throws while it deals with changes is not caught here: only what reading throws.
    const answer = await readPage(api, query, signal).catch((error: unknown) =>
      signal?.aborted ? undefined : pause(patienceFor(error, failures++), signal),
    )
    if (!answer) continue
    failures = 0
    at = answer.page.next
    if (answer.data.length > 0) yield { changes: answer.data, cursor: at }
  }
}

/** Without `Accept: text/event-stream` the answer is a page, never a stream. */
const readPage = (api: Client<paths>, query: Query, signal?: AbortSignal) =>
  answerOf(api.GET('/v1/changes', { params: { query }, ...(signal && { signal }) })) as Promise<ChangePage>

/** How long to wait after a failure that passes; any other is thrown on. */
function patienceFor(error: unknown, failures: number): number {
  const isLost = error instanceof TypeError
  const isBusy = error instanceof ProblemError && (error.status === 429 || error.status >= 500)
  if (!isLost && !isBusy) throw error
  const asked = error instanceof ProblemError ? (error.retryAfter ?? 0) * 1000 : 0
  return Math.max(asked, Math.min(PAUSE_MS * 2 ** failures, PAUSE_MAX_MS))
}

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end, { once: true })
  })
