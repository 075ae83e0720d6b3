import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import type { Deps } from '../../http/feature.ts'
import { digestOf } from '../../lib/canonical.ts'
import type { WaitingComment } from '../../lib/comment-checks.ts'
import { ApiError, invalid } from '../../lib/errors.ts'
import { proveCaptcha } from '../captcha/prove.ts'
import { type Proof, spendCaptcha } from '../captcha/store.ts'
import { authorDigest } from '../comment-addresses/rules.ts'
import type { Circumstance } from '../comment-pipeline/reasons.ts'
import { type Judged, judge } from '../comment-pipeline/store.ts'
import { subscribeToReplies } from '../reply-mails/store.ts'
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
  /** Replies are to be told to that address. */
  wantsReplies: boolean
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
  userAgent: string | undefined
  /** Services outside have a say: nothing is public before they were asked. */
  isChecked: boolean
}

/** What its author is told, and what services outside are asked. */
interface Posting {
  answer: PostedComment
  waiting?: WaitingComment
}

/** All that can be refused before anything is written, but the count of a wrong captcha answer. */
export async function draftComment(
  deps: Deps,
  articleId: string,
  input: NewComment,
  address: string,
): Promise<Draft> {
  const discussion = await getDiscussion(deps.reads, articleId)
  if (discussion.mode === 'closed' || discussion.isPastClosing) {
    throw new ApiError('comments-closed', 'The article takes no more comments.')
  }
  const body = input.body.normalize('NFC')
  const authorName = input.author.name.normalize('NFC').trim()
  const rendered = render(body)
  refuseUnreadable('/body', rendered.text)
  refuseUnreadable('/author/name', authorName)
  const { email } = input.author
  const wantsReplies = input.notify ?? false
  if (wantsReplies && email === undefined) {
    throw invalid('/author/email', 'is needed where replies are to be told', 'required')
  }
  const purpose = { action: 'comment.create' as const, articleId: discussion.articleId, address }
  const proof = await proveCaptcha(deps, input.captcha, purpose)
  const parentId = input.parentId?.toLowerCase() ?? null
  const isTrapped = (input.website ?? '') !== ''
  return { ...rendered, discussion, parentId, authorName, email, wantsReplies, isTrapped, body, proof }
}

/**
 * Posts a comment for its captcha, both or neither. The captcha comes first: it tells the retry of a request
 * that was answered already, which gets the same answer even if its parent is gone by now.
 */
export async function postComment(act: Act, sending: Sending, draft: Draft): Promise<Posting> {
  const { tx } = act
  const { secrets } = sending
  const { discussion, parentId, authorName, body, proof } = draft
  const { articleId, mode } = discussion
  const id = uuidv7()
  const requestHash = digestOf(articleId, parentId, body, authorName)
  const boughtId = await spendCaptcha(tx, proof, { resourceId: id, requestHash })
  if (boughtId !== undefined) {
    const { status, createdAt } = await getPosted(tx, boughtId)
    return { answer: posted(secrets, boughtId, status, createdAt) }
  }
  await holdArticle(tx, articleId)
  const place = placeOf(id, await holdAnswered(tx, articleId, parentId))
  const found = await judgeDraft(tx, sending, draft)
  const judged = sending.isChecked ? untilChecked(found) : found
  const revisionId = uuidv7()
  const createdAt = await insertComment(tx, { ...draft, id, articleId, revisionId, place }, judged)
  if (sending.settings.sendsMail) await subscribe(tx, secrets, { ...draft, id, status: judged.status })
  tellOf(act, { id, articleId, parentId }, judged)
  const answer = posted(secrets, id, told(judged.status), createdAt)
  if (!judged.reasons.includes('awaiting-check')) return { answer }
  const { address, userAgent } = sending
  const said = { id, revisionId, articleId, parentId, mode, authorName, body, address, userAgent }
  return { answer, waiting: { ...said, isInnocent: found.status === 'approved' } }
}

/** The comment that is answered, held; none for one at the top. */
async function holdAnswered(tx: Act['tx'], articleId: string, parentId: string | null) {
  if (parentId === null) return undefined
  const parent = await holdParent(tx, articleId, parentId)
  if (!parent) throw new ApiError('parent-not-found', `There is no comment ${parentId} to answer here.`)
  return parent
}

function judgeDraft(tx: Act['tx'], { settings, secrets, address }: Sending, draft: Draft): Promise<Judged> {
  const { discussion, parentId, authorName, body, email, proof } = draft
  const { articleId, mode } = discussion
  return judge(
    tx,
    { secrets, isUnlimited: settings.rateLimits === 'off' },
    {
      ...{ articleId, parentId, body, authorName, address, mode, email },
      authorHash: email === undefined ? null : authorDigest(secrets, email),
      circumstances: circumstancesOf(draft),
      solvedIn: proof.iat === undefined ? undefined : Math.floor(Date.now() / 1000) - proof.iat,
    },
  )
}

interface Placed {
  id: string
  articleId: string
  parentId: string | null
}

function tellOf({ record }: Act, { id, articleId, parentId }: Placed, { status, reasons }: Judged): void {
  const event = { subject: { type: 'comment' as const, id }, version: 1 }
  record({ ...event, type: 'comment.created', data: { articleId, parentId, status, reasons } })
  if (status !== 'approved') return
  record({ ...event, type: 'comment.approved', isPublic: true, data: { articleId, parentId } })
}

/** What is not spam by itself waits for what services outside say of it. */
const untilChecked = (judged: Judged): Judged =>
  judged.status === 'spam'
    ? judged
    : { ...judged, status: 'pending', reasons: [...judged.reasons, 'awaiting-check'] }

/** Nobody is written to for what is taken for spam. */
async function subscribe(
  tx: Act['tx'],
  secrets: Deps['secrets'],
  {
    id,
    email,
    wantsReplies,
    status,
  }: Pick<Draft, 'email' | 'wantsReplies'> & Pick<Judged, 'status'> & { id: string },
): Promise<void> {
  if (!wantsReplies || email === undefined || status === 'spam') return
  await subscribeToReplies(tx, secrets, { commentId: id, email, authorHash: authorDigest(secrets, email) })
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
