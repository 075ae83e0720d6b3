import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { jpegOf } from './images.ts'
import { ADMIN_KEY, callerOf } from './instances.ts'
import type { ServerProcess } from './server.ts'
import { type Rows, walkPublic } from './walk.ts'

/** Settings under which the same newsroom answers the same, wherever it lies. */
export const SAME = {
  SECRET: 'the same secret on both sides of a move',
  PUBLIC_URL: 'https://api.example',
  SITE_URL: 'https://news.example',
  SITE_NAME: 'Port Alder Courier',
  RATE_LIMITS: 'off',
  ADMIN_KEY,
}

/** What the demo newsroom lacks: an image that is published, and a speaker who turned out to be another. */
export async function completeDemo(address: string): Promise<void> {
  const admin = callerOf(address)
  const must = async (...asked: Parameters<typeof admin>) => {
    const reply = await admin(...asked)
    if (reply.status >= 300) throw new Error(`${asked[0]} ${asked[1]}: ${JSON.stringify(reply.body)}`)
    return reply
  }
  const image = await fetch(`${address}/v1/editorial/media?name=Harbour`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'image/jpeg' },
    body: new Uint8Array(await jpegOf({ width: 800, height: 600 })),
  })
  const { id: media } = (await image.json()) as { id: string }
  await must(
    'PATCH',
    `/v1/editorial/media/${media}`,
    { alt: 'The harbour' },
    { 'if-match': image.headers.get('etag') ?? '' },
  )
  const words = { title: 'A picture of the harbour', language: 'en', body: 'Look: \u2028 the harbour.' }
  const article = await must('POST', '/v1/editorial/articles', { ...words, image: { media } })
  await must(
    'POST',
    `/v1/editorial/articles/${article.body.id}/publications`,
    {},
    { 'if-match': article.etag },
  )
  const [mara, quint] = await Promise.all(
    ['Mara Quint', 'M. Quint'].map((name) =>
      must('POST', '/v1/editorial/speakers', { name, kind: 'person' }),
    ),
  )
  await must(
    'POST',
    `/v1/editorial/speakers/${quint?.body.id}/merges`,
    { into: mara?.body.id },
    { 'if-match': quint?.etag ?? '' },
  )
}

export const linesOf = (path: string): string[] =>
  gunzipSync(readFileSync(path)).toString('utf8').split('\n').filter(Boolean)

/** The rows of an export. */
export function rowsOf(path: string): Rows {
  const lines = linesOf(path)
    .filter((line) => line.startsWith('{"table"'))
    .map((line) => JSON.parse(line) as { table: string; row: Record<string, string> })
  return (table) => lines.filter((line) => line.table === table).map(({ row }) => row)
}

/** What the public reads of a server, which is stopped then. */
export async function readAll(server: ServerProcess, rows: Rows) {
  const seen = await walkPublic(await server.ready(), rows)
  await server.stop('SIGINT')
  return seen
}
