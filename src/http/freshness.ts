const FRESH_SECONDS = 10
const STALE_SECONDS = 20

/** What a cache may know about an answer. */
export interface Freshness {
  /** Seconds until anything becomes visible or stops being so, on the database's clock; null for never. */
  ttl: number | null
  /** What the answer depends on, such as `article:<id>`; first the ones that matter most. */
  tags: readonly string[]
  /** What it depends on as well, and only this server follows. */
  also?: readonly string[]
  /** It tells itself for how long it is true, up to so many seconds: it is kept for as long as it tells that. */
  toldSeconds?: number
}

/** A cache counts from the arrival of an answer, which may spend so long on its way. */
const ON_THE_WAY_SECONDS = 0.5

/** Whole seconds for which a cache may keep what stays true by itself for so long. */
export const wholeSeconds = (seconds: number, max: number) =>
  Math.max(0, Math.min(max, Math.floor(seconds - ON_THE_WAY_SECONDS)))

/** `Cache-Control` of a public answer that stays true for so many seconds by itself. */
export function cacheControlFor(seconds: number): string {
  const total = wholeSeconds(seconds, FRESH_SECONDS + STALE_SECONDS)
  const fresh = Math.min(FRESH_SECONDS, total)
  return `public, max-age=${fresh}, stale-while-revalidate=${total - fresh}`
}

/** How long an address may be kept that leads elsewhere, and might be taken back. */
const MOVED_SECONDS = 60

export const movedCacheControl = (ttl: number | null) =>
  `public, max-age=${wholeSeconds(ttl ?? Number.POSITIVE_INFINITY, MOVED_SECONDS)}`

/** Of several parts that an answer was put together from, the one that stops being true first. */
export const soonest = (...ttls: readonly (number | null)[]): number | null => {
  const known = ttls.filter((ttl) => ttl !== null)
  return known.length === 0 ? null : Math.min(...known)
}
