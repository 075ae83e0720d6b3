import { describe, expect, test } from '@jest/globals'
import { forgetUnusedAddresses } from '../src/features/comment-addresses/jobs.ts'
import { forgetSentMail, sendMail } from '../src/features/mail/jobs.ts'
import { writeModeratorDigest } from '../src/features/moderator-digests/jobs.ts'
import { queueReplyMails } from '../src/features/reply-mails/jobs.ts'
import type { Job, MailSettings } from '../src/jobs/job.ts'
import { anArticle } from './support/articles.ts'
import { aComment, post } from './support/discussion.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom, SETTINGS } from './support/newsroom.ts'
import { mailServer } from './support/smtp.ts'

const { db, reader, moderator, admin } = await newsroom()
const server = await mailServer()

const mail: MailSettings = {
  ...{ smtpUrl: server.url, from: 'Comments <comments@news.example>', timeZone: 'UTC' },
  ...{ digestTo: ['desk@news.example', 'night@news.example'], digestHour: 0 },
  ...{ publicUrl: SETTINGS.publicUrl, siteUrl: SETTINGS.siteUrl, articleUrl: SETTINGS.articleUrl },
}
const run = (job: Job, settings: Partial<MailSettings> = {}) =>
  runToTheEnd(job, db, { mail: { ...mail, ...settings } })
const tell = async () => {
  await run(queueReplyMails)
  await run(sendMail)
}

const EMAIL = 'Ines.Marlow@example.org'
const WANTS = { author: { name: 'Ines', email: EMAIL }, notify: true }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const linkIn = (text: string, kind: 'confirmations' | 'unsubscriptions') =>
  new RegExp(`/v1/mail/${kind}/\\S+`).exec(text)?.[0] ?? ''
const press = (path: string) => reader('POST', path, 'List-Unsubscribe=One-Click', FORM)

/** A public comment whose author has confirmed the address, and the log read up to here. */
async function followed() {
  const { id: articleId } = await anArticle(db, { mode: 'post' })
  const own = (await post(reader, articleId, WANTS)).body
  await tell()
  const [first] = server.mails
  await press(linkIn(first?.text ?? '', 'confirmations'))
  server.mails.length = 0
  return { articleId, own, parentId: own.comment.id as string }
}

describe('a comment that asks to be told of replies', () => {
  test('asks the address first, with a link that changes nothing until its button is pressed', async () => {
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    await post(reader, articleId, WANTS)
    await post(reader, articleId, WANTS)

    await run(sendMail)

    expect(server.mails).toMatchObject([{ from: 'comments@news.example', to: [EMAIL] }])
    const link = linkIn(server.mails[0]?.text ?? '', 'confirmations')
    const shown = await reader('GET', link)
    expect(shown).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(shown.headers['content-security-policy']).toContain("form-action 'self'")
    expect(await db.commentAuthor.findMany()).toMatchObject([{ confirmedAt: null }])
    expect((await press(link)).status).toBe(200)
    const [author] = await db.commentAuthor.findMany()
    expect(author?.confirmedAt).not.toBeNull()
    expect(Buffer.from(author?.sealedEmail ?? '').toString('latin1')).not.toMatch(/marlow/i)
    const [sent] = await db.outgoingMail.findMany()
    expect(sent).toMatchObject({ sealed: null, nextAttemptAt: null, failure: null, attempts: 1 })
  })

  test('without notify no address is kept, and with it there must be one', async () => {
    const { id: articleId } = await anArticle(db)

    await post(reader, articleId, { author: WANTS.author })
    const refused = await post(reader, articleId, { notify: true })

    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/author/email' }] } })
    expect(await db.commentAuthor.count()).toBe(0)
    expect(await db.outgoingMail.count()).toBe(0)
  })

  test('a link that was changed, is for something else, or came too late leads nowhere', async () => {
    const { id: articleId } = await anArticle(db)
    await post(reader, articleId, WANTS)
    await run(sendMail)
    const link = linkIn(server.mails[0]?.text ?? '', 'confirmations')
    const [hash = '', expiry = ''] = (link.split('/').at(-1) ?? '').split('.')

    // The last letter spells four bits of the signature and two of nothing.
    const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter(
      (letter) => !link.endsWith(letter),
    )

    const wrong = [
      ...others.map((letter) => `${link.slice(0, -1)}${letter}`),
      link.replace('confirmations', 'unsubscriptions'),
      link.replace(`.${expiry}.`, `.${Number(expiry) + 1}.`),
      link.replace(hash, 'A'.repeat(43)),
      '/v1/mail/confirmations/x',
    ]

    for (const each of wrong)
      expect([(await reader('GET', each)).status, (await press(each)).status]).toEqual([404, 404])
    expect(await db.commentAuthor.findMany()).toMatchObject([{ confirmedAt: null, unsubscribedAt: null }])
  })
})

