interface Kept {
  etag: string
  headers: Headers
  body: ArrayBuffer
}

type Send = (request: Request) => Promise<Response>

/** The body is kept as it reads: neither its encoding on the way nor its length there is true of it. */
const OF_THE_WAY = ['content-encoding', 'content-length', 'transfer-encoding']

/**
 * Asks for what it knows with `If-None-Match`, and answers a 304 with what it kept: as fresh as without, at
 * the price of headers. What came last is kept, up to so many bytes; what the server forbids to store is not.
 */
export function rememberingFetch(send: Send, bytesMax: number): Send {
  const shelf = openShelf(bytesMax)

  return async (request) => {
    if (request.method !== 'GET' || request.headers.has('if-none-match')) return send(request)
    const key = keyOf(request)
    const kept = shelf.take(key)
    const response = await send(kept ? asking(request, kept.etag) : request)
    if (kept && response.status === 304) return again(kept)
    const etag = tagToKeep(response)
    if (etag === undefined) return response
    const fresh = { etag, headers: headersOf(response), body: await response.arrayBuffer() }
    shelf.keep(key, fresh)
    return again(fresh)
  }
}

/** Two callers, or two formats, of one address have two answers. */
const keyOf = ({ url, headers }: Request) =>
  [url, headers.get('accept'), headers.get('authorization')].join('\n')

/** Only what may be stored and can be asked for again. */
function tagToKeep({ status, headers }: Response): string | undefined {
  const mayStore = status === 200 && !headers.get('cache-control')?.includes('no-store')
  return mayStore ? (headers.get('etag') ?? undefined) : undefined
}

function asking(request: Request, etag: string): Request {
  const headers = new Headers(request.headers)
  headers.set('if-none-match', etag)
  return new Request(request, { headers })
}

function headersOf(response: Response): Headers {
  const headers = new Headers(response.headers)
  for (const name of OF_THE_WAY) headers.delete(name)
  return headers
}

const again = ({ headers, body }: Kept) => new Response(body, { status: 200, headers })

/** Keeps what was used last; one that is larger than the whole shelf is not kept at all. */
function openShelf(bytesMax: number) {
  const shelf = new Map<string, Kept>()
  let bytes = 0

  const drop = (key: string) => {
    bytes -= shelf.get(key)?.body.byteLength ?? 0
    shelf.delete(key)
  }

  return {
    take(key: string): Kept | undefined {
      const kept = shelf.get(key)
      if (!kept) return undefined
      // A map remembers the order in which keys came.
      shelf.delete(key)
      shelf.set(key, kept)
      return kept
    },
    keep(key: string, kept: Kept): void {
      drop(key)
      if (kept.body.byteLength > bytesMax) return
      shelf.set(key, kept)
      bytes += kept.body.byteLength
      for (const oldest of shelf.keys()) {
        if (bytes <= bytesMax) return
        drop(oldest)
      }
    },
  }
}
