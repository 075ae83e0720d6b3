import { element } from './words.js'

/** A text with what was found in it marked, and why; spans may touch and overlap. */
export function marked(text, matches) {
  const parts = []
  let end = 0
  for (const { reason, start, end: stop } of [...matches].sort((a, b) => a.start - b.start)) {
    if (stop <= end) continue
    const from = Math.max(start, end)
    parts.push(text.slice(end, from), element('mark', { text: text.slice(from, stop), title: reason }))
    end = stop
  }
  return [...parts, text.slice(end)]
}

const KINDS = { inserted: 'ins', removed: 'del' }

/** What an author took out and put in, word by word. */
export const compared = (diff) =>
  diff.map(({ op, text }) => (KINDS[op] ? element(KINDS[op], { text }) : text))
