import type { Element, ElementContent, Nodes, Root } from 'hast'
import type { Root as Markdown } from 'mdast'
import rehypeRaw from 'rehype-raw'
import rehypeRemark from 'rehype-remark'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'

/** What a body became, and what of it did not come along. */
export interface Converted {
  body: string
  /** It shows images, which stay where they were. */
  hasImages: boolean
  /** Players, frames and forms were in it. */
  hadEmbeds: boolean
}

const LENGTH_MAX = 2_000_000
const LINE_MAX = 5000
const TAGS_MAX = 10_000
/** Marks that are left open are opened anew in every paragraph: with many of both the work would explode. */
const REOPENED_MAX = 20_000
const MARK = /<(\/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![\w-])/gi

const writer = unified()
  .use(remarkGfm, { singleTilde: false })
  .use(remarkStringify, { bullet: '-', emphasis: '*' })
const reader = unified().use(rehypeRaw)
const converter = unified().use(rehypeRemark)

/** HTML as Markdown: its headings, lists, tables, quotes, emphasis, links and images. Nothing for what is tangled. */
export function markdownOfHtml(html: string, base: string): Converted | undefined {
  const tags = html.split('<').length
  const isTangled = html.length > LENGTH_MAX || tags > TAGS_MAX || tags * openMarks(html) > REOPENED_MAX
  if (isTangled) return undefined
  const found = { hasImages: false, hadEmbeds: false, base }
  try {
    const tree = pruned(treeOf(html), found)
    const { hasImages, hadEmbeds } = found
    return { body: written(converter.runSync(tree) as Markdown), hasImages, hadEmbeds }
  } catch (error) {
    // Deeper than the stack.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const treeOf = (html: string) =>
  reader.runSync({ type: 'root', children: [{ type: 'raw', value: html } as never] }) as Root

/** The words of a line of HTML; of what is longer, nobody asks for its end. */
export function plainOf(html: string): string {
  const line = html.slice(0, LINE_MAX)
  return /[<&]/.test(line) ? textOf(treeOf(line)).replace(/\s+/g, ' ').trim() : line
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  const text = 'children' in node ? node.children.map(textOf).join('') : ''
  return node.type === 'element' && BLOCK.test(node.tagName) ? ` ${text} ` : text
}

const BLOCK = /^(p|div|h\d|li|br)$/

/** Plain text as Markdown that shows it as it is: paragraphs between empty lines, or else one in each line. */
export function markdownOfText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trim()
  const paragraphs = lines.split(/\n[^\S\n]*\n\s*/.test(lines) ? /\n[^\S\n]*\n\s*/ : /\n/)
  return written({
    type: 'root',
    children: paragraphs.map((value) => ({
      type: 'paragraph',
      children: [{ type: 'text', value: value.replace(/[^\S\n]*\n[^\S\n]*/g, '\n').trim() }],
    })),
  })
}

/** An address in plain text is one without a backslash as well, and easier to read. */
const written = (tree: Markdown) =>
  writer
    .stringify(tree)
    .replace(/(https?)\\:\/\//g, '$1://')
    .trim()

/** How many marks are open at once, where most are. */
function openMarks(html: string): number {
  let open = 0
  let most = 0
  for (const [, isEnd] of html.matchAll(MARK)) {
    open = isEnd ? Math.max(0, open - 1) : open + 1
    most = Math.max(most, open)
  }
  return most
}

const SILENT = new Set(['script', 'style', 'noscript', 'template', 'head', 'title'])
const EMBEDS = new Set(
  'iframe object embed video audio form button input select textarea canvas svg math'.split(' '),
)
const ADDRESSES = ['href', 'src'] as const

interface Found {
  hasImages: boolean
  hadEmbeds: boolean
  base: string
}

/** The tree without what is no text, and with whole addresses; what was found is noted. */
function pruned<T extends Nodes>(node: T, found: Found): T {
  if (!('children' in node)) return node
  const children = (node.children as ElementContent[]).flatMap((child): ElementContent[] => {
    if (child.type === 'comment') return []
    return child.type === 'element' ? keptElement(child, found) : [child]
  })
  return { ...node, children }
}

function keptElement(element: Element, found: Found): Element[] {
  const { tagName } = element
  if (EMBEDS.has(tagName)) found.hadEmbeds = true
  if (EMBEDS.has(tagName) || SILENT.has(tagName)) return []
  if (tagName === 'img') found.hasImages = true
  const kept = pruned(element, found)
  return [{ ...kept, properties: { ...kept.properties, ...wholeAddresses(kept, found.base) } }]
}

const wholeAddresses = ({ properties }: Element, base: string) =>
  Object.fromEntries(
    ADDRESSES.flatMap((name) => {
      const address = properties[name]
      if (typeof address !== 'string' || address.startsWith('#') || !URL.canParse(address, base)) return []
      return [[name, new URL(address, base).href]]
    }),
  )
