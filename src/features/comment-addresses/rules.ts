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
