import type { Quote } from '../quotes/schema.ts'
import type { QuoteAnnotation, Target } from './schema.ts'

interface Place {
  /** The address of the annotation, and of the article on the site. */
  id: string
  source: string
  /** The plain text of the edition, and when it began. */
  text: string
  begin: string
  /** When the article was published first. */
  created: string
  language: string
}

/** A public quote as a Web Annotation: its words, and who said them. */
export function toAnnotation(quote: Quote, place: Place): QuoteAnnotation {
  const targets = quote.segments.map((segment) => targetOf(segment, place))
  const [only] = targets
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: place.id,
    type: 'Annotation',
    motivation: 'identifying',
    created: place.created,
    body: quote.speaker ? [bodyOf(quote.speaker.name, quote.roleAsStated, place.language)] : [],
    target: only && targets.length === 1 ? only : { type: 'List', items: targets },
  }
}

const bodyOf = (name: string, role: string | null, language: string) => ({
  type: 'TextualBody' as const,
  purpose: 'identifying' as const,
  format: 'text/plain' as const,
  language,
  value: role === null ? name : `${name}, ${role}`,
})

function targetOf(
  { exact, prefix, suffix, start, end }: Quote['segments'][number],
  { source, text, begin }: Place,
): Target {
  const first = codePoints(text, 0, start)
  return {
    type: 'SpecificResource',
    source,
    state: { type: 'TimeState', sourceDate: begin },
    selector: [
      { type: 'TextQuoteSelector', exact, prefix, suffix },
      { type: 'TextPositionSelector', start: first, end: first + codePoints(text, start, end) },
    ],
  }
}

/** How many code points stand between two UTF-16 offsets: the model counts characters, not units. */
function codePoints(text: string, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++
  return count
}
