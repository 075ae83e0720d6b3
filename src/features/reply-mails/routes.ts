import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Transaction } from '../../db/client.ts'
import type { Feature } from '../../http/feature.ts'
import { perform } from '../../http/perform.ts'
import { notFound } from '../../lib/errors.ts'
import { PAGE_POLICY, pageOf } from './page.ts'
import { hashIn, type Purpose } from './rules.ts'
import { confirmAuthor, isKnown, unsubscribeAuthor } from './store.ts'

const TokenParams = Type.Object({
  token: Type.String({
    maxLength: 200,
    description: 'From the link in the mail.',
    examples: ['3p0kzqF7lqg0bq6yJt1m0cKq4n1xYd3m9sJb2rV8uQw.0.0bq6yJt1m0cKq4n1xYd3m9sJb2rV8uQw3p0kzqF7lqg'],
  }),
})

const page = (description: string) => ({
  200: {
    description,
    content: { 'text/html': { schema: Type.String({ examples: ['<!doctype html>…'] }) } },
  },
})

interface Link {
  path: string
  purpose: Purpose
  carryOut: (tx: Transaction, hash: Uint8Array<ArrayBuffer>) => Promise<boolean>
  get: { operationId: string; summary: string; title: string; words: string; button: string }
  post: { operationId: string; summary: string; description: string; title: string; words: string }
}

const LINKS: readonly Link[] = [
  {
    path: '/confirmations/:token',
    purpose: 'confirm',
    carryOut: confirmAuthor,
    get: {
      operationId: 'showConfirmation',
      summary: 'See the page that confirms an address',
      title: 'Is this your address?',
      words: 'Confirm it, and replies to your comments are told to you by mail.',
      button: 'It is mine',
    },
    post: {
      operationId: 'confirmAddress',
      summary: 'Confirm an address',
      description:
        'What the page’s button does. From then on public replies to comments that asked for it are told by mail.',
      title: 'Confirmed',
      words: 'Replies to your comments are told to you from now on. Every mail has a link to end it.',
    },
  },
  {
    path: '/unsubscriptions/:token',
    purpose: 'unsubscribe',
    carryOut: unsubscribeAuthor,
    get: {
      operationId: 'showUnsubscription',
      summary: 'See the page that ends mail to an address',
      title: 'No more mail?',
      words: 'Replies to your comments are not told to you any more.',
      button: 'No more mail',
    },
    post: {
      operationId: 'unsubscribe',
      summary: 'End mail to an address',
      description:
        'What the page’s button does, and what mail programs send by themselves (RFC 8058). The link is good for ever; to repeat it changes nothing.',
      title: 'No more mail',
      words: 'Nothing more is sent to you.',
    },
  },
]

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  // A form of a page and a mail program send what they must; all that counts is in the address.
  app.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'buffer', bodyLimit: 4096 },
    async () => undefined,
  )

  const hashOf = (purpose: Purpose, token: string) => {
    const hash = hashIn(secrets, purpose, token, new Date())
    if (!hash) throw gone()
    return hash
  }

  for (const { path, purpose, carryOut, get, post } of LINKS) {
    app.get(
      path,
      {
        config: { access: 'public', problems: [404] },
        schema: {
          tags: ['comments'],
          operationId: get.operationId,
          summary: get.summary,
          description: 'For people. It changes nothing, however often a program follows the link.',
          params: TokenParams,
          produces: ['text/html'],
          response: page('A page with one button'),
        },
      },
      async (request, reply) => {
        if (!(await isKnown(db, hashOf(purpose, request.params.token)))) throw gone()
        return asPage(reply).send(pageOf(get))
      },
    )

    app.post(
      path,
      {
        config: { access: 'public', rateClass: 'comment', problems: [404] },
        schema: {
          tags: ['comments'],
          operationId: post.operationId,
          summary: post.summary,
          description: post.description,
          params: TokenParams,
          produces: ['text/html'],
          response: page('Done'),
        },
      },
      async (request, reply) => {
        const hash = hashOf(purpose, request.params.token)
        return perform(db, request, asPage(reply), async ({ tx }) => {
          if (!(await carryOut(tx, hash))) throw gone()
          return { status: 200, headers: {}, body: pageOf(post) }
        })
      },
    )
  }
}

const asPage = (reply: FastifyReply) =>
  reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY)

const gone = () => notFound('address', 'behind this link: it is not ours, or its time is over')

export const replyMails: Feature = { prefix: '/v1/mail', schemas: [], routes }
