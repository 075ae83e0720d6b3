import { canonicalJson } from './canonical.ts'

type JsonObject = Record<string, unknown>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The value that a JSON merge patch makes of `target` (RFC 7396): null removes, objects merge, all else
 * replaces. Neither argument changes, and a member called `__proto__` is a member like any other.
 */
export function mergePatch<T>(target: T, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map<string, unknown>(isObject(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value))
  }
  return Object.fromEntries(merged)
}

/** The names of the members in which two objects differ, sorted: what an event reports as changed. */
export function changedMembers(before: object, after: object): string[] {
  const old = new Map(Object.entries(before))
  const fresh = new Map(Object.entries(after))
  const names = [...new Set([...old.keys(), ...fresh.keys()])]
  const text = (value: unknown) => canonicalJson(value ?? null)
  return names.filter((name) => text(old.get(name)) !== text(fresh.get(name))).sort()
}

/** What changed of a resource: each member with its value before and after; null where it has none. */
export type Changes = Record<string, { before: unknown; after: unknown }>

/** A log of changes is read by people: of a long text its beginning is enough, revisions hold it whole. */
const LOGGED_LENGTH_MAX = 500

/** The members in which two objects differ, with both values, long texts cut: what an event reports. */
export function changesBetween(before: object, after: object): Changes {
  const valueIn = (object: object, name: string) => shortened(new Map(Object.entries(object)).get(name))
  const told = (name: string) => ({ before: valueIn(before, name), after: valueIn(after, name) })
  return Object.fromEntries(changedMembers(before, after).map((name) => [name, told(name)]))
}

function shortened(value: unknown): unknown {
  const text = typeof value === 'string' ? value : canonicalJson(value ?? null)
  if (text.length <= LOGGED_LENGTH_MAX) return value ?? null
  // Not between the halves of a character: the database takes no lone surrogate.
  return `${text.slice(0, LOGGED_LENGTH_MAX).replace(/[\ud800-\udbff]$/, '')}…`
}
