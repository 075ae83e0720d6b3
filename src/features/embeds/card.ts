import { createHash } from 'node:crypto'
import { escapeHtml } from '../../lib/html.ts'
import { directionOf } from '../published-articles/rules.ts'
import { type NoticeCode, wordsFor } from './notices.ts'
import type { EmbedCard } from './schema.ts'

const STYLE = `:root{color-scheme:light dark}
body{margin:0;font:1rem/1.5 Georgia,"Times New Roman",serif}
figure{margin:0;padding:1rem 1.25rem;border:1px solid #8886;border-inline-start:4px solid #8889;border-radius:4px}
blockquote{margin:0;quotes:auto;font-size:1.2rem;overflow-wrap:anywhere}
blockquote p{margin:0;white-space:pre-line}
.said::before{content:open-quote}
.said::after{content:close-quote}
.withdrawn{text-decoration:line-through;opacity:.7}
figcaption{margin-top:.75rem;font:.875rem/1.4 system-ui,sans-serif}
cite{font-style:normal;font-weight:600}
.notice{margin:.75rem 0 0;padding:.5rem .75rem;border:1px solid currentcolor;font:.875rem/1.4 system-ui,sans-serif}
a{color:inherit}`

/** A page without scripts that any site may show in a frame, and that can do nothing there. */
export const CARD_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ')

/** Words that nobody stands by any more are struck through. */
const WITHDRAWN: readonly NoticeCode[] = ['retracted', 'misattributed', 'article-retracted']

/** The quote as a page of its own. A paraphrase has no quotation marks. */
export function renderCard(card: EmbedCard): string {
  const { quote, article, notices } = card
  const words = wordsFor(article.language)
  const title = escapeHtml(`${quote.speaker?.name ?? words.unknown} · ${article.title}`)
  const language = quote.language ?? article.language
  const isWithdrawn = notices.some(({ code }) => WITHDRAWN.includes(code))
  const classes = [...(quote.kind === 'paraphrase' ? [] : ['said']), ...(isWithdrawn ? ['withdrawn'] : [])]
  return `<!doctype html>
<html lang="${escapeHtml(article.language)}" dir="${directionOf(article.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="canonical" href="${escapeHtml(article.url)}">
<link rel="alternate" type="application/json+oembed" href="${escapeHtml(card.oembed)}" title="${title}">
<style>${STYLE}</style>
</head>
<body>
<figure>
<blockquote cite="${escapeHtml(quote.deepLink)}" lang="${escapeHtml(language)}" dir="${directionOf(language)}"><p class="${classes.join(' ')}">${escapeHtml(quote.text)}</p></blockquote>
<figcaption>${captionOf(card)}</figcaption>
${notices.map(({ text }) => `<p class="notice" role="note" lang="${words.language}" dir="ltr">${escapeHtml(text)}</p>\n`).join('')}</figure>
</body>
</html>
`
}

function captionOf({ quote, article }: EmbedCard): string {
  const { unknown, onBehalfOf: spokeFor, language } = wordsFor(article.language)
  const { speaker, roleAsStated, onBehalfOf } = quote
  const who = speaker
    ? `<cite>${escapeHtml(speaker.name)}</cite>`
    : `<span lang="${language}">${escapeHtml(unknown)}</span>`
  const role = roleAsStated === null ? '' : `, ${escapeHtml(roleAsStated)}`
  const behalf = onBehalfOf
    ? ` <span lang="${language}">${escapeHtml(spokeFor)}</span> ${escapeHtml(onBehalfOf.name)}`
    : ''
  const link = `<a href="${escapeHtml(quote.deepLink)}" target="_blank" rel="noopener">${escapeHtml(article.title)}</a>`
  return `${who}${role}${behalf}${whenOf(quote.saidAt, article.language)}<br>${link}`
}

const PARTS: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: 'numeric' },
  7: { year: 'numeric', month: 'long' },
  10: { dateStyle: 'long' },
}

/** A day, a month or a year as the language writes it; doubtful times and spans stay in the article. */
function whenOf(saidAt: string | null, language: string): string {
  if (saidAt === null || !/^\d{4}(-\d{2}){0,2}$/.test(saidAt)) return ''
  const written = new Intl.DateTimeFormat(language, { ...PARTS[saidAt.length], timeZone: 'UTC' }).format(
    new Date(saidAt),
  )
  return `, <time datetime="${saidAt}">${escapeHtml(written)}</time>`
}
