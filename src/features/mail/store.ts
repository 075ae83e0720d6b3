import { v7 as uuidv7 } from 'uuid'
import type { PlainAct } from '../../db/act.ts'
import type { Db } from '../../db/client.ts'
import type { Secrets } from '../../lib/secrets.ts'
import type { Letter } from './letter.ts'
import { REPLIES_PER_HOUR } from './rules.ts'

const DAYS_KEPT = 30

interface NewMail {
  /** What makes it the same mail: it is written once, whoever writes it. */
  dedupeKey: string
  authorHash: Uint8Array | null
  letter: Letter
}

/** Puts a mail into the queue, sealed, in the transaction of what it tells of. */
export function enqueueMail(
  { write }: PlainAct,
  secrets: Secrets,
  { dedupeKey, authorHash, letter }: NewMail,
): void {
  const id = uuidv7()
  const sealed = secrets.seal('mail', Buffer.from(JSON.stringify(letter)), id)
  write({
    name: 'mail.enqueue',
    text: `
      insert into outgoing_mail (id, dedupe_key, kind, sealed, author_hash)
      values ($1::uuid, $2, $3, $4::bytea, $5::bytea)
      on conflict (dedupe_key) do nothing`,
    values: [id, dedupeKey, letter.kind, sealed, authorHash],
  })
}

export interface ClaimedMail {
  id: string
  sealed: Uint8Array
  attempts: number
}

/**
 * A mail that is due; no other instance takes it before the pause is over that would follow a failure. One
 * address gets so many mails about replies in an hour, and the others wait.
 */
export async function claimMail(db: Db): Promise<ClaimedMail | undefined> {
  const [claimed] = await db.$queryRaw<ClaimedMail[]>`
    update outgoing_mail set attempts = attempts + 1,
      next_attempt_at = clock_timestamp() + least(interval '6 hours', interval '5 minutes' * power(2, attempts))
    where id = (
      select m.id from outgoing_mail m
      where m.next_attempt_at <= clock_timestamp() and (m.kind <> 'reply' or (
        select count(*) from outgoing_mail sent
        where sent.author_hash = m.author_hash and sent.kind = 'reply'
          and sent.sent_at > now() - interval '1 hour') < ${REPLIES_PER_HOUR})
      order by m.next_attempt_at, m.id limit 1 for update skip locked)
    returning id, sealed, attempts`
  return claimed
}

export const openLetter = (secrets: Secrets, { id, sealed }: ClaimedMail): Letter | undefined => {
  const plain = secrets.open('mail', sealed, id)
  return plain && (JSON.parse(plain.toString()) as Letter)
}

/** It was sent, or never will be: what it said and to whom is destroyed. */
export const endMail = (db: Db, id: string, failure: string | null) => db.$executeRaw`
  update outgoing_mail set sealed = null, next_attempt_at = null, failure = ${failure},
    sent_at = case when ${failure}::text is null then clock_timestamp() end
  where id = ${id}::uuid`

export const noteFailure = (db: Db, id: string, failure: string) => db.$executeRaw`
  update outgoing_mail set failure = ${failure} where id = ${id}::uuid and sealed is not null`

/** That there was a mail is forgotten after a month. Returns how many. */
export const pruneMail = (db: Db, atMost: number) => db.$executeRaw`
  delete from outgoing_mail where id in (
    select id from outgoing_mail where next_attempt_at is null
      and created_at < now() - ${DAYS_KEPT}::int * interval '1 day'
    order by created_at limit ${atMost})`
