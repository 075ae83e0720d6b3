import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import type { Deps } from '../../http/feature.ts'
import { digestOf } from '../../lib/canonical.ts'
import { ApiError } from '../../lib/errors.ts'
import { type Proof, proveCaptcha, spendCaptcha } from '../captcha/store.ts'
import { authorDigest } from '../comment-addresses/rules.ts'
import type { Circumstance } from '../comment-pipeline/reasons.ts'
import { type Judged, judge } from '../comment-pipeline/store.ts'
import { refuseUnreadable } from './readable.ts'
import { type Rendered, render } from './render.ts'
import { editableUntil, editTokenOf, placeOf, receiptOf } from './rules.ts'
import type { NewComment, PostedComment } from './schema.ts'
import { type Discussion, getDiscussion, getPosted, holdArticle, holdParent, insertComment } from './store.ts'

/** A comment that may be posted, and the solved captcha that pays for it. */
interface Draft extends Rendered {
  discussion: Discussion
  parentId: string | null
  authorName: string
  email: string | undefined
  /** The field that people do not see was filled in. */
  isTrapped: boolean
  body: string
  proof: Proof
}

/** What judging a comment takes beside the words. */
interface Sending {
  settings: Deps['settings']
  secrets: Deps['secrets']
  address: string
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
  const parentId = input.parentId?.toLowerCase() ?? null
  const { email } = input.author
  const isTrapped = (input.website ?? '') !== ''
  return { ...rendered, discussion, parentId, authorName, email, isTrapped, body, proof }
}

/**
 * Posts a comment for its captcha, both or neither. The captcha comes first: it tells the retry of a request
 * that was answered already, which gets the same answer even if its parent is gone by now.
 */
export async function postComment(
  { tx, record }: Act,
  { settings, secrets, address }: Sending,
  draft: Draft,
): Promise<PostedComment> {
  const { discussion, parentId, authorName, body, proof } = draft
  const { articleId, mode } = discussion
  const id = uuidv7()
  const requestHash = digestOf(articleId, parentId, body, authorName)
  const boughtId = await spendCaptcha(tx, proof, { resourceId: id, requestHash })
  if (boughtId !== undefined) {
    const { status, createdAt } = await getPosted(tx, boughtId)
    return posted(secrets, boughtId, status, createdAt)
  }
  await holdArticle(tx, articleId)
  const parent = parentId === null ? undefined : await holdParent(tx, articleId, parentId)
  if (parentId !== null && !parent) {
    throw new ApiError('parent-not-found', `There is no comment ${parentId} to answer here.`)
  }
  const judged = await judge(
    tx,
    { secrets, isUnlimited: settings.rateLimits === 'off' },
    {
      ...{ articleId, parentId, body, authorName, address, mode, email: draft.email },
      authorHash: draft.email === undefined ? null : authorDigest(secrets, draft.email),
      circumstances: circumstancesOf(draft),
      solvedIn: proof.iat === undefined ? undefined : Math.floor(Date.now() / 1000) - proof.iat,
    },
  )
  const place = placeOf(id, parent)
  const words = { ...draft, id, articleId, revisionId: uuidv7(), place }
  const createdAt = await insertComment(tx, words, judged)
  const { status, reasons } = judged
  const event = { subject: { type: 'comment' as const, id }, version: 1 }
  record({ ...event, type: 'comment.created', data: { articleId, parentId, status, reasons } })
  if (status === 'approved') {
    record({ ...event, type: 'comment.approved', isPublic: true, data: { articleId, parentId } })
  }
  return posted(secrets, id, told(status), createdAt)
}

const circumstancesOf = ({ isTrapped, proof }: Draft): Circumstance[] => [
  ...(isTrapped ? (['honeypot'] as const) : []),
  ...(proof.held ? [proof.held] : []),
]

/** Whoever sent spam is not told that it was taken for it. */
const told = (status: Judged['status']) => (status === 'approved' ? status : 'pending')

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
