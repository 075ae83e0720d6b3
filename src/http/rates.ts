import { RATE_CLASSES, type RateLimits } from './settings.ts'

/** What a caller may ask for in each class; `RATE_LIMITS` is written in the same form. */
export const RATES_DEFAULT = 'read=6000/1m,search=300/1m,captcha=300/1m,comment=100/1m,write=1200/1m'

const RATE = new RegExp(`^(${RATE_CLASSES.join('|')})=([1-9]\\d{0,8})/([1-9]\\d{0,3})?(s|m|h)$`)
const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 }

/** Whether it is `off`, or a list of `class=max/window`. */
export const areRates = (text: string) => text === 'off' || items(text).every((item) => RATE.test(item))

/** Reads what `areRates` accepts; a class that is not named keeps its default. */
export function readRates(text: string): RateLimits | 'off' {
  if (text === 'off') return text
  const rates = [...items(RATES_DEFAULT), ...items(text)].map((item) => {
    const [, name = '', max, count = '1', unit = 'm'] = RATE.exec(item) ?? []
    return [name, { max: Number(max), windowMs: Number(count) * (UNIT_MS[unit] ?? 0) }]
  })
  // The default names every class.
  return Object.fromEntries(rates) as RateLimits
}

const items = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
