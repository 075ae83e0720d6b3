import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
} as const

/** The files of the site, by name; nothing else is ever served. */
const NAMES = [
  'index.html',
  'story.html',
  'reader.css',
  'api.js',
  'captcha.js',
  'comment-form.js',
  'elements.js',
  'front.js',
  'own-comments.js',
  'quotes.js',
  'story.js',
  'thread.js',
] as const

/** A story has the address that the API gives it with `ARTICLE_URL={site}/{section}/{slug}`. */
const STORY = /^\/[a-z0-9-]+\/[a-z0-9-]+$/

/**
 * Own scripts and styles, requests to the API, and nothing else. Markup can be made of words by one policy only,
 * that of `elements.js`.
 */
const policyFor = (api: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${api}`,
    `img-src ${api} data:`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types rendered-by-the-server',
  ].join('; ')

/** The site, as any web server could serve it; `config.js` tells its pages where the API answers. */
export function readerSite(api: string): Server {
  const { origin } = new URL(api)
  const files = new Map(NAMES.map((name) => [`/${name}`, read(name)]))
  files.set('/config.js', { type: TYPES.js, content: `export const API = ${JSON.stringify(origin)}\n` })
  const headers = { 'content-security-policy': policyFor(origin), 'x-content-type-options': 'nosniff' }

  return createServer((request, response) => {
    const file = files.get(fileFor(request.url ?? '/'))
    if (!file) return response.writeHead(404, headers).end('There is no such page.')
    return response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.content)
  })
}

function read(name: (typeof NAMES)[number]) {
  const extension = name.split('.').at(-1) as keyof typeof TYPES
  return { type: TYPES[extension], content: readFileSync(new URL(`./site/${name}`, import.meta.url), 'utf8') }
}

function fileFor(url: string): string {
  const [path = '/'] = url.split('?', 1)
  if (path === '/') return '/index.html'
  return STORY.test(path) ? '/story.html' : path
}