describe('a reply that becomes public', () => {
  test('is told once, with a way to end it, and nothing that a reader wrote in a header', async () => {
    const { articleId, parentId } = await followed()
    const author = { name: 'Mara "Quint" <x@y.example>' }
    const reply = await post(reader, articleId, {
      parentId,
      body: 'Yes.\n\n.\n\nBcc: all@example.org',
      author,
    })
    await post(reader, articleId, { parentId, author: WANTS.author })
    await tell()
    await tell()

    expect(server.mails).toHaveLength(1)
    const [told] = server.mails
    expect(told?.to).toEqual([EMAIL])
    expect(told?.text).toContain('Mara "Quint" <x@y.example> replied to your comment')
    expect(told?.text).toContain(`#comment-${reply.body.comment.id}`)
    expect(told?.raw).toContain('&lt;x@y.example&gt;')
    expect(Object.keys(told?.headers ?? {})).not.toContain('bcc')
    expect(JSON.stringify(told?.headers)).not.toMatch(/Quint|Bcc|all@example/)
    expect(told?.headers).toMatchObject({
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'auto-submitted': 'auto-generated',
      subject: 'A reply to your comment',
    })
    const oneClick = told?.headers['list-unsubscribe'] ?? ''
    const path = new URL(oneClick.slice(1, -1)).pathname
    expect((await reader('GET', path)).status).toBe(200)
    expect((await press(path)).status).toBe(200)
    expect((await press(path)).status).toBe(200)
    await post(reader, articleId, { parentId })
    await tell()
    expect(server.mails).toHaveLength(1)
  })

  test('is told to nobody who has not confirmed, and not when it is gone before the mail leaves', async () => {
    const { articleId, parentId } = await followed()
    const other = (
      await post(reader, articleId, { author: { name: 'Mara', email: 'mara@example.org' }, notify: true })
    ).body
    await post(reader, articleId, { parentId: other.comment.id })
    const reply = (await post(reader, articleId, { parentId })).body
    await run(queueReplyMails)
    await admin('POST', '/v1/admin/erasures', { commentId: reply.comment.id })
    await run(sendMail)

    expect(server.mails.map(({ headers }) => headers.subject)).toEqual(['Is this your address?'])
    const kinds = await db.outgoingMail.findMany({ where: { kind: 'reply' } })
    expect(kinds).toMatchObject([{ failure: 'unwanted', sealed: null }])
  })

  test('ten in an hour are told, and the others later', async () => {
    const { articleId, parentId } = await followed()
    const under = { id: parentId, rootId: parentId, depth: 0 }
    for (let n = 0; n < 12; n++) {
      const { id } = await aComment(db, { articleId, under, body: `Reply ${n}` })
      await db.event.create({
        data: {
          ...{ id, type: 'comment.approved', subjectType: 'comment', subjectId: id, actorLabel: '' },
          position: 1000 + n,
        },
      })
    }

    await tell()

    expect(server.mails).toHaveLength(10)
    await db.$executeRaw`update outgoing_mail set sent_at = sent_at - interval '61 minutes'`
    await tell()
    expect(server.mails).toHaveLength(12)
  })
})

