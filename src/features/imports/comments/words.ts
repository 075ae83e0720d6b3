import type { Element, Nodes, Root } from 'hast'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import { unified } from 'unified'

const processor = unified()
  .use(rehypeRaw)
  .use(rehypeSanitize, { ...defaultSchema, strip: ['script', 'style'] })

/** Elements that are left open are opened anew in every paragraph: with more of both the work would explode. */
const TAGS_MAX = 500
const LENGTH_MAX = 100_000

/**
 * A comment's HTML in the few marks that comments here have: paragraphs, line breaks, emphasis, code, quotes and
 * links. Everything else is left as its text; scripts, styles and comments go. Nothing for what is too tangled.
 */
export function wordsOf(html: string): string | undefined {
  if (html.length > LENGTH_MAX || html.split('<').length > TAGS_MAX) return undefined
  const root: Root = { type: 'root', children: [{ type: 'raw', value: html } as never] }
  return textOf(processor.runSync(root) as Root)
    .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const BLOCKS = new Set(
  'p div ul ol pre table tr h1 h2 h3 h4 h5 h6 dl details section article figure hr'.split(' '),
)
const MARKS: Record<string, string> = { em: '*', i: '*', strong: '**', b: '**', code: '`' }

function textOf(node: Nodes): string {
  // In HTML a line break is white space like any other.
  if (node.type === 'text') return node.value.replace(/\s+/g, ' ')
  if (node.type === 'element') return elementText(node)
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

function elementText(node: Element): string {
  const inner = node.children.map(textOf).join('')
  const { tagName } = node
  const mark = MARKS[tagName]
  if (tagName === 'br') return '\n'
  if (mark) return marked(inner, mark)
  if (tagName === 'a') return linkText(inner, String(node.properties.href ?? ''))
  if (tagName === 'li') return `- ${inner.trim()}\n`
  if (tagName === 'blockquote') return `\n\n${quoted(inner)}\n\n`
  return BLOCKS.has(tagName) ? `\n\n${inner}\n\n` : inner
}

/** Marks hold within one line, and touch what they mark. */
function marked(inner: string, mark: string): string {
  const words = inner.trim()
  if (words === '' || words.includes('\n') || words.includes(mark)) return inner
  return inner.replace(words, () => `${mark}${words}${mark}`)
}

const quoted = (inner: string) =>
  inner
    .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .replace(/^/gm, '> ')

function linkText(label: string, href: string): string {
  const isPlain = /^(https?:\/\/|mailto:)[^()\s]+$/i.test(href)
  if (!isPlain || label === href) return isPlain ? href : label
  const words = label.trim()
  return /[[\]\n]/.test(words) || words === '' ? `${label} ${href}` : `[${words}](${href})`
}
