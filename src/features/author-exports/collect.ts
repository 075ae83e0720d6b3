import { v7 as uuidv7 } from 'uuid'
import { type Act, instant } from '../../db/act.ts'
import { notFound } from '../../lib/errors.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { authorDigests, openEmail } from '../comment-addresses/rules.ts'
import { findAddresses } from '../comment-addresses/store.ts'
import { commentOf } from '../comment-authors/rules.ts'
import type { AuthorExport, NewAuthorExport } from './schema.ts'
import { getAuthorHash, listWritten } from './store.ts'

/** All that is held on an author. That it was read is noted, and never on whom. */
export async function collectAuthorExport(
  { tx, record }: Act,
  secrets: Secrets,
  target: NewAuthorExport,
): Promise<AuthorExport> {
  const createdAt = await instant(tx)
  const commentId = commentIn(secrets, target)
  const hash = commentId === undefined ? null : await getAuthorHash(tx, commentId)
  const hashes = target.email === undefined ? (hash ? [hash] : []) : authorDigests(secrets, target.email)
  const comments = await listWritten(tx, { hashes, commentId })
  const addresses = await findAddresses(tx, hashes)
  record({
    type: 'author-export.created',
    subject: { type: 'author-export', id: uuidv7() },
    data: { comments: comments.length },
  })
  return {
    createdAt: createdAt.toISOString(),
    addresses: addresses.map((address) => ({
      email: openEmail(secrets, address.sealedEmail) ?? null,
      confirmedAt: address.confirmedAt?.toISOString() ?? null,
      unsubscribedAt: address.unsubscribedAt?.toISOString() ?? null,
      createdAt: address.createdAt.toISOString(),
      lastUsedAt: address.lastUsedAt.toISOString(),
    })),
    comments,
  }
}

function commentIn(secrets: Secrets, { commentId, receipt }: NewAuthorExport): string | undefined {
  if (receipt === undefined) return commentId?.toLowerCase()
  const id = commentOf(secrets, receipt)
  if (id === undefined) throw notFound('comment', 'with this receipt')
  return id
}
