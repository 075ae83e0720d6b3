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
    me: () => ask('GET', '/v1/editorial/me'),
    reasons: async () => (await ask('GET', '/v1/moderation/reasons')).data,
    queues: async () => (await ask('GET', '/v1/moderation/queues')).data,
    list: (query) => ask('GET', `/v1/moderation/comments?${new URLSearchParams(query)}`),
    comment: (id) => ask('GET', `/v1/moderation/comments/${id}`),
    decide: ({ id, version, headRevisionId }, decision) =>
      ask('POST', `/v1/moderation/comments/${id}/decisions`, {
        headers: { 'if-match': `"${version}"` },
        body: { revisionId: headRevisionId, ...decision },
      }),
    decideAll: (comments, decision) =>
      ask('POST', '/v1/moderation/decisions', {
        body: {
          ...decision,
          items: comments.map(({ id, version, headRevisionId }) => ({
            id,
            version,
            revisionId: headRevisionId,
          })),
        },
      }),
    undo: (id) => ask('POST', `/v1/moderation/decisions/${id}/undo`),
    undoAll: (id) => ask('POST', `/v1/moderation/batches/${id}/undo`),
    claim: (wanted) => ask('POST', '/v1/moderation/claims', { body: wanted }),
    release: (id) => ask('DELETE', `/v1/moderation/claims/${id}`),
    thread: (articleId, anchor) =>
      ask(
        'GET',
        `/v1/articles/${articleId}/comments?${new URLSearchParams({ limit: '5', ...(anchor && { anchor }) })}`,
      ),
    messages: (lastId, signal) => messagesOf('/v1/moderation/stream', { authorization, lastId, signal }),
  }
}

/** Server-sent events, read as a stream: the browser's own reader of them can send no key. */
async function* messagesOf(path, { authorization, lastId, signal }) {
  const headers = {
    ...authorization,
    accept: 'text/event-stream',
    ...(lastId && { 'last-event-id': lastId }),
  }
  const response = await fetch(path, { headers, signal })
  if (!response.ok) throw new Problem({ status: response.status })
  let unread = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (unread + chunk).split('\n\n')
    unread = blocks.pop()
    for (const block of blocks) if (block.startsWith('id:')) yield messageIn(block)
  }
}

function messageIn(block) {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  return { id: fields.id, event: fields.event, data: JSON.parse(fields.data) }
}
