import { escapeHtml } from '../../lib/html.ts'
import type { Part } from './letter.ts'

/** The words for those who read plain text. */
export const textOf = (parts: readonly Part[]): string =>
  `${parts.map((part) => (typeof part === 'string' ? part : `${part.words}:\n${part.link}`)).join('\n\n')}\n`

/** The same in HTML, where whatever came from a reader is text. */
export const htmlOf = (parts: readonly Part[]): string =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<body style="font:16px/1.5 sans-serif;max-width:36rem">
${parts.map(paragraph).join('\n')}
</body>
</html>
`

function paragraph(part: Part): string {
  if (typeof part === 'string') return `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`
  return `<p><a href="${escapeHtml(part.link)}">${escapeHtml(part.words)}</a></p>`
}
