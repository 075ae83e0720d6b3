import { ApiError } from '../../lib/errors.ts'
import type { Decision, ItemAnswer } from './schema.ts'

/**
 * The answer to one of many. What a decision refuses it refuses before it writes, so that the others of the
 * same transaction stand; whatever else goes wrong ends them all.
 */
export async function answerFor(id: string, work: () => Promise<Decision>): Promise<ItemAnswer> {
  try {
    return { id, status: 201, decision: await work() }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { code, title, statusCode: status, message: detail, members } = error
    const { current } = members as { current?: NonNullable<ItemAnswer['problem']>['current'] }
    return { id, status, problem: { code, title, status, detail, ...(current && { current }) } }
  }
}

/** Does work for each in the order of their ids, in which everybody takes locks, and answers in their own order. */
export async function forEach<Item extends { id: string }>(
  items: readonly Item[],
  work: (item: Item) => Promise<ItemAnswer>,
): Promise<ItemAnswer[]> {
  const places = items
    .map((item, place) => ({ item, place }))
    .sort((a, b) => (a.item.id < b.item.id ? -1 : 1))
  const answers: ItemAnswer[] = []
  for (const { item, place } of places) answers[place] = await work(item)
  return answers
}
