import type { ElementContent, Root } from 'hast'
import { placeTexts } from './projection.ts'

/** A passage to be wrapped: from `start` to before `end` in the plain text, in UTF-16 units. */
export interface Passage {
  quoteId: string
  start: number
  end: number
}

/**
 * Wraps a passage in `<span data-quote-id="…">`, in as many pieces as elements cut it into; the first piece of
 * a quote that `named` does not hold yet carries its id as well. Passages may overlap: spans nest or adjoin.
 */
export function wrapPassage(tree: Root, { quoteId, start, end }: Passage, named: Set<string>): void {
  for (const { node, parent, start: nodeStart } of placeTexts(tree).placed) {
    const from = Math.max(start - nodeStart, 0)
    const to = Math.min(end - nodeStart, node.value.length)
    if (from >= to) continue
    const pieces = cut(node.value, from, to, spanProperties(quoteId, named))
    parent.children.splice(parent.children.indexOf(node), 1, ...pieces)
  }
}

function spanProperties(quoteId: string, named: Set<string>) {
  const id = named.has(quoteId) ? {} : { id: `q-${quoteId}` }
  named.add(quoteId)
  return { ...id, dataQuoteId: quoteId }
}

function cut(value: string, from: number, to: number, properties: Record<string, string>): ElementContent[] {
  const text = (part: string): ElementContent[] => (part === '' ? [] : [{ type: 'text', value: part }])
  const children = text(value.slice(from, to))
  const span: ElementContent = { type: 'element', tagName: 'span', properties, children }
  return [...text(value.slice(0, from)), span, ...text(value.slice(to))]
}
