import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../src/db/client.ts'
import type { Answer, Caller } from './newsroom.ts'

/** Solves the sum that a challenge shows, as a person would. */
export function solve(text: string): string {
  const [, left, operator, right] = /^(\d+) ([+−×]) (\d+) =$/.exec(text) ?? []
  const [a, b] = [Number(left), Number(right)]
  if (operator === '+') return String(a + b)
  return String(operator === '−' ? a - b : a * b)
}

/** A caller of whatever kind of server. */
type Asking = (
  method: 'POST',
  path: string,
  body?: object,
  headers?: Record<string, string>,
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
) => Promise<{ body: any }>

export const challenge = async (reader: Asking, members: object = {}) =>
  (await reader('POST', '/v1/captcha/challenge', { action: 'comment.create', ...members })).body

/** A captcha with its right answer. */
export async function solved(reader: Asking, members: object = {}) {
  const { token, prompt } = await challenge(reader, members)
  return { token, answer: solve(prompt.text) }
}

export const wrong = ({ token, answer }: { token: string; answer: string }) => ({
  token,
  answer: answer === '50' ? '51' : '50',
})

/** The id of a new article that shows comments at once. */
export async function anOpenArticle(desk: Asking): Promise<string> {
  const draft = { title: 'Harbour', language: 'en', body: 'Words.', commentPolicy: { mode: 'post' } }
  const { id } = (await desk('POST', '/v1/editorial/articles', draft)).body
  await desk('POST', `/v1/editorial/articles/${id}/publications`, {}, { 'if-match': '"1"' })
  return id
}

let posted = 0

/** Posts a comment with a fresh captcha, in words of its own, unless `members` says otherwise. */
export async function post(reader: Caller, articleId: string, members: object = {}): Promise<Answer> {
  const captcha = 'captcha' in members ? {} : { captcha: await solved(reader, { articleId }) }
  return reader('POST', `/v1/articles/${articleId}/comments`, {
    body: `Where is the timetable of ferry ${++posted}?`,
    author: { name: 'Mara' },
    ...captcha,
    ...members,
  })
}

interface Stored {
  articleId: string
  under?: { id: string; rootId: string; depth: number } | undefined
  status?: 'pending' | 'approved' | 'rejected' | 'withdrawn'
  reachable?: boolean
  /** Minutes from now. */
  at?: number
  body?: string
}

/** A comment put straight into the database, public unless said otherwise. */
export async function aComment(
  db: Database,
  { articleId, under, status = 'approved', reachable = true, at = 0, body = 'Words.' }: Stored,
) {
  const [id, revisionId] = [uuidv7(), uuidv7()]
  const depth = under ? under.depth + 1 : 0
  const rootId = under?.rootId ?? id
  const createdAt = new Date(Date.now() + at * 60_000)
  const published = status === 'approved' ? revisionId : null
  await db.$executeRaw`
    with revision as (
      insert into comment_revision (id, comment_id, number, body, html, text)
      values (${revisionId}::uuid, ${id}::uuid, 1, ${body}, ${`<p>${body}</p>`}, ${body})
    )
    insert into comment (id, article_id, parent_id, root_id, shown_under_id, depth, status, reachable,
      author_name, head_revision_id, published_revision_id, reasons, created_at)
    values (${id}::uuid, ${articleId}::uuid, ${under?.id ?? null}::uuid, ${rootId}::uuid,
      ${under?.id ?? null}::uuid, ${depth}, ${status}::comment_status, ${reachable}, 'Mara',
      ${revisionId}::uuid, ${published}::uuid, '{}', ${createdAt})`
  return { id, rootId, depth, revisionId }
}
