import type { Act } from '../../db/act.ts'
import { conflict, unknownReference } from '../../lib/errors.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { getArticleHead } from '../revisions/store.ts'
import { LIFETIME_SECONDS, type NewPreviewToken, type PreviewToken } from './schema.ts'
import { findPreviewed } from './store.ts'
import { sealPreview } from './token.ts'

interface Issuer {
  secrets: Secrets
  publicUrl: string
}

/** A link to one revision for people without a key. Nothing is stored but who made it. */
export async function createPreviewToken(
  { tx, record }: Act,
  id: string,
  { expiresIn = LIFETIME_SECONDS, revision: wanted }: NewPreviewToken,
  { secrets, publicUrl }: Issuer,
): Promise<PreviewToken> {
  const head = await getArticleHead(tx, id)
  if (head.pubStatus === 'canceled' || head.pubStatus === 'legal')
    throw conflict('The article was withdrawn for good.')
  const revision = wanted ?? head.revision
  if (!(await findPreviewed(tx, head.id, revision)))
    throw unknownReference('/revision', 'revision', String(revision))
  const exp = Math.floor(Date.now() / 1000) + expiresIn
  const token = sealPreview(secrets, { v: 1, art: head.id, rev: revision, exp })
  const expiresAt = new Date(exp * 1000).toISOString()
  record({ type: 'article.preview-created', subject: { type: 'article', id }, data: { revision, expiresAt } })
  return { token, url: `${publicUrl}/v1/preview/${token}`, revision, expiresAt }
}
