/** What the API answered instead of what was asked for: a problem (RFC 9457), or nothing at all. */
export class Problem extends Error {
  /** @param {{ status?: number, code?: string, title?: string, detail?: string, current?: object }} body */
  constructor(body) {
    super(body.detail ?? body.title ?? 'The server does not answer.')
    this.status = body.status ?? 0
    this.code = body.code ?? 'unavailable'
    this.current = body.current
  }
}

/**
 * The moderation API for the holder of a key. The desk has no other way to the server: what it can do, every
 * client can.
 */
export function connect(key) {
  const authorization = { authorization: `Bearer ${key}` }

  async function ask(method, path, { body, headers = {} } = {}) {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(path, {
      method,
      headers: { ...authorization, ...json, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Problem({})
    })
    const text = await response.text()
    const answer = text === '' ? null : JSON.parse(text)
    if (!response.ok) throw new Problem(answer ?? { status: response.status })
    return answer
  }

  return {
    reasons: async () => (await ask('GET', '/v1/moderation/reasons')).data,
    list: (query) => ask('GET', `/v1/moderation/comments?${new URLSearchParams(query)}`),
    comment: (id) => ask('GET', `/v1/moderation/comments/${id}`),
    decide: ({ id, version, headRevisionId }, decision) =>
      ask('POST', `/v1/moderation/comments/${id}/decisions`, {
        headers: { 'if-match': `"${version}"` },
        body: { revisionId: headRevisionId, ...decision },
      }),
    thread: (articleId) =>
      ask(
        'GET',
        `/v1/articles/${articleId}/comments?${new URLSearchParams({ order: 'newest', limit: '5' })}`,
      ),
  }
}
