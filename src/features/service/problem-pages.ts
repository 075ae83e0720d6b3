import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { CATALOGUE, type ErrorCode } from '../../lib/error-catalogue.ts'
import { notFound } from '../../lib/errors.ts'
import { escapeHtml } from '../../lib/html.ts'

const CODES = Object.keys(CATALOGUE) as ErrorCode[]
const isCode = (text: string): text is ErrorCode => CODES.some((code) => code === text)

const routes: Feature['routes'] = async (app) => {
  app.get(
    '/:code',
    {
      config: { access: 'public', problems: [404] },
      schema: {
        tags: ['service'],
        operationId: 'getProblem',
        summary: 'Read what an error code means',
        description: 'The page that the `type` of a problem points at.',
        params: Type.Object({ code: Type.String({ maxLength: 60, examples: ['stale'] }) }),
        produces: ['text/html'],
        response: {
          200: {
            description: 'The page',
            content: { 'text/html': { schema: Type.String({ examples: ['<!doctype html>…'] }) } },
          },
        },
      },
    },
    async (request, reply) => {
      const { code } = request.params
      if (!isCode(code)) throw notFound('problem', code)
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'public, max-age=3600')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .send(page(code))
    },
  )
}

function page(code: ErrorCode): string {
  const { status, title, help } = CATALOGUE[code]
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${code}</title>
<style>body{font:1.05rem/1.6 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}code{background:#8882;padding:.1em .3em}</style>
<h1>${escapeHtml(title)}</h1>
<p><code>${code}</code> · HTTP ${status}</p>
<p>${escapeHtml(help).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>
<p>All codes: ${CODES.map((each) => `<a href="/problems/${each}">${each}</a>`).join(', ')}.</p>
</html>
`
}

export const problemPages: Feature = { prefix: '/problems', schemas: [], routes }
