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