describe('a mail that is not taken', () => {
  test('for ever is given up, without a word of the server; for now is tried later', async () => {
    const { id: articleId } = await anArticle(db)
    await post(reader, articleId, WANTS)
    server.refuse(`450 ${EMAIL} later`)
    await run(sendMail)
    const [waiting] = await db.outgoingMail.findMany()
    expect(waiting).toMatchObject({ attempts: 1, failure: 'EENVELOPE 450', sentAt: null })
    expect(waiting?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now() + 200_000)
    expect(waiting?.sealed).not.toBeNull()

    server.refuse(`550 ${EMAIL} never`)
    await db.$executeRaw`update outgoing_mail set next_attempt_at = now()`
    await run(sendMail)

    expect(await db.outgoingMail.findMany()).toMatchObject([
      { attempts: 2, failure: 'EENVELOPE 550', sealed: null, nextAttemptAt: null, sentAt: null },
    ])
  })

  test('while no server answers waits, one try for all of them', async () => {
    const { id: articleId } = await anArticle(db)
    await post(reader, articleId, WANTS)
    await post(reader, articleId, { author: { name: 'Mara', email: 'mara@example.org' }, notify: true })

    await run(sendMail, { smtpUrl: 'smtp://127.0.0.1:1' })

    const rows = await db.outgoingMail.findMany({ select: { attempts: true }, orderBy: { attempts: 'asc' } })
    expect(rows).toEqual([{ attempts: 0 }, { attempts: 1 }])
  })
})

test('moderators are told once a day what waits, and nothing of who wrote it', async () => {
  await run(writeModeratorDigest)
  expect(await db.outgoingMail.count()).toBe(0)
  const { id: articleId } = await anArticle(db)
  await post(reader, articleId, { author: { name: 'Wilhelmina' }, body: 'Zanzibar' })

  await Promise.all([run(writeModeratorDigest), run(writeModeratorDigest)])
  await run(sendMail)
  await run(writeModeratorDigest)
  await run(sendMail)

  expect(server.mails).toMatchObject([{ to: ['desk@news.example', 'night@news.example'] }])
  expect(server.mails[0]?.text).toContain('Waits for a decision: 1, the oldest since 2')
  expect(server.mails[0]?.raw).not.toMatch(/Wilhelmina|Zanzibar/)
})

test('an erasure takes the address, what it subscribed to, and mail that waits for it', async () => {
  const { articleId, parentId } = await followed()
  await post(reader, articleId, { parentId })
  await run(queueReplyMails)
  const held = (await admin('POST', '/v1/admin/author-exports', { commentId: parentId })).body
  expect(held).toMatchObject({ addresses: [{ email: EMAIL }], comments: [{ isSubscribed: true }] })

  await admin('POST', '/v1/admin/erasures', { email: EMAIL.toLowerCase() })

  expect([
    await db.commentAuthor.count(),
    await db.replySubscription.count(),
    await db.outgoingMail.count(),
  ]).toEqual([0, 0, 0])
  await run(sendMail)
  expect(server.mails).toEqual([])
})

test('addresses that nobody confirmed go after two weeks, and traces of mail after a month', async () => {
  const { own } = await followed()
  const { id: articleId } = await anArticle(db)
  await post(reader, articleId, { author: { name: 'Mara', email: 'mara@example.org' }, notify: true })
  await db.$executeRaw`update comment_author set last_used_at = last_used_at - interval '15 days'`
  await db.$executeRaw`update outgoing_mail set created_at = created_at - interval '31 days'`

  await run(forgetUnusedAddresses)
  await run(forgetSentMail)

  expect(await db.replySubscription.findMany()).toMatchObject([{ commentId: own.comment.id }])
  expect(await db.outgoingMail.count()).toBe(0)
  expect((await moderator('GET', '/v1/moderation/comments')).body.data).toHaveLength(1)
})
