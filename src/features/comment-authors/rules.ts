import type { Secrets } from '../../lib/secrets.ts'
import { isUuid } from '../../lib/uuid.ts'

/** Whether the token that came with a comment's posting is this one. */
export const isEditToken = (secrets: Secrets, id: string, token: string): boolean =>
  secrets.verify('comment-edit-token', id.toLowerCase(), token)

/** The id of the comment that a receipt is for; undefined when it is not one of ours. */
export function commentOf(secrets: Secrets, receipt: string): string | undefined {
  const [id = '', mac = '', ...rest] = receipt.split('.')
  const isOurs = rest.length === 0 && isUuid(id) && secrets.verify('comment-receipt', id, mac)
  return isOurs ? id : undefined
}

/** What an author is told: that a comment is taken for spam is not, or spammers would learn by it. */
export const toldStatus = <Status extends string>(status: Status): Exclude<Status, 'spam'> | 'pending' =>
  status === 'spam' ? 'pending' : (status as Exclude<Status, 'spam'>)

/** How often words may be changed: each time somebody has to read them again. */
export const REVISIONS_MAX = 10
