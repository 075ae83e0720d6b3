import type { Passage } from './annotated.ts'

/** q: the words; s: the phrase that names who said them; c: the cue; t: the words that say when. */
export type MarkKind = 'q' | 's' | 'c' | 't'

export interface Mark extends Passage {
  kind: MarkKind
  /** The quotes of the front matter that it belongs to. */
  quotes: number[]
}

const MARK = /\{([qsct])(\d+(?:,\d+)*)\||\}/g

/**
 * Takes the marks out of an annotated text (`“{q1|We will},” {s1|she} {c1|said}`) and tells where they stood in
 * what is left. Marks may stand in one another.
 */
export function readMarks(annotated: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = []
  const open: Mark[] = []
  let text = ''
  let read = 0
  for (const match of annotated.matchAll(MARK)) {
    text += annotated.slice(read, match.index)
    read = match.index + match[0].length
    const mark = match[0] === '}' ? open.pop() : opened(match, text.length)
    if (!mark) throw new Error(`a brace closes nothing: …${text.slice(-40)}`)
    if (match[0] === '}') Object.assign(mark, { end: text.length, text: text.slice(mark.start) })
    else {
      open.push(mark)
      marks.push(mark)
    }
  }
  if (open[0]) throw new Error(`a mark is not closed: {${open[0].kind}${open[0].quotes}|`)
  return { text: text + annotated.slice(read), marks }
}

const opened = ([, kind, quotes = '']: RegExpMatchArray, start: number): Mark => ({
  kind: kind as MarkKind,
  quotes: quotes.split(',').map(Number),
  text: '',
  start,
  end: start,
})
