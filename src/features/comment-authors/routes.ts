import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { done, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { notFound } from '../../lib/errors.ts'
import { refuseUnreadable } from '../comments/readable.ts'
import { render } from '../comments/render.ts'
import { editableUntil } from '../comments/rules.ts'
import { editComment, withdrawOwnComment } from './edit.ts'
import { commentOf, isEditToken, toldStatus } from './rules.ts'
import {
  CommentEdit,
  EditedComment,
  EditHeaders,
  ErasureRequested,
  Receipt,
  ReceiptParams,
  schemas,
} from './schema.ts'
import { findReceipt, type ReceiptRow } from './store.ts'

const tags = ['comments']
const access = 'public' as const

const routes: Feature['routes'] = async (app, { db, secrets, settings, checks }) => {
  /** Wrong, missing and made-up tokens get the answer for a comment that there is not. */
  const own = (request: FastifyRequest<{ Params: { id: string } }>): string => {
    const { id } = request.params
    const token = request.headers['edit-token']
    if (typeof token !== 'string' || !isEditToken(secrets, id, token)) throw notFound('comment', id)
    return id.toLowerCase()
  }

  app.patch(
    '/:id',
    {
      bodyLimit: 32_768,
      config: { access, rateClass: 'comment', problems: [404, 409, 422] },
      schema: {
        tags,
        operationId: 'editComment',
        summary: 'Change one’s own comment',
        description:
          'Within 15 minutes, with the `Edit-Token`. The new words wait for a moderator, and what was public stays so meanwhile; where comments are moderated afterwards the new words are public at once.',
        params: IdParams,
        headers: EditHeaders,
        body: ref(CommentEdit),
        response: { 200: ref(EditedComment, 'The comment was changed') },
      },
    },
    (request, reply) => {
      const id = own(request)
      const body = request.body.body.normalize('NFC')
      const rendered = render(body)
      refuseUnreadable('/body', rendered.text)
      const sending = { settings, secrets, address: request.ip, isChecked: checks !== undefined }
      return perform(db, request, reply, async (act) => ({
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: await editComment(act, id, sending, { ...rendered, body }),
      }))
    },
  )

  app.delete(
    '/:id',
    {
      config: { access, rateClass: 'comment', problems: [404] },
      schema: {
        tags,
        operationId: 'withdrawComment',
        summary: 'Take one’s own comment back',
        description:
          'Within 15 minutes, with the `Edit-Token`. Its words and its name are no longer shown; where public replies hang on it, its place stays.',
        params: IdParams,
        headers: EditHeaders,
        response: { 204: Type.Null({ description: 'Taken back' }) },
      },
    },
    (request, reply) => {
      const id = own(request)
      return perform(db, request, reply, async (act) => {
        await withdrawOwnComment(act, id)
        return done()
      })
    },
  )

  app.get(
    '/receipts/:receipt',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'getCommentReceipt',
        summary: 'Read what became of one’s own comment',
        description: 'For whoever holds the `receipt` of the posting, without an end. Never cached.',
        params: ReceiptParams,
        response: { 200: ref(Receipt, 'What became of it') },
      },
    },
    async (request, reply) => {
      const row = await receiptRow(request.params.receipt)
      reply.header('cache-control', 'private, no-store')
      return toReceipt(row)
    },
  )

  app.post(
    '/receipts/:receipt/erasure-requests',
    {
      config: { access, rateClass: 'comment', problems: [404] },
      schema: {
        tags,
        operationId: 'requestErasure',
        summary: 'Ask for one’s own comment to be erased',
        description: 'The request is put before the administrators.',
        params: ReceiptParams,
        response: { 202: ref(ErasureRequested, 'The request was noted') },
      },
    },
    async (request, reply) => {
      const { id } = await receiptRow(request.params.receipt)
      return perform(db, request, reply, async ({ record }) => {
        record({ type: 'comment.erasure-requested', subject: { type: 'comment', id } })
        return { status: 202, headers: {}, body: { requestedAt: new Date().toISOString() } }
      })
    },
  )

  async function receiptRow(receipt: string): Promise<ReceiptRow> {
    const id = commentOf(secrets, receipt)
    const row = id === undefined ? undefined : await findReceipt(db, id)
    // What was sent is a secret or a guess at one: the answer does not repeat it.
    if (!row) throw notFound('comment', 'with this receipt')
    return row
  }
}

const GONE = new Set(['withdrawn', 'erased'])

function toReceipt(row: ReceiptRow): Receipt {
  const { id, headRevisionId, publishedRevisionId, createdAt } = row
  const status = toldStatus(row.status)
  const isGone = GONE.has(status)
  const isTold = status === 'rejected'
  return {
    id,
    status,
    body: isGone ? null : row.body,
    isEditPending: publishedRevisionId !== null && publishedRevisionId !== headRevisionId,
    reason: isTold ? row.reason : null,
    notePublic: isTold ? row.notePublic : null,
    createdAt: createdAt.toISOString(),
    editableUntil: editableUntil(createdAt).toISOString(),
  }
}

export const commentAuthors: Feature = { prefix: '/v1/comments', schemas, routes }
