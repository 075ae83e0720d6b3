import type { Element, Nodes, Root, Text } from 'hast'

// The plain text of a document (projection 1): entities decoded, white space of a paragraph folded, `<br>` a
// line break, blocks separated by a blank line. Offsets into it are UTF-16 units.

const INLINE = new Set(
  'a abbr b bdi bdo br cite code del dfn em i img input ins kbd mark q rp rt ruby s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
)
const BLOCK_BREAK = '\n\n'
const LINE_BREAK = '\n'

interface TextLeaf {
  node: Text
  parent: Element | Root
}
type Leaf = TextLeaf | { lineBreak: true }

const isText = (leaf: Leaf): leaf is TextLeaf => 'node' in leaf
const isBlock = (node: Nodes) => node.type === 'element' && !INLINE.has(node.tagName)
const hasInk = (block: readonly Leaf[]) => block.some((leaf) => isText(leaf) && leaf.node.value.trim() !== '')

/** A text node with its offset in the projection. */
export interface PlacedText extends TextLeaf {
  start: number
}

/** The projection of a tree whose white space is folded, and where each of its text nodes stands in it. */
export function placeTexts(tree: Root): { placed: PlacedText[]; text: string } {
  const placed: PlacedText[] = []
  const texts: string[] = []
  let start = 0
  for (const block of blocksOf(tree).filter(hasInk)) {
    const text = block.map((leaf) => (isText(leaf) ? leaf.node.value : LINE_BREAK)).join('')
    placed.push(...placeLeaves(block, start))
    texts.push(text)
    start += text.length + BLOCK_BREAK.length
  }
  return { placed, text: texts.join(BLOCK_BREAK) }
}

function placeLeaves(block: readonly Leaf[], blockStart: number): PlacedText[] {
  let start = blockStart
  return block.flatMap((leaf) => {
    const at = start
    start += isText(leaf) ? leaf.node.value.length : LINE_BREAK.length
    return isText(leaf) ? [{ ...leaf, start: at }] : []
  })
}

/** Folds white space where HTML would, so that the text nodes together are the projection letter by letter. */
export function foldWhiteSpace(tree: Root): void {
  for (const block of blocksOf(tree)) {
    let previous = ' '
    for (const leaf of block) previous = foldLeaf(leaf, previous)
    trimEnd(block)
  }
}

/** The leaves of each block, in document order: what stands between two block boundaries. */
function blocksOf(tree: Root): Leaf[][] {
  const blocks: Leaf[][] = [[]]
  collect(tree, blocks)
  return blocks
}

function collect(parent: Element | Root, blocks: Leaf[][]): void {
  for (const node of parent.children) {
    if (node.type === 'text') blocks.at(-1)?.push({ node, parent })
    if (node.type === 'element') collectElement(node, blocks)
  }
}

function collectElement(element: Element, blocks: Leaf[][]): void {
  if (element.tagName === 'br') blocks.at(-1)?.push({ lineBreak: true })
  if (isBlock(element)) blocks.push([])
  collect(element, blocks)
  if (isBlock(element)) blocks.push([])
}

/** Folds one leaf after the character before it, and returns the last character of what stands then. */
function foldLeaf(leaf: Leaf, previous: string): string {
  if (!isText(leaf)) return ' '
  if (!isPreformatted(leaf)) leaf.node.value = folded(leaf.node.value, previous)
  return leaf.node.value.at(-1) ?? previous
}

/** A code block keeps its lines; Markdown ends it with one. */
const isPreformatted = ({ node, parent }: TextLeaf) =>
  parent.type === 'element' && parent.tagName === 'code' && node.value.endsWith('\n')

function folded(value: string, previous: string): string {
  const single = value.replace(/[ \t\n\r\f]+/g, ' ')
  return previous === ' ' || previous === '\n' ? single.replace(/^ /, '') : single
}

function trimEnd(block: readonly Leaf[]): void {
  for (const leaf of [...block].reverse()) {
    if (!isText(leaf)) return
    leaf.node.value = leaf.node.value.trimEnd()
    if (leaf.node.value !== '') return
  }
}
