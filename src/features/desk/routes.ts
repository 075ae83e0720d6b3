import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Feature } from '../../http/feature.ts'
import { type PageFile, readPage } from './page.ts'

/** Own scripts and styles, requests to this server, and nothing else: no markup from words either. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const send = (file: PageFile) => async (_request: FastifyRequest, reply: FastifyReply) =>
  reply
    .header('content-security-policy', POLICY)
    .header('cache-control', 'no-cache')
    .header('x-robots-tag', 'noindex')
    .type(file.type)
    .send(file.content)

/**
 * A page for moderators. It is a client of the moderation API like any other and has no door of its own: the
 * key that is typed into it decides what it may.
 */
const routes: Feature['routes'] = async (app) => {
  const options = { config: { access: 'public' as const, conditional: true }, schema: { hide: true } }
  for (const file of readPage()) {
    app.get(file.name === 'index.html' ? '/desk' : `/desk/${file.name}`, options, send(file))
  }
}

export const desk: Feature = { prefix: '', schemas: [], routes }
