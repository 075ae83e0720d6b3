import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Secrets } from '../lib/secrets.ts'
import { listFingerprint, openCursor, type Place, sealCursor } from './cursor.ts'
import type { PageQuery } from './schemas.ts'

/** Which rows of a list are wanted. */
export interface Window {
  limit: number
  /** Continue after this row; undefined is the beginning. */
  after: Place | undefined
  wantsCount: boolean
}

/** What a store answers: up to `limit + 1` rows, so that the last page is known without counting. */
export interface Rows<Row> {
  rows: readonly Row[]
  count?: number | undefined
}

export interface Page<Item> {
  data: Item[]
  page: { next: string | null; count?: number }
}

export const LIMIT_DEFAULT = 20

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? ''

/** Reads the window from a query whose cursor belongs to this very list. */
export function windowOf(secrets: Secrets, request: FastifyRequest): Window {
  const query = request.query as PageQuery
  const fingerprint = listFingerprint(pathOf(request), query)
  const after = query.cursor === undefined ? undefined : openCursor(secrets, fingerprint, query.cursor)
  return { limit: query.limit ?? LIMIT_DEFAULT, after, wantsCount: query.count === 'exact' }
}

interface Asked {
  secrets: Secrets
  request: FastifyRequest
  reply: FastifyReply
}

/** `{ data, page }` with the next cursor and its `Link` header (RFC 8288). */
export function pageFrom<Row, Item>(
  asked: Asked,
  { rows, count }: Rows<Row>,
  place: (row: Row) => Place,
  toItem: (row: Row) => Item,
): Page<Item> {
  const { shown, next } = shownOf(asked, rows, place)
  return { data: shown.map(toItem), page: { next, ...(count !== undefined && { count }) } }
}

/** The text of a page whose items are texts already, with the same header. */
export function pageText<Row>(
  asked: Asked,
  rows: readonly Row[],
  place: (row: Row) => Place,
  toText: (row: Row) => string,
): string {
  const { shown, next } = shownOf(asked, rows, place)
  return `{"data":[${shown.map(toText).join(',')}],"page":{"next":${JSON.stringify(next)}}}`
}

function shownOf<Row>({ secrets, request, reply }: Asked, rows: readonly Row[], place: (row: Row) => Place) {
  const query = request.query as PageQuery
  const limit = query.limit ?? LIMIT_DEFAULT
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const next = last ? sealCursor(secrets, listFingerprint(pathOf(request), query), place(last)) : null
  if (next) reply.header('link', `<${nextUrl(request.url, next)}>; rel="next"`)
  return { shown, next }
}

/** The same list, continued. */
export function nextUrl(url: string, cursor: string): string {
  const [path = '', search = ''] = url.split('?')
  const parameters = new URLSearchParams(search)
  parameters.set('cursor', cursor)
  return `${path}?${parameters}`
}
