import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import type { Deps } from '../../http/feature.ts'
import { digestOf } from '../../lib/canonical.ts'
import { ApiError } from '../../lib/errors.ts'
import { type Proof, proveCaptcha, spendCaptcha } from '../captcha/store.ts'
import { refuseUnreadable } from './readable.ts'
import { type Rendered, render } from './render.ts'
import { editableUntil, editTokenOf, firstStatus, placeOf, receiptOf } from './rules.ts'
import type { NewComment, PostedComment } from './schema.ts'
import { type Discussion, getDiscussion, getPosted, holdArticle, holdParent, insertComment } from './store.ts'

/** A comment that may be posted, and the solved captcha that pays for it. */
interface Draft extends Rendered {
  discussion: Discussion
  parentId: string | null
  authorName: string
  body: string
  proof: Proof
}

/** All that can be refused before anything is written, but the count of a wrong captcha answer. */
export async function draftComment(
  { db, reads, secrets }: Deps,
  articleId: string,
  input: NewComment,
): Promise<Draft> {
  const discussion = await getDiscussion(reads, articleId)
  if (discussion.mode === 'closed' || discussion.isPastClosing) {
    throw new ApiError('comments-closed', 'The article takes no more comments.')
  }
  const body = input.body.normalize('NFC')
  const authorName = input.author.name.normalize('NFC').trim()
  const rendered = render(body)
  refuseUnreadable('/body', rendered.text)
  refuseUnreadable('/author/name', authorName)
  const purpose = { action: 'comment.create' as const, articleId: discussion.articleId }
  const proof = await proveCaptcha(db, secrets, input.captcha, purpose)
  return { ...rendered, discussion, parentId: input.parentId?.toLowerCase() ?? null, authorName, body, proof }
}

/**
 * Posts a comment for its captcha, both or neither. The captcha comes first: it tells the retry of a request
 * that was answered already, which gets the same answer even if its parent is gone by now.
 */
export async function postComment(
  { tx, record }: Act,
  secrets: Deps['secrets'],
  draft: Draft,
): Promise<PostedComment> {
  const { discussion, parentId, authorName, body } = draft
  const { articleId, mode } = discussion
  const id = uuidv7()
  const requestHash = digestOf(articleId, parentId, body, authorName)
  const boughtId = await spendCaptcha(tx, draft.proof, { resourceId: id, requestHash })
  if (boughtId !== undefined) {
    const { status, createdAt } = await getPosted(tx, boughtId)
    return posted(secrets, boughtId, status, createdAt)
  }
  await holdArticle(tx, articleId)
  const parent = parentId === null ? undefined : await holdParent(tx, articleId, parentId)
  if (parentId !== null && !parent) {
    throw new ApiError('parent-not-found', `There is no comment ${parentId} to answer here.`)
  }
  const place = placeOf(id, parent)
  const status = firstStatus(mode)
  const revisionId = uuidv7()
  const createdAt = await insertComment(tx, { ...draft, id, articleId, revisionId, place, status })
  const event = { subject: { type: 'comment' as const, id }, version: 1 }
  record({ ...event, type: 'comment.created', data: { articleId, parentId, status } })
  if (status === 'approved') {
    record({ ...event, type: 'comment.approved', isPublic: true, data: { articleId, parentId } })
  }
  return posted(secrets, id, status, createdAt)
}

const posted = (
  secrets: Deps['secrets'],
  id: string,
  status: 'pending' | 'approved',
  createdAt: Date,
): PostedComment => ({
  comment: { id, status },
  editToken: editTokenOf(secrets, id),
  receipt: receiptOf(secrets, id),
  editableUntil: editableUntil(createdAt).toISOString(),
})
