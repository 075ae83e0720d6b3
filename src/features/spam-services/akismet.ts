import type { Lesson, WaitingComment } from '../../lib/comment-checks.ts'
import { send } from '../../lib/outgoing.ts'
import type { SpamService } from './service.ts'

interface Means {
  key: string
  /** Where the methods are, such as `https://rest.akismet.com/1.1`. */
  url: string
  siteUrl: string
  allow: readonly string[]
}

const TIMEOUT_MS = 5000
/** Nothing is kept of the address that a comment came from, and the protocol wants one. */
const NO_ADDRESS = '0.0.0.0'

/** Akismet, or whoever speaks its protocol. Readers' e-mail addresses are not sent. */
export function akismet({ key, url, siteUrl, allow }: Means): SpamService {
  const ask = async (method: string, members: Record<string, string>, signal?: AbortSignal) => {
    const body = new URLSearchParams({ api_key: key, blog: siteUrl, ...members }).toString()
    const request = { url: `${url}/${method}`, method: 'POST' as const, headers: HEADERS, body, allow }
    const answer = await send({ ...request, timeoutMs: TIMEOUT_MS, ...(signal && { signal }) })
    if (answer.status !== 200) throw new Error(`Akismet answered ${answer.status}.`)
    return answer.body.toString().trim()
  }
  return {
    name: 'akismet',
    check: async (comment, signal) => {
      const { address: user_ip, userAgent: user_agent = '' } = comment
      const text = await ask('comment-check', { ...wordsOf(comment), user_ip, user_agent }, signal)
      if (text === 'true') return 'spam'
      if (text === 'false') return 'ok'
      throw new Error('Akismet gave no verdict.')
    },
    teach: async (lesson) => {
      await ask(`submit-${lesson.kind}`, { ...wordsOf(lesson), user_ip: NO_ADDRESS })
    },
    verify: async () => (await ask('verify-key', {})) === 'valid',
  }
}

const HEADERS = {
  'content-type': 'application/x-www-form-urlencoded',
  'user-agent': 'Verbatim/1.0 | Verbatim/1.0',
}

const wordsOf = ({ parentId, authorName, body }: WaitingComment | Lesson) => ({
  comment_type: parentId === null ? 'comment' : 'reply',
  comment_author: authorName,
  comment_content: body,
})
