import { invalidParameter } from '../../lib/errors.ts'

/** A side of the period: a day of the newsroom, or an instant. */
export interface Side {
  isDay: boolean
  text: string
}

export interface Period {
  from: Side
  to: Side
}

const DAYS_MAX = 366
const DAY_MS = 86_400_000

const sideOf = (text: string): Side => ({ isDay: text.length === 10, text })

/** The period that a report is asked for; 400 when it ends before it begins, or is longer than a year. */
export function periodFrom(query: { from: string; to: string }): Period {
  const [from, to] = [sideOf(query.from), sideOf(query.to)]
  const length = Date.parse(query.to) + (to.isDay ? DAY_MS : 0) - Date.parse(query.from)
  if (length <= 0) throw invalidParameter('to', 'must lie after `from`', 'order')
  // A day more, since days of a zone are not those of UTC.
  if (length > (DAYS_MAX + 1) * DAY_MS)
    throw invalidParameter('to', `must lie within ${DAYS_MAX} days after \`from\``, 'too-long')
  return { from, to }
}
