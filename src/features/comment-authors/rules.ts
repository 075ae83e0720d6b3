import type { Secrets } from '../../lib/secrets.ts'
import { isUuid } from '../../lib/uuid.ts'

const MAC_BYTES = 32

/** Base64 has several spellings of the same bytes: only the one that we wrote counts. */
function macOf(text: string): Buffer | undefined {
  const mac = Buffer.from(text, 'base64url')
  return mac.length === MAC_BYTES && mac.toString('base64url') === text ? mac : undefined
}

/** Whether the token that came with a comment's posting is this one. */
export function isEditToken(secrets: Secrets, id: string, token: string): boolean {
  const mac = macOf(token)
  return mac !== undefined && secrets.verify('comment-edit-token', id.toLowerCase(), mac)
}

/** The id of the comment that a receipt is for; undefined when it is not one of ours. */
export function commentOf(secrets: Secrets, receipt: string): string | undefined {
  const [id = '', sent = '', ...rest] = receipt.split('.')
  const mac = macOf(sent)
  const isOurs = rest.length === 0 && isUuid(id) && mac && secrets.verify('comment-receipt', id, mac)
  return isOurs ? id : undefined
}

/** What an author is told: that a comment is taken for spam is not, or spammers would learn by it. */
export const toldStatus = <Status extends string>(status: Status): Exclude<Status, 'spam'> | 'pending' =>
  status === 'spam' ? 'pending' : (status as Exclude<Status, 'spam'>)

/** How often words may be changed: each time somebody has to read them again. */
export const REVISIONS_MAX = 10
