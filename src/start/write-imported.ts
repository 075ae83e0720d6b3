import { createArticle } from '../features/articles/save.ts'
import type { WriteArticle } from '../features/imports/articles/take-over.ts'
import { publish } from '../features/publications/publish.ts'

/** An imported article as a draft or an edition, by the same ways as one that somebody writes here. */
export const writeImported: WriteArticle = async (act, { input, publication, requireReview }) => {
  const id = await createArticle(act, input)
  if (publication) {
    const { at, ...timing } = publication
    await publish(act, id, { expected: [1], requireReview, timing, ...(at && { at }) })
  }
  return id
}
