import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../http/feature.ts'
import { articleJson } from './article-json.ts'

/** To be raised when what is made of the same rows is another text, and neither its SQL nor a schema tells. */
const FORM = 1

/**
 * Names what a compiled article depends on besides the database: the addresses and the secret that stand in it, and
 * how this release writes it. What another release or another configuration compiled counts as not there.
 */
export function formOf(
  app: FastifyInstance,
  { secrets, settings }: Pick<Deps, 'secrets' | 'settings'>,
): string {
  const { publicUrl, siteUrl, articleUrl } = settings
  const sql = articleJson('html', { quotes: true, speakers: true, corrections: true })
  const written = JSON.stringify([FORM, sql, app.getSchemas(), secrets.kid, publicUrl, siteUrl, articleUrl])
  return hash('sha256', written, 'base64url').slice(0, 16)
}
