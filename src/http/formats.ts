import type { Ajv } from 'ajv'
import { readEdtf } from '../lib/edtf.ts'
import { isUuid } from '../lib/uuid.ts'

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/

/** A day of the Gregorian calendar from year 1 on: year 0000 and 30 February are refused. */
function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? []
  if (Number(year) < 1) return false
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** RFC 3339 without leap seconds and with offsets that exist; what PostgreSQL and Date both read. */
function isDateTime(text: string): boolean {
  const day = DATE_TIME.exec(text)?.[1]
  if (day === undefined || !isDate(day)) return false
  // The offset may carry the instant out of the years that can be stored.
  const year = new Date(text).getUTCFullYear()
  return year >= 1 && year <= 9999
}

function isHttpUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || /[\s\\]/.test(text)) return false
  return URL.canParse(text)
}

/** BCP 47 as the runtime reads it, in any case. */
function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

/** An IANA zone that the runtime knows. */
export function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }))
  } catch {
    return false
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is what it is for
const isLine = (text: string) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text) && text.trim() !== ''

/** Our formats are stricter than the usual ones: what passes here passes PostgreSQL and Date as well. */
export const FORMATS = {
  uuid: isUuid,
  'not-uuid': (text: string) => !isUuid(text),
  date: isDate,
  'date-time': isDateTime,
  uri: isHttpUrl,
  'uri-reference': true as const,
  language: isLanguage,
  'time-zone': isTimeZone,
  edtf: (text: string) => readEdtf(text) !== undefined,
  line: isLine,
  email: /^[^\s@"<>]{1,64}@[^\s@"<>]{1,255}$/,
}

export function addFormats(ajv: Ajv): void {
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format)
}
