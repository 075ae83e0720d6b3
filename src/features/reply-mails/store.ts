import type { PlainAct } from '../../db/act.ts'
import type { Db, Transaction } from '../../db/client.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { openEmail, sealEmail } from '../comment-addresses/rules.ts'
import { enqueueMail } from '../mail/store.ts'
import type { ToldReply } from './mails.ts'
import { confirmationKey } from './rules.ts'

type Hash = Uint8Array<ArrayBuffer>

interface Subscribing {
  commentId: string
  email: string
  authorHash: Hash
}

/**
 * Keeps the address that a comment was written with and asks it, at most once a week, whether it is its
 * writer's. Nothing else is sent to it before somebody has followed the link.
 */
export async function subscribeToReplies(
  act: PlainAct,
  secrets: Secrets,
  { commentId, email, authorHash }: Subscribing,
): Promise<void> {
  const [author] = await act.sql.query<{ isSettled: boolean; sealedEmail: Uint8Array }>({
    name: 'reply-mails.keep-address',
    text: `
      insert into comment_author (hash, sealed_email) values ($1::bytea, $2::bytea)
      on conflict (hash) do update set last_used_at = now()
      returning confirmed_at is not null or unsubscribed_at is not null as "isSettled",
        sealed_email as "sealedEmail"`,
    values: [authorHash, sealEmail(secrets, email)],
  })
  act.write({
    name: 'reply-mails.subscribe',
    text: 'insert into reply_subscription (comment_id, author_hash) values ($1::uuid, $2::bytea)',
    values: [commentId, authorHash],
  })
  if (!author || author.isSettled) return
  enqueueMail(act, secrets, {
    dedupeKey: confirmationKey(authorHash, new Date()),
    authorHash,
    letter: {
      kind: 'confirmation',
      to: openEmail(secrets, author.sealedEmail) ?? email,
      authorHash: hex(authorHash),
    },
  })
}

const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex')

export const isKnown = async (db: Db, hash: Hash) => (await db.commentAuthor.count({ where: { hash } })) > 0

/** Nobody has said yet that the address is theirs, nor that nothing is to be sent to it. */
export const isUnconfirmed = async (db: Db, hash: Hash) =>
  (await db.commentAuthor.count({ where: { hash, confirmedAt: null, unsubscribedAt: null } })) > 0

/** Whoever reads what is sent to the address has confirmed it; also after having wanted no more. */
export const confirmAuthor = async (tx: Transaction, hash: Hash) =>
  (await tx.$executeRaw`
    update comment_author set confirmed_at = coalesce(confirmed_at, now()), unsubscribed_at = null,
      last_used_at = now() where hash = ${hash}::bytea`) > 0

/** Nothing more is sent to the address, and what waits is not. */
export async function unsubscribeAuthor(tx: Transaction, hash: Hash): Promise<boolean> {
  await tx.outgoingMail.deleteMany({ where: { authorHash: hash, sealed: { not: null } } })
  const found = await tx.$executeRaw`
    update comment_author set unsubscribed_at = coalesce(unsubscribed_at, now()), last_used_at = now()
    where hash = ${hash}::bytea`
  return found > 0
}

/** The reply as the public reads it now, if the author of what it answers still wants to be told. */
export async function findReply(db: Db, id: string, hash: Hash): Promise<ToldReply | undefined> {
  const [reply] = await db.$queryRaw<ToldReply[]>`
    select v.article_id as id, v.slug, v.language, section.slug as section, v.title,
      reply.author_name as "authorName", words.text
    from comment reply
    join comment_revision words on words.comment_id = reply.id and words.id = reply.published_revision_id
    join reply_subscription s on s.comment_id = reply.parent_id and s.author_hash = ${hash}::bytea
    join comment_author author on author.hash = s.author_hash
    join visible_edition v on v.article_id = reply.article_id
    left join section on section.id = v.section_id
    where reply.id = ${id}::uuid and reply.reachable and reply.status = 'approved'
      and author.confirmed_at is not null and author.unsubscribed_at is null`
  return reply
}

const MARK = 'reply-mails'

/** How far the log was read, held until the transaction ends; a log that was never read is read from its end. */
export async function holdMark(tx: Transaction): Promise<bigint> {
  await tx.$executeRaw`
    insert into job_mark (name, position) select ${MARK}, coalesce(max(position), 0) from event
    on conflict do nothing`
  const [mark] = await tx.$queryRaw<{ position: bigint }[]>`
    select position from job_mark where name = ${MARK} for update`
  return mark?.position ?? 0n
}

export const moveMark = (tx: Transaction, position: bigint) =>
  tx.jobMark.update({ where: { name: MARK }, data: { position, updatedAt: new Date() } })

/** Public events behind the mark, in their order. */
export const listEvents = (tx: Transaction, after: bigint, atMost: number) =>
  tx.event.findMany({
    where: { position: { gt: after } },
    select: { position: true, type: true, subjectId: true },
    orderBy: { position: 'asc' },
    take: atMost,
  })

interface Told {
  replyId: string
  hash: Hash
  sealedEmail: Uint8Array
}

/** Of these comments, the replies that somebody else wants to be told of. */
export const listTold = (tx: Transaction, ids: readonly string[]) => tx.$queryRaw<Told[]>`
  select reply.id as "replyId", author.hash, author.sealed_email as "sealedEmail"
  from comment reply join reply_subscription s on s.comment_id = reply.parent_id
  join comment_author author on author.hash = s.author_hash
  where reply.id = any(${[...ids]}::uuid[]) and reply.reachable and reply.status = 'approved'
    and author.confirmed_at is not null and author.unsubscribed_at is null
    and reply.author_hash is distinct from author.hash`
