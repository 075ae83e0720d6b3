import type { Anchor } from '../quotes/rules.ts'
import { firstIndex, type SpanOfWords, type TextIndex } from './text-index.ts'

/** On which sides quotation marks adjoin a passage. */
export interface Frame {
  opened: boolean
  closed: boolean
}

/** As far as a mark may be from the words: brackets, points and the space inside a guillemet lie between. */
const REACH = 8
const OPENED = /(?:[“”„‟"″‘‚‛‹›'»«]|(?<!\p{L})’|[«‹]\s)[[(…¿¡.]{0,3}$/u
const CLOSED = /^[.,;:!?…)\]]{0,3}(?:\s?[»›]|[”“"″‘«‹]|['’](?!\p{L}))/u

const frameBetween = (before: string, after: string): Frame => ({
  opened: OPENED.test(before.slice(-REACH)),
  closed: CLOSED.test(after.slice(0, REACH)),
})

/** The marks around a passage where it was anchored. */
export const frameOf = ({ prefix, suffix }: Pick<Anchor, 'prefix' | 'suffix'>) => frameBetween(prefix, suffix)

/** The marks around a passage of a text. */
export const frameAt = (text: string, start: number, end: number) =>
  frameBetween(text.slice(Math.max(0, start - REACH), start), text.slice(end, end + REACH))

/** Whether a passage has the marks that it had. */
export const keepsFrame = (old: Frame, now: Frame) =>
  (now.opened || !old.opened) && (now.closed || !old.closed)

/** The narrowest quoted passage that holds another one whole. */
export function spanAround(index: TextIndex, start: number, end: number): SpanOfWords | undefined {
  const around = index.spans().flatMap((layer) => {
    const span = layer[firstIndex(layer, (each) => each.start > start) - 1]
    return span && span.end >= end ? [span] : []
  })
  return around.sort((a, b) => a.end - a.start - (b.end - b.start))[0]
}
