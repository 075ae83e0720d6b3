import { createHash } from 'node:crypto'
import { transliterate } from 'transliteration'
import { ApiError } from './errors.ts'
import { isUuid } from './uuid.ts'

const LENGTH_MAX = 120
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789'

/**
 * A slug for any text, in any script: `^[a-z0-9]+(-[a-z0-9]+)*$`, at most 120 characters, never shaped like a
 * UUID. Where nothing of the text can be spelled, `<fallback>-<8 characters>` that tell it from other such texts.
 */
export function slugify(text: string, fallback: string): string {
  const spelled = transliterate(text.normalize('NFC')).toLowerCase()
  const joined = spelled.replace(/['’`]/g, '').replace(/[^a-z0-9]+/g, '-')
  const slug = cut(joined.replace(/^-|-$/g, ''), LENGTH_MAX)
  return slug === '' || isUuid(slug) ? `${fallback}-${digestOf(text)}` : slug
}

const BATCH_MAX = 10_000

/**
 * `base`, `base-2`, `base-3` and so on without those that are taken. They are asked about in growing batches:
 * thousands of equal titles cost a few questions, not thousands.
 */
export async function* freeSlugs(
  base: string,
  takenAmong: (slugs: readonly string[]) => Promise<readonly string[]>,
): AsyncGenerator<string, never> {
  const candidates = slugCandidates(base)
  for (let size = 1; ; size = Math.min(BATCH_MAX, size * 10)) {
    const batch = Array.from({ length: size }, () => candidates.next().value)
    const taken = new Set(await takenAmong(batch))
    yield* batch.filter((slug) => !taken.has(slug))
  }
}

/** `base`, `base-2`, `base-3` and so on, each within the length. */
function* slugCandidates(base: string): Generator<string, never> {
  yield base
  for (let number = 2; ; number++) {
    const suffix = `-${number}`
    yield `${cut(base, LENGTH_MAX - suffix.length)}${suffix}`
  }
}

/** The answer when somebody asks for a slug that belongs to something else. */
export function slugTaken(slug: string, cause?: unknown): ApiError {
  const detail = `The slug ${slug} is taken.`
  return new ApiError('slug-taken', detail, { errors: [{ pointer: '/slug', code: 'taken', detail }], cause })
}

/** Cuts between words, unless that would lose more than half. */
function cut(slug: string, length: number): string {
  if (slug.length <= length) return slug
  const end = slug.lastIndexOf('-', length)
  return slug.slice(0, end > length / 2 ? end : length)
}

/** The same for the same text: what comes again, such as a tag with every imported article, is found again. */
const digestOf = (text: string) =>
  Array.from(
    createHash('sha256').update(text).digest().subarray(0, 8),
    (byte) => LOWER[byte % LOWER.length],
  ).join('')
