import { domainToASCII } from 'node:url'
import type { Secrets } from '../../lib/secrets.ts'

/** One address, one form: white space, case and the spelling of the domain do not make another of it. */
function normaliseEmail(email: string): string {
  const address = email.trim().normalize('NFKC').toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`
}

/** What comments of one address have in common, and nobody without our key can compute or turn around. */
export const authorDigest = (secrets: Secrets, email: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(secrets.sign('comment-author', normaliseEmail(email)))

/** The digests that comments of the address may carry: also those from before `SECRET` changed. */
export const authorDigests = (secrets: Secrets, email: string): Uint8Array<ArrayBuffer>[] =>
  secrets.signatures('comment-author', normaliseEmail(email)).map((digest) => new Uint8Array(digest))

/** An address as it is kept: sealed, in the form that was typed. */
export const sealEmail = (secrets: Secrets, email: string) =>
  secrets.seal('author-email', Buffer.from(email.trim()), '')

/** The address; nothing where it was sealed under a secret that is gone. */
export const openEmail = (secrets: Secrets, sealed: Uint8Array): string | undefined =>
  secrets.open('author-email', sealed, '')?.toString()
