/** A pattern found in a text, by code units. */
export interface Found<Label> {
  label: Label
  start: number
  end: number
}

interface Node<Label> {
  next: Map<number, Node<Label>>
  /** Where to go on when the next code unit does not fit: the longest proper suffix that is a beginning, too. */
  fallback: Node<Label> | undefined
  /** The nearest node on the way of fallbacks at which a pattern ends. */
  shorter: Node<Label> | undefined
  ends: { label: Label; length: number } | undefined
}

/**
 * Finds any number of literal patterns in one pass (Aho and Corasick, 1975): in time that grows with the length
 * of the text and the number of finds, whatever the patterns are.
 */
export class Matcher<Label> {
  readonly #root: Node<Label> = emptyNode()

  constructor(patterns: Iterable<readonly [pattern: string, label: Label]>) {
    for (const [pattern, label] of patterns) if (pattern !== '') this.#add(pattern, label)
    this.#link()
  }

  /** Every find, in the order in which they end; of those that end together the longest first. */
  *find(text: string): Generator<Found<Label>> {
    let node = this.#root
    for (let at = 0; at < text.length; at++) {
      node = step(node, text.charCodeAt(at)) ?? this.#root
      for (let hit: Node<Label> | undefined = node.ends ? node : node.shorter; hit; hit = hit.shorter) {
        if (hit.ends) yield { label: hit.ends.label, start: at + 1 - hit.ends.length, end: at + 1 }
      }
    }
  }

  #add(pattern: string, label: Label): void {
    let node = this.#root
    for (let at = 0; at < pattern.length; at++) {
      const unit = pattern.charCodeAt(at)
      const known = node.next.get(unit) ?? emptyNode()
      node.next.set(unit, known)
      node = known
    }
    node.ends = { label, length: pattern.length }
  }

  /** Level by level, so that a fallback, which is shorter, is linked before what falls back to it. */
  #link(): void {
    const queue = [this.#root]
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at] as Node<Label>
      for (const [unit, child] of node.next) {
        const target = node.fallback && (step(node.fallback, unit) ?? this.#root)
        child.fallback = target ?? this.#root
        child.shorter = child.fallback.ends ? child.fallback : child.fallback.shorter
        queue.push(child)
      }
    }
  }
}

const emptyNode = <Label>(): Node<Label> => ({
  next: new Map(),
  fallback: undefined,
  shorter: undefined,
  ends: undefined,
})

function step<Label>(from: Node<Label>, unit: number): Node<Label> | undefined {
  let node: Node<Label> | undefined = from
  while (node) {
    const next = node.next.get(unit)
    if (next) return next
    node = node.fallback
  }
  return undefined
}
