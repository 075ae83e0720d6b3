import { API } from '/config.js'

/** What the API answered instead of what was asked for (RFC 9457): `code` says which refusal it is. */
export class Problem extends Error {
  constructor(body, status = 0) {
    super(body?.detail ?? 'The newspaper cannot be reached. Please try again.')
    this.status = status
    this.code = body?.code ?? 'unavailable'
  }
}

/** Reads; the browser keeps what it may, and asks again by `ETag` by itself. */
export const read = (path, query) => ask('GET', query ? `${path}?${new URLSearchParams(query)}` : path)

export const send = (method, path, body, headers = {}) =>
  ask(method, path, {
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })

async function ask(method, path, rest = {}) {
  const response = await fetch(new URL(path, API), { method, ...rest }).catch(() => {
    throw new Problem()
  })
  const text = await response.text()
  const answer = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null
  if (!response.ok) throw new Problem(answer, response.status)
  return answer
}
