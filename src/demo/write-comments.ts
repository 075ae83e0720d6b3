import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../db/act.ts'
import { render } from '../features/comments/render.ts'
import { type Parent, placeOf } from '../features/comments/rules.ts'
import { insertComment } from '../features/comments/store.ts'
import { decide } from '../features/moderation/decide.ts'
import type { DemoComment } from './types.ts'

/** The demo’s readers are known to nobody. */
const UNJUDGED = {
  ...{ score: 0, reasons: [], matches: [], policyVersion: null, skeletonHash: null },
  ...{ authorHash: null, prefixHash: null, addressMonth: null },
}

const REFUSALS = { rejected: 'reject', spam: 'spam' } as const

/** The readers' comments under an article. What is public was approved as it came; moderators refused some. */
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
    const first = status === 'approved' ? ('approved' as const) : ('pending' as const)
    const words = { ...render(body), body, authorName: name }
    await insertComment(
      unit.sql,
      { ...words, id, articleId, revisionId, place },
      { ...UNJUDGED, status: first },
    )
    if (status === 'rejected' || status === 'spam') {
      await decide(unit, id, { versions: [1] }, { action: REFUSALS[status], revisionId })
    }
    const { rootId, shownUnderId, depth } = place
    await writeComments(unit, articleId, replies, { id, rootId, shownUnderId, depth })
  }
}
