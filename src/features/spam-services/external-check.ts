import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { send } from '../../lib/outgoing.ts'
import { signedHeaders } from '../webhook-deliveries/signature.ts'
import type { SpamService } from './service.ts'

interface Means {
  url: string
  secret: Buffer
  allow: readonly string[]
}

const TIMEOUT_MS = 5000

const Answer = Type.Object({ verdict: Type.Enum(['ok', 'hold', 'spam']) })

/** A check of the newsroom's own: asked with a signature after Standard Webhooks. No address is sent. */
export const externalCheck = ({ url, secret, allow }: Means): SpamService => ({
  name: 'external-check',
  check: async ({ id, articleId, parentId, authorName, body: words }, signal) => {
    const now = new Date()
    const data = { commentId: id, articleId, parentId, author: { name: authorName }, body: words }
    const body = JSON.stringify({ type: 'comment.check', timestamp: now.toISOString(), data })
    const message = { id, timestamp: Math.floor(now.getTime() / 1000), body }
    const headers = { 'content-type': 'application/json', ...signedHeaders(message, [secret]) }
    const answer = await send({ url, method: 'POST', headers, body, allow, signal, timeoutMs: TIMEOUT_MS })
    if (answer.status !== 200) throw new Error(`The external check answered ${answer.status}.`)
    return read(answer.body.toString()).verdict
  },
})

function read(text: string): Static<typeof Answer> {
  const answer: unknown = JSON.parse(text)
  if (!Value.Check(Answer, answer)) throw new Error('The external check gave no verdict.')
  return answer
}
