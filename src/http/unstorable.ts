/** Deeper bodies than any schema of ours describes are refused before anything walks them by recursion. */
const DEPTH_MAX = 32

interface Place {
  pointer: string
  code: string
  detail: string
}

/**
 * The first string (or member name) that PostgreSQL would refuse or silently change: NUL raises 22021, a lone
 * surrogate is stored as U+FFFD. Also the first place that is nested deeper than any schema goes.
 */
export function findUnstorable(value: unknown, pointer = '', depth = 0): Place | undefined {
  if (typeof value === 'string') return findInText(value, pointer)
  if (value === null || typeof value !== 'object') return undefined
  if (depth > DEPTH_MAX) {
    return { pointer: '', code: 'depth', detail: `is nested deeper than ${DEPTH_MAX} levels` }
  }
  for (const [name, member] of Object.entries(value)) {
    const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const found = findInText(name, pointer) ?? findUnstorable(member, place, depth + 1)
    if (found) return found
  }
  return undefined
}

function findInText(text: string, pointer: string): Place | undefined {
  if (text.includes('\u0000')) return { pointer, code: 'nul', detail: 'contains a NUL character' }
  if (!isWellFormed(text)) return { pointer, code: 'surrogate', detail: 'contains a lone surrogate' }
  return undefined
}

/** `String.prototype.isWellFormed` of ES2024, which the library types of the build target do not have. */
const isWellFormed = (text: string) => !/[\ud800-\udfff]/u.test(text)
