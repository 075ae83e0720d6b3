import type { NewQuote, QuoteSource } from './schema.ts'
import type { Attribution, OriginalWords } from './standing-schema.ts'
import type { FullQuote } from './store.ts'

/** Three ways to say who spoke, of which a quote has one: a patch that names one replaces the others. */
const ATTRIBUTIONS = ['speakerId', 'speaker', 'speakerUnknown'] as const

/** A stored quote in the shape it could be sent in: what a merge patch applies to. */
export function asNewQuote(quote: FullQuote, patch: unknown): NewQuote {
  const whole: NewQuote = {
    kind: quote.kind,
    segments: quote.segments.map(({ exact, start, end, prefix, suffix }) => ({
      exact,
      start,
      end,
      prefix,
      suffix,
    })),
    ...present({
      speakerId: quote.speakerId,
      speakerUnknown: quote.speakerUnknown || null,
      roleAsStated: quote.roleAsStated,
      onBehalfOfId: quote.onBehalfOfId,
      saidAt: quote.saidAt,
      saidAtText: quote.saidAtText,
      source: quote.source as QuoteSource | null,
      language: quote.language,
      original: quote.original as OriginalWords | null,
      attribution: quote.attribution as Attribution | null,
    }),
    channel: quote.channel,
    verification: quote.verification,
    lifecycle: quote.lifecycle,
    review: quote.review,
  }
  if (attributes(patch)) for (const name of ATTRIBUTIONS) delete whole[name]
  return whole
}

/** Whether a patch says who spoke; taking one way back says nothing of the others. */
const attributes = (patch: unknown) =>
  typeof patch === 'object' &&
  patch !== null &&
  Object.entries(patch).some(([name, value]) => ATTRIBUTIONS.some((each) => each === name) && Boolean(value))

/** Only the members that have a value. */
const present = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)) as {
    [Name in keyof T]?: NonNullable<T[Name]>
  }
