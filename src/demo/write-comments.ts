import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../db/act.ts'
import { render } from '../features/comments/render.ts'
import { type Parent, placeOf } from '../features/comments/rules.ts'
import { insertComment } from '../features/comments/store.ts'
import { decide } from '../features/moderation/decide.ts'
import type { DemoComment } from './types.ts'

const ACTIONS = { approved: 'approve', rejected: 'reject', spam: 'spam' } as const

/** The readers' comments under an article, decided on as moderators did. */
export async function writeComments(
  unit: Act,
  articleId: string,
  comments: readonly DemoComment[],
  parent?: Parent,
): Promise<void> {
  for (const { name, body, status, replies = [] } of comments) {
    const id = uuidv7()
    const revisionId = uuidv7()
    const place = placeOf(id, parent)
    const words = { ...render(body), body, authorName: name }
    await insertComment(unit.tx, { ...words, id, articleId, revisionId, place, status: 'pending' })
    if (status !== 'pending') await decide(unit, id, [1], { action: ACTIONS[status], revisionId })
    const { rootId, shownUnderId, depth } = place
    await writeComments(unit, articleId, replies, { id, rootId, shownUnderId, depth })
  }
}
