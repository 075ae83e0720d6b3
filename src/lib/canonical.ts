import { createHash } from 'node:crypto'

/** JSON with members in order of their names: equal values give equal text (after RFC 8785, without its numbers). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

export const digestOf = (...parts: unknown[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(canonicalJson(parts)).digest())
