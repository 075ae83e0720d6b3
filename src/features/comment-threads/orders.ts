import type { Place } from '../../http/cursor.ts'

export const ORDERS = ['oldest', 'newest', 'best'] as const
export type Order = (typeof ORDERS)[number]

/** What a comment's place in any order is made of. */
export interface Placed {
  id: string
  createdAt: Date
  replyCount: number
}

/** `best` puts what was answered most first, and of equals the oldest. */
export const placeIn =
  (order: Order = 'oldest') =>
  ({ id, createdAt, replyCount }: Placed): Place => [
    `${order === 'best' ? `${replyCount} ` : ''}${createdAt.toISOString()}`,
    id,
  ]

/** Before the first row. */
const BEGINNING = {
  oldest: ['-infinity', '00000000-0000-0000-0000-000000000000'],
  newest: ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  best: ['2147483647 -infinity', '00000000-0000-0000-0000-000000000000'],
} as const satisfies Record<Order, Place>

/** A place as the parameters of `isBehind`: time, id and, for `best`, the number of replies. */
export function keysetOf(order: Order, place: Place = BEGINNING[order]): (string | number)[] {
  const [value, id] = place
  if (order !== 'best') return [value, id]
  const [replies = '', time = ''] = value.split(' ')
  return [time, id, Number(replies)]
}

/**
 * The rows behind a place whose parameters begin with number `n`, or from it on. The first comparison of `best`
 * follows from the second; it tells the index where to begin.
 */
export function isBehind(order: Order, n: number, isFrom: boolean): string {
  const place = `($${n}::timestamptz, $${n + 1}::uuid)`
  const orAt = isFrom ? '=' : ''
  if (order === 'newest') return `(c.created_at, c.id) <${orAt} ${place}`
  const isLater = `(c.created_at, c.id) >${orAt} ${place}`
  if (order === 'oldest') return isLater
  return `c.reply_count <= $${n + 2}::int and (c.reply_count < $${n + 2}::int or ${isLater})`
}

export const ORDER_BY: Record<Order, string> = {
  oldest: 'c.created_at, c.id',
  newest: 'c.created_at desc, c.id desc',
  best: 'c.reply_count desc, c.created_at, c.id',
}
