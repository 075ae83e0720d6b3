import { v7 as uuidv7 } from 'uuid'
import type { PlainAct } from '../../db/act.ts'
import type { Deps } from '../../http/feature.ts'
import { digestOf } from '../../lib/canonical.ts'
import type { WaitingComment } from '../../lib/comment-checks.ts'
import { ApiError, invalid, notFound } from '../../lib/errors.ts'
import { proveCaptcha } from '../captcha/prove.ts'
import { type Proof, spendCaptcha } from '../captcha/store.ts'
import { authorDigest } from '../comment-addresses/rules.ts'
import type { Circumstance } from '../comment-pipeline/reasons.ts'
import { type Judged, judge, lookAt, type Submission } from '../comment-pipeline/store.ts'
import { subscribeToReplies } from '../reply-mails/store.ts'
import { refuseUnreadable } from './readable.ts'
import { type Rendered, render } from './render.ts'
import { editableUntil, editTokenOf, placeOf, receiptOf } from './rules.ts'
import type { NewComment, PostedComment } from './schema.ts'
import { type Discussion, findDiscussion, getPosted, holdDiscussion, holdParent, inserting } from './store.ts'

/** A comment that may be posted, and the solved captcha that pays for it. */
interface Draft extends Rendered {
  articleId: string
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

/**
 * All that can be refused before anything is written, but the count of a wrong captcha answer. Where the article
 * takes no comments, that is what is told of any: it is only asked here for one that is refused, and once more with
 * everything else for one that is posted.
 */
export async function draftComment(
  deps: Deps,
  articleId: string,
  input: NewComment,
  address: string,
): Promise<Draft> {
  try {
    return await readDraft(deps, articleId.toLowerCase(), input, address)
  } catch (refusal) {
    requireOpen(await findDiscussion(deps.reads, articleId), articleId)
    throw refusal
  }
}

async function readDraft(deps: Deps, articleId: string, input: NewComment, address: string): Promise<Draft> {
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
  const proof = await proveCaptcha(deps, input.captcha, { action: 'comment.create', articleId, address })
  const parentId = input.parentId?.toLowerCase() ?? null
  const isTrapped = (input.website ?? '') !== ''
  return { ...rendered, articleId, parentId, authorName, email, wantsReplies, isTrapped, body, proof }
}

/** 404 for an article that is not visible, in the words for one that never was. */
function requireOpen(discussion: Discussion | undefined, id: string): Discussion {
  if (!discussion) throw notFound('article', id)
  if (discussion.mode === 'closed' || discussion.isPastClosing) {
    throw new ApiError('comments-closed', 'The article takes no more comments.')
  }
  return discussion
}

/**
 * Posts a comment for its captcha, both or neither. The captcha comes first: it tells the retry of a request
 * that was answered already, which gets the same answer even if its parent is gone by now.
 */
export async function postComment(act: PlainAct, sending: Sending, draft: Draft): Promise<Posting> {
  const { sql } = act
  const { secrets, settings } = sending
  const { articleId, parentId, authorName, body, proof } = draft
  const id = uuidv7()
  const requestHash = digestOf(articleId, parentId, body, authorName)
  const submission = submissionOf(sending, draft)
  const [boughtId, discussion, answered, look] = await Promise.all([
    spendCaptcha(sql, proof, { resourceId: id, requestHash }),
    holdDiscussion(sql, articleId),
    parentId === null ? undefined : holdParent(sql, articleId, parentId),
    lookAt(sql, secrets, submission),
  ])
  if (boughtId !== undefined) {
    const { status, createdAt } = await getPosted(sql, boughtId)
    return { answer: posted(secrets, boughtId, status, createdAt) }
  }
  const { mode } = requireOpen(discussion, articleId)
  if (parentId !== null && !answered) {
    throw new ApiError('parent-not-found', `There is no comment ${parentId} to answer here.`)
  }
  const place = placeOf(id, answered)
  const found = await judge(sql, look, submission, mode)
  const judged = sending.isChecked ? untilChecked(found) : found
  const revisionId = uuidv7()
  const createdAt = look.at
  act.write(inserting({ ...draft, id, revisionId, place, createdAt }, judged))
  if (settings.sendsMail) await subscribe(act, secrets, { ...draft, id, status: judged.status })
  tellOf(act, { id, articleId, parentId }, judged)
  const answer = posted(secrets, id, told(judged.status), createdAt)
  if (!judged.reasons.includes('awaiting-check')) return { answer }
  const { address, userAgent } = sending
  const said = { id, revisionId, articleId, parentId, mode, authorName, body, address, userAgent }
  return { answer, waiting: { ...said, isInnocent: found.status === 'approved' } }
}

function submissionOf({ settings, secrets, address }: Sending, draft: Draft): Submission {
  const { articleId, parentId, authorName, body, email, proof } = draft
  return {
    ...{ articleId, parentId, body, authorName, address, email },
    authorHash: email === undefined ? null : authorDigest(secrets, email),
    isUnlimited: settings.rateLimits === 'off',
    circumstances: circumstancesOf(draft),
    solvedIn: proof.iat === undefined ? undefined : Math.floor(Date.now() / 1000) - proof.iat,
  }
}

interface Placed {
  id: string
  articleId: string
  parentId: string | null
}

function tellOf(
  { record }: PlainAct,
  { id, articleId, parentId }: Placed,
  { status, reasons }: Judged,
): void {
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
  act: PlainAct,
  secrets: Deps['secrets'],
  {
    id,
    email,
    wantsReplies,
    status,
  }: Pick<Draft, 'email' | 'wantsReplies'> & Pick<Judged, 'status'> & { id: string },
): Promise<void> {
  if (!wantsReplies || email === undefined || status === 'spam') return
  await subscribeToReplies(act, secrets, { commentId: id, email, authorHash: authorDigest(secrets, email) })
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
