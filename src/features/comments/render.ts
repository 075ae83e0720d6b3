import { escapeHtml } from '../../lib/html.ts'
import { isInkless } from './rules.ts'

/** A comment as it is shown, and the same without marks. */
export interface Rendered {
  html: string
  text: string
}

/**
 * Renders the little Markdown that comments have: paragraphs, line breaks, `*em*`, `**strong**`, code in
 * backticks, `>` quotes and links. All else is text. Time grows with the length and with nothing else.
 */
export function render(body: string): Rendered {
  const lines = body
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .split('\n')
  return joined(runsOf(lines).map(renderRun))
}

interface Run {
  isQuote: boolean
  lines: string[]
}

/** The lines, parted where a quote begins or ends. Quotes do not nest: a second `>` is text. */
function runsOf(lines: readonly string[]): Run[] {
  const runs: Run[] = []
  for (const line of lines) {
    const isQuote = line.startsWith('>')
    const last = runs.at(-1)
    if (last?.isQuote === isQuote) last.lines.push(line)
    else runs.push({ isQuote, lines: [line] })
  }
  return runs
}

function renderRun({ isQuote, lines }: Run): Rendered {
  const inside = isQuote ? lines.map((line) => line.replace(/^> ?/, '')) : lines
  const run = joined(paragraphsOf(inside).map(renderParagraph))
  if (!isQuote || run.html === '') return run
  return { html: `<blockquote>${run.html}</blockquote>`, text: run.text.replace(/^/gm, '> ') }
}

/** Blank lines part paragraphs. */
function paragraphsOf(lines: readonly string[]): string[][] {
  const paragraphs: string[][] = [[]]
  for (const line of lines) {
    if (line.trim() === '') paragraphs.push([])
    else paragraphs.at(-1)?.push(line.trim())
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0)
}

function renderParagraph(lines: readonly string[]): Rendered {
  const { html, text } = renderInline(lines.join('\n'))
  return { html: `<p>${html}</p>`, text }
}

const joined = (parts: readonly Rendered[]): Rendered => ({
  html: parts.map(({ html }) => html).join(''),
  text: parts
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n\n'),
})

/** Where something may begin that is more than text. */
const MARK = /[`[\n]|\*+|\b(?:https?:\/\/|mailto:)/gi
/** What begins there; no form holds a repetition that could be tried in two ways. */
const CODE = /`([^`\n]+)`/y
const LINK = /\[([^[\]\n]+)\]\(([^()\s]+)\)/y
const ADDRESS = /[^\s<>"`]+/y

function renderInline(source: string): Rendered {
  const pieces: Pieces = { html: [], plain: [], opened: [] }
  const mark = new RegExp(MARK)
  let end = 0
  for (let match = mark.exec(source); match; match = mark.exec(source)) {
    addText(pieces, source.slice(end, match.index))
    end = match.index + place(pieces, source, match.index, match[0])
    mark.lastIndex = end
  }
  addText(pieces, source.slice(end))
  return { html: pieces.html.join(''), text: pieces.plain.join('') }
}

/** Adds what begins at a mark; answers how much of the source it took. */
function place(pieces: Pieces, source: string, index: number, mark: string): number {
  if (mark.startsWith('*')) return placeStars(pieces, source, index, mark)
  if (mark.length > 1) return placeAddress(pieces, matchAt(ADDRESS, source, index)?.[0] ?? mark)
  if (mark === '\n') return placeBreak(pieces)
  const [whole, first = '', target = ''] = matchAt(mark === '`' ? CODE : LINK, source, index) ?? [mark]
  if (first === '') addText(pieces, whole)
  else if (mark === '`') add(pieces, `<code>${escapeHtml(first)}</code>`, first)
  else placeLink(pieces, whole, first, target)
  return whole.length
}

function placeBreak(pieces: Pieces): number {
  add(pieces, '<br>', '\n')
  return 1
}

/** A sticky pattern's match at this very place. */
function matchAt(pattern: RegExp, source: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index
  return pattern.exec(source)
}

function placeLink(pieces: Pieces, whole: string, label: string, target: string): void {
  const href = safeHref(target)
  if (href === undefined || isInkless(label)) addText(pieces, whole)
  else add(pieces, anchor(href, label), `${label} (${href})`)
}

/**
 * A bare address ends before the punctuation of its sentence. One whose host is not what it looks like is
 * shown as browsers resolve it.
 */
function placeAddress(pieces: Pieces, found: string): number {
  const address = found.slice(0, lengthWithoutPunctuation(found))
  const href = safeHref(address)
  if (href === undefined) addText(pieces, address)
  else {
    const shown = new URL(href).host === hostAsWritten(address) ? address : href
    add(pieces, anchor(href, shown), shown)
  }
  return address.length
}

const anchor = (href: string, label: string) =>
  `<a href="${escapeHtml(href)}" rel="ugc nofollow noopener noreferrer">${escapeHtml(label)}</a>`

/** The address to link to: web and mail only, without a user name before the host. */
function safeHref(address: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  const isMail = url.protocol === 'mailto:'
  if (url.username || url.password || (isMail && (url.search || url.hash))) return undefined
  return url.href
}

const hostAsWritten = (address: string) =>
  (/^https?:\/\/([^/?#]*)/i.exec(address)?.[1] ?? '').toLowerCase().replace(/:(80|443)$/, '')

/** From the end, one character at a time: a pattern anchored there would start over at every mark. */
function lengthWithoutPunctuation(address: string): number {
  const marks = address.includes('(') ? `.,;:!?'*_~]` : `.,;:!?'*_~])`
  let length = address.length
  while (length > 1 && marks.includes(address.charAt(length - 1))) length--
  return length
}

type Emphasis = 'em' | 'strong'

/** One star or two open what a later equal run closes; any other number is text. */
function placeStars(pieces: Pieces, source: string, index: number, stars: string): number {
  const kind: Emphasis = stars.length === 1 ? 'em' : 'strong'
  const isMark = stars.length <= 2
  const mayClose = isMark && !isGap(source.charAt(index - 1))
  const mayOpen = isMark && !isGap(source.charAt(index + stars.length))
  if (mayClose && closeEmphasis(pieces, kind)) return stars.length
  if (mayOpen && !pieces.opened.some((each) => each.kind === kind)) {
    pieces.opened.push({ kind, at: pieces.html.length })
  }
  add(pieces, stars, stars)
  return stars.length
}

const isGap = (character: string) => character.trim() === ''

/** The output so far. An opener is text until its closer comes. */
interface Pieces {
  html: string[]
  plain: string[]
  opened: { kind: Emphasis; at: number }[]
}

function add(pieces: Pieces, html: string, text: string): void {
  pieces.html.push(html)
  pieces.plain.push(text)
}

function addText(pieces: Pieces, text: string): void {
  if (text !== '') add(pieces, escapeHtml(text), text)
}

/** Closes the emphasis that is open; what was opened inside it and not closed stays text. */
function closeEmphasis(pieces: Pieces, kind: Emphasis): boolean {
  const index = pieces.opened.findIndex((each) => each.kind === kind)
  const opener = pieces.opened[index]
  if (!opener) return false
  pieces.html[opener.at] = `<${kind}>`
  pieces.plain[opener.at] = ''
  pieces.opened = pieces.opened.slice(0, index)
  add(pieces, `</${kind}>`, '')
  return true
}
