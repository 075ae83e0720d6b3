import { KEY_MAX } from '../limits.ts'
import type { Finding } from '../rules.ts'
import type { Exported } from './rules.ts'

export interface Ordered {
  comment: Exported
  /** What it is put under; null for the top. */
  parentKey: string | null
  finding?: Finding
  /** Why it is not taken over. */
  leftOut?: Finding
}

/**
 * Page by page, parents before their answers, and of equals the older first; at the end what is left out. What
 * answers itself in a circle is put at the top. Always the same for the same
 * comments, and takes time in proportion to their number, however deep a thread is.
 */
export function inOrder(comments: readonly Exported[]): Ordered[] {
  const byKey = new Map<string, Exported>()
  const leftOut: Ordered[] = []
  for (const comment of comments) {
    const why = whyLeftOut(comment, byKey)
    if (why) leftOut.push({ comment, parentKey: null, leftOut: why })
    if (why === undefined || why === 'deleted') byKey.set(comment.key, comment)
  }
  const placed = parentsFirst(placesOf(byKey), byKey)
  // Stable: what comes first on a page stays first.
  placed.sort((a, b) => compare(a.comment.slug, b.comment.slug))
  return [...placed, ...leftOut]
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

function whyLeftOut({ key, status }: Exported, byKey: ReadonlyMap<string, Exported>): Finding | undefined {
  if (key === '' || key.length > KEY_MAX) return 'key-missing'
  if (byKey.has(key)) return 'repeated'
  return status === 'deleted' ? 'deleted' : undefined
}

function parentsFirst(places: readonly Ordered[], byKey: ReadonlyMap<string, Exported>): Ordered[] {
  const answers = new Map<string, Ordered[]>()
  for (const place of places) {
    if (place.parentKey === null) continue
    const siblings = answers.get(place.parentKey)
    if (siblings) siblings.push(place)
    else answers.set(place.parentKey, [place])
  }
  const ordered = places.filter(({ parentKey }) => parentKey === null || !byKey.has(parentKey))
  // It grows while it is gone through: level by level.
  for (const { comment } of ordered) {
    for (const answer of answers.get(comment.key) ?? []) ordered.push(answer)
  }
  return ordered
}

/** Where each one that is taken over stands, the older first. */
function placesOf(byKey: ReadonlyMap<string, Exported>): Ordered[] {
  const closing = closersOf(byKey)
  const above = aboveDeleted(byKey, closing)
  return [...byKey.values()]
    .filter(({ status }) => status !== 'deleted')
    .sort((a, b) => compare(a.createdAt, b.createdAt))
    .map((comment) => ({ comment, ...placeOf(comment, { byKey, closing, above }) }))
}

interface Threads {
  byKey: ReadonlyMap<string, Exported>
  closing: ReadonlySet<string>
  /** For what is deleted: what is not and stands next above it, or null for the top. */
  above: (key: string) => string | null
}

function placeOf(
  { key, parentKey, slug }: Exported,
  { byKey, closing, above }: Threads,
): Pick<Ordered, 'parentKey' | 'finding'> {
  if (parentKey === null) return { parentKey }
  if (closing.has(key)) return { parentKey: null, finding: 'cycle-broken' }
  const parent = byKey.get(parentKey)
  // It may have come with an earlier file.
  if (!parent) return { parentKey }
  if (parent.slug !== slug) return { parentKey: null, finding: 'parent-elsewhere' }
  return parent.status === 'deleted'
    ? { parentKey: above(parentKey), finding: 'parent-left-out' }
    : { parentKey }
}

/** Goes up through what is deleted, and no way twice. */
function aboveDeleted(byKey: ReadonlyMap<string, Exported>, closing: ReadonlySet<string>) {
  const found = new Map<string, string | null>()
  const isDeleted = (key: string | null) => key !== null && byKey.get(key)?.status === 'deleted'
  return (deleted: string): string | null => {
    const passed: string[] = []
    let at: string | null = deleted
    for (; at !== null && isDeleted(at) && !found.has(at); at = parentWithin(byKey, closing, at))
      passed.push(at)
    const end = at !== null && isDeleted(at) ? (found.get(at) ?? null) : at
    for (const key of passed) found.set(key, end)
    return end
  }
}

/** What it answers on the same page, if that does not close a circle. */
function parentWithin(
  byKey: ReadonlyMap<string, Exported>,
  closing: ReadonlySet<string>,
  key: string,
): string | null {
  const comment = byKey.get(key)
  const parentKey = comment?.parentKey ?? null
  if (parentKey === null || closing.has(key)) return null
  return byKey.get(parentKey)?.slug === comment?.slug ? parentKey : null
}

/** One comment of every circle: without it the others hang below it. */
function closersOf(byKey: ReadonlyMap<string, Exported>): Set<string> {
  const seen = new Map<string, string>()
  const closing = new Set<string>()
  for (const start of byKey.values()) {
    let at: Exported | undefined = start
    while (at && !seen.has(at.key)) {
      seen.set(at.key, start.key)
      at = at.parentKey === null ? undefined : byKey.get(at.parentKey)
    }
    if (at && seen.get(at.key) === start.key) closing.add(at.key)
  }
  return closing
}
