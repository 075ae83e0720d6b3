import { element } from './words.js'

/** The conversation around a comment; what it is about is marked. */
export const linesOf = (comments, about) =>
  comments.flatMap(({ id, author, body, replies }) => {
    const words = `${author?.name ?? 'Taken back'}: ${body?.text ?? '—'}`
    const line = element('p', {
      dir: 'auto',
      children: [about.includes(id) ? element('mark', { text: words }) : words],
    })
    const below = replies?.data ?? []
    return below.length > 0
      ? [line, element('div', { class: 'thread', children: linesOf(below, about) })]
      : [line]
  })
