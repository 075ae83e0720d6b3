import type { Element, ElementContent, Nodes, Root, Text } from 'hast'
import { toHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { ApiError } from './errors.ts'

/** What stays of HTML that an author wrote or Markdown made; everything else goes. */
const ALLOWED = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  strip: ['script', 'style'],
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize, ALLOWED)

/** Opening marks that nest: what a story needs is far below, what breaks a parser far above. */
const NESTING_MAX = 30
const NESTED = new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)])[ \\t]*){${NESTING_MAX},}`, 'm')
const TOO_DEEP = 'is nested too deeply'
/** Unmatched marks make a CommonMark parser quadratic in one paragraph; prose has a handful. */
const MARKS_MAX = 1500
const TOO_MARKED = `has more than ${MARKS_MAX} Markdown marks in one paragraph`

/** A body as sanitised HTML and as the plain text that quote offsets refer to: two views of one tree. */
export interface Rendering {
  tree: Root
  text: string
}

/** A passage to be wrapped: from `start` to before `end` in the plain text, in UTF-16 units. */
export interface Passage {
  quoteId: string
  start: number
  end: number
}

/**
 * Renders CommonMark with GitHub's extensions. The plain text (projection 1): entities decoded, white space
 * of a paragraph folded, `<br>` a line break, blocks separated by a blank line.
 */
export function renderMarkdown(markdown: string): Rendering {
  if (NESTED.test(markdown)) throw refused('depth', TOO_DEEP)
  if (markdown.split(/\n[ \t]*\n/).some(isOvermarked)) throw refused('marks', TOO_MARKED)
  try {
    const tree = processor.runSync(processor.parse(markdown)) as Root
    foldWhiteSpace(tree)
    return { tree, text: textOf(tree) }
  } catch (error) {
    if (error instanceof RangeError) throw refused('depth', TOO_DEEP, error)
    throw error
  }
}

const isOvermarked = (paragraph: string) => (paragraph.match(/[*_[\]~`<|]/g)?.length ?? 0) > MARKS_MAX

const refused = (code: string, detail: string, cause?: unknown) =>
  new ApiError('validation', `The body ${detail}.`, { errors: [{ pointer: '/body', code, detail }], cause })

/** The HTML with each passage in `<span id="q-<id>" data-quote-id="<id>">`; the id on a quote's first piece only. */
export function toMarkedHtml({ tree }: Rendering, passages: readonly Passage[] = []): string {
  const marked = structuredClone(tree)
  const named = new Set<string>()
  for (const passage of passages) wrap(marked, passage, named)
  return toHtml(marked)
}

// ─── The projection: blocks of text nodes ────────────────────────────────────────────────────────

const INLINE = new Set(
  'a abbr b bdi bdo br cite code del dfn em i img input ins kbd mark q rp rt ruby s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
)
const BLOCK_BREAK = '\n\n'
const LINE_BREAK = '\n'

type Leaf = { node: Text; parent: Element | Root } | { lineBreak: true }

const isBlock = (node: Nodes) => node.type === 'element' && !INLINE.has(node.tagName)

/** The leaves of each block, in document order: what stands between two block boundaries. */
function blocksOf(tree: Root): Leaf[][] {
  const blocks: Leaf[][] = [[]]
  const visit = (parent: Element | Root) => {
    for (const node of parent.children) {
      if (node.type === 'text') blocks.at(-1)?.push({ node, parent })
      if (node.type !== 'element') continue
      if (node.tagName === 'br') blocks.at(-1)?.push({ lineBreak: true })
      if (isBlock(node)) blocks.push([])
      visit(node)
      if (isBlock(node)) blocks.push([])
    }
  }
  visit(tree)
  return blocks
}

const hasText = (block: readonly Leaf[]) => block.some((leaf) => 'node' in leaf && leaf.node.value.trim() !== '')

/** Folds white space where HTML would, so that the text nodes together are the projection letter by letter. */
function foldWhiteSpace(tree: Root): void {
  for (const block of blocksOf(tree)) {
    let previous = ' '
    for (const leaf of block) {
      if (!('node' in leaf)) {
        previous = ' '
        continue
      }
      const isPreformatted = leaf.parent.type === 'element' && leaf.parent.tagName === 'code' && leaf.node.value.endsWith('\n')
      if (!isPreformatted) leaf.node.value = folded(leaf.node.value, previous)
      previous = leaf.node.value.at(-1) ?? previous
    }
    trimEnd(block)
  }
}

function folded(value: string, previous: string): string {
  const single = value.replace(/[ \t\n\r\f]+/g, ' ')
  return previous === ' ' || previous === '\n' ? single.replace(/^ /, '') : single
}

function trimEnd(block: readonly Leaf[]): void {
  for (const leaf of [...block].reverse()) {
    if (!('node' in leaf)) return
    leaf.node.value = leaf.node.value.trimEnd()
    if (leaf.node.value !== '') return
  }
}

interface PlacedText {
  node: Text
  parent: Element | Root
  start: number
}

/** Every text node with its offset in the projection. */
function place(tree: Root): { placed: PlacedText[]; text: string } {
  const placed: PlacedText[] = []
  let text = ''
  for (const block of blocksOf(tree).filter(hasText)) {
    if (text !== '') text += BLOCK_BREAK
    for (const leaf of block) {
      if ('node' in leaf) placed.push({ ...leaf, start: text.length })
      text += 'node' in leaf ? leaf.node.value : LINE_BREAK
    }
  }
  return { placed, text }
}

const textOf = (tree: Root) => place(tree).text

// ─── Marking quotes ──────────────────────────────────────────────────────────────────────────────

function wrap(tree: Root, { quoteId, start, end }: Passage, named: Set<string>): void {
  for (const { node, parent, start: nodeStart } of place(tree).placed) {
    const from = Math.max(start - nodeStart, 0)
    const to = Math.min(end - nodeStart, node.value.length)
    if (from >= to) continue
    const properties = { ...(named.has(quoteId) ? {} : { id: `q-${quoteId}` }), dataQuoteId: quoteId }
    named.add(quoteId)
    const pieces: ElementContent[] = [
      { type: 'text', value: node.value.slice(0, from) },
      {
        type: 'element',
        tagName: 'span',
        properties,
        children: [{ type: 'text', value: node.value.slice(from, to) }],
      },
      { type: 'text', value: node.value.slice(to) },
    ]
    const kept = pieces.filter((piece) => piece.type !== 'text' || piece.value !== '')
    parent.children.splice(parent.children.indexOf(node), 1, ...kept)
  }
}
