import type { TimeWords } from './languages/language.ts'

export interface SaidAt {
  /** EDTF; null where the words are relative to a day that nobody named. */
  saidAt: string | null
  saidAtText: string
  start: number
}

/** A day of the calendar. */
export interface Day {
  year: number
  month: number
  day: number
}

/** The times that a stretch of text names, in order; `today` is the day that “yesterday” is relative to. */
export function timesIn(text: string, time: TimeWords, today: Day | undefined): SaidAt[] {
  const found: SaidAt[] = []
  for (const pattern of time.patterns) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (found.some((other) => start < other.start + other.saidAtText.length && other.start < end)) continue
      found.push({ saidAt: toEdtf(match.groups ?? {}, time, today), saidAtText: match[0].trim(), start })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

type Groups = Record<string, string | undefined>

function toEdtf(groups: Groups, time: TimeWords, today: Day | undefined): string | null {
  if (groups.month) return calendarDate(groups, time, today)
  if (groups.year) return groups.year
  if (!today) return null
  if (groups.weekday) return weekdayBefore(today, time.weekdays.indexOf(groups.weekday.toLowerCase()))
  if (groups.relative) return format(shift(today, time.days.get(groups.relative.toLowerCase()) ?? 0))
  return unitBefore(groups, today)
}

/** A month without a year is the last one of that name. */
function calendarDate(groups: Groups, { months }: TimeWords, today: Day | undefined): string | null {
  const month = (monthIndex(months, groups.month ?? '') % 12) + 1
  const day = groups.day ? Number(groups.day) : undefined
  const year = groups.year ? Number(groups.year) : today && lastYearOf(month, day ?? 1, today)
  if (!year || (day !== undefined && day > daysIn(year, month))) return null
  return [String(year), pad(month), ...(day ? [pad(day)] : [])].join('-')
}

/** Short forms are the beginning of the name. */
const monthIndex = (months: readonly string[], word: string) =>
  months.findIndex((month) => month.startsWith(word.toLowerCase()))

const lastYearOf = (month: number, day: number, today: Day) =>
  month > today.month || (month === today.month && day > today.day) ? today.year - 1 : today.year

function weekdayBefore(today: Day, weekday: number): string {
  const back = (utc(today).getUTCDay() - weekday + 7) % 7
  return format(shift(today, -back))
}

function unitBefore(groups: Groups, today: Day): string | null {
  if (groups.lastYear) return String(today.year - 1)
  if (groups.lastMonth) {
    const { year, month } = shift({ ...today, day: 1 }, -1)
    return `${year}-${pad(month)}`
  }
  if (!groups.lastWeek) return null
  const monday = shift(today, -((utc(today).getUTCDay() + 6) % 7) - 7)
  return `${format(monday)}/${format(shift(monday, 6))}`
}

/** The calendar day of an instant in a zone. */
export function localDay(instant: Date, timeZone = 'UTC'): Day {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const [year = 0, month = 0, day = 0] = parts.format(instant).split('-').map(Number)
  return { year, month, day }
}

const utc = ({ year, month, day }: Day) => new Date(Date.UTC(year, month - 1, day))
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

function shift(day: Day, days: number): Day {
  const date = new Date(utc(day).getTime() + days * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

const pad = (value: number) => String(value).padStart(2, '0')
const format = ({ year, month, day }: Day) => `${year}-${pad(month)}-${pad(day)}`
