import edtf, { parse } from 'edtf'

export interface Interval {
  /** Null where the interval is open. */
  min: Date | null
  max: Date | null
}

const LENGTH_MAX = 60

/**
 * Reads an Extended Date/Time Format text (ISO 8601-2, levels 0 and 1: `2020-12-21`, `2019-04`, `1984?`,
 * `2004/2006`) as the instants between which it lies. Undefined when it is none, or outside the years 1–9999.
 */
export function readEdtf(text: string): Interval | undefined {
  if (text.length > LENGTH_MAX || text.trim() === '') return undefined
  try {
    parse(text, { level: 1 })
    // A time without an offset would be read in the zone of whoever runs the server.
    const { min, max } = edtf(text.replace(/(T[\d:.]+)(?=\/|$)/g, '$1Z'))
    const interval = { min: toDate(min), max: toDate(max) }
    return isStorable(interval) ? interval : undefined
  } catch {
    return undefined
  }
}

const toDate = (time: number) => (Number.isFinite(time) ? new Date(time) : null)

const isStorable = ({ min, max }: Interval) =>
  [min, max].every((date) => !date || (date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999)) &&
  (!min || !max || min <= max)
