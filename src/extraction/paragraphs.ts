export interface Extent {
  start: number
  end: number
}

/** The lines that hold anything, in order. A line break ends a paragraph: no pair of marks spans one. */
export function paragraphsOf(text: string): Extent[] {
  const found: Extent[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (text.slice(start, end).trim() !== '') found.push({ start, end })
    start = end + 1
  }
  return found
}
