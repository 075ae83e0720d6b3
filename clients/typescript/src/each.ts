import { answerOf } from './answer.ts'

interface Page<T> {
  data: T[]
  page: { next: string | null }
}

/** Where a page begins; nothing for the first one. */
type At = { cursor?: string }

/**
 * Every item of a list, page after page, each page asked for when the one before was taken: stop whenever you
 * like. `read` is any call that takes a cursor.
 */
export async function* each<T>(
  read: (at: At) => Promise<{ data?: Page<T>; error?: unknown; response: Response }>,
): AsyncGenerator<T, void, undefined> {
  let at: At | undefined = {}
  while (at) {
    const { data, page }: Page<T> = await answerOf(read(at))
    yield* data
    at = page.next === null ? undefined : { cursor: page.next }
  }
}
