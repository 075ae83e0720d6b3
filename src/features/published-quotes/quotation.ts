import { type Static, Type } from 'typebox'
import { Id, Language, named } from '../../http/schemas.ts'
import type { Quote } from '../quotes/schema.ts'

const url = Type.String({ format: 'uri' })
const optional = (description: string) => Type.Optional(Type.String({ description }))

const Creator = Type.Object({
  '@type': Type.Enum(['Person', 'Organization']),
  identifier: Id,
  name: Type.String(),
  jobTitle: optional('What the speaker was called then.'),
  affiliation: Type.Optional(
    Type.Object({ '@type': Type.Literal('Organization'), identifier: Id, name: Type.String() }),
  ),
})

const members = {
  '@type': Type.Literal('Quotation'),
  '@id': url,
  identifier: Id,
  text: Type.String(),
  inLanguage: Type.Optional(Language),
  creator: Type.Optional(Creator),
  recordedAt: Type.Optional(
    Type.Object(
      {
        '@type': Type.Literal('Event'),
        name: Type.String(),
        startDate: optional('ISO 8601.'),
        endDate: optional('ISO 8601.'),
      },
      { description: 'Where and when it was said.' },
    ),
  ),
  isBasedOn: Type.Optional(url),
  creativeWorkStatus: optional('`corrected`, `retracted` or `denied`.'),
  correction: optional('What became of it since.'),
}

/** A quote in the words of schema.org, inside its article. */
export const QuotedPart = Type.Object({ ...members, spokenByCharacter: Type.Optional(Creator) })
type QuotedPart = Static<typeof QuotedPart>

/** The same by itself. */
export const Quotation = named(
  'Quotation',
  Type.Object(
    {
      '@context': Type.Literal('https://schema.org'),
      ...members,
      isPartOf: Type.Object({ '@type': Type.Literal('NewsArticle'), identifier: Id, url }),
    },
    {
      description: 'schema.org/Quotation',
      examples: [
        {
          '@context': 'https://schema.org',
          '@type': 'Quotation',
          '@id': 'https://news.example/city/harbour-dredging#:~:text=We%20will%20dredge%20at%20night.',
          identifier: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21',
          text: 'We will dredge at night.',
          inLanguage: 'en',
          creator: {
            '@type': 'Person',
            identifier: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b22',
            name: 'Mara Quint',
            jobTitle: 'harbour master',
          },
          recordedAt: { '@type': 'Event', name: 'press conference', startDate: '2026-03-10' },
          isPartOf: {
            '@type': 'NewsArticle',
            identifier: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
            url: 'https://news.example/city/harbour-dredging',
          },
        },
      ],
    },
  ),
)
type Quotation = Static<typeof Quotation>

const CORRECTIONS: Record<Exclude<Quote['lifecycle'], 'active'>, string> = {
  corrected: 'The quote was corrected after it was first published.',
  retracted: 'The quote was retracted.',
  denied: 'The speaker denies having said this.',
}

/** The quote for machines that read schema.org; what is not known is left out. */
export const toQuotation = (quote: Quote): Quotation => ({
  '@context': 'https://schema.org',
  ...describe(quote),
  isPartOf: {
    '@type': 'NewsArticle',
    identifier: quote.articleId,
    url: quote.deepLink.split('#')[0] ?? quote.deepLink,
  },
})

/** The same inside its article: to whom it is attributed there. */
export function toQuotedPart(quote: Quote): QuotedPart {
  const part = describe(quote)
  return { ...part, ...(part.creator && { spokenByCharacter: part.creator }) }
}

function describe(quote: Quote): Omit<QuotedPart, 'spokenByCharacter'> {
  const { id, text, language, source, lifecycle, deepLink } = quote
  return {
    '@type': 'Quotation',
    '@id': deepLink,
    identifier: id,
    text,
    ...(language !== null && { inLanguage: language }),
    ...creatorOf(quote),
    ...occasionOf(quote),
    ...(source && { isBasedOn: source.url }),
    ...(lifecycle !== 'active' && { creativeWorkStatus: lifecycle, correction: CORRECTIONS[lifecycle] }),
  }
}

/** A document says nothing by itself: whoever issued it does. */
function creatorOf({ speaker, onBehalfOf, roleAsStated }: Quote): Pick<Quotation, 'creator'> {
  const issuer = onBehalfOf && {
    '@type': 'Organization' as const,
    identifier: onBehalfOf.id,
    name: onBehalfOf.name,
  }
  if (!speaker) return {}
  if (speaker.kind === 'document') return issuer ? { creator: issuer } : {}
  const isPerson = speaker.kind === 'person' || speaker.kind === 'anonymous'
  return {
    creator: {
      '@type': isPerson ? 'Person' : 'Organization',
      identifier: speaker.id,
      name: speaker.name,
      ...(isPerson && roleAsStated !== null && { jobTitle: roleAsStated }),
      ...(isPerson && issuer && { affiliation: issuer }),
    },
  }
}

/** Of EDTF what is ISO 8601 as well: schema.org has no words for doubt. */
const ISO = /^\d{4}(-\d{2}(-\d{2}(T[\d:.Z+-]+)?)?)?$/

function occasionOf({ channel, saidAt }: Quote): Pick<Quotation, 'recordedAt'> {
  const [start = '', end = ''] = (saidAt ?? '').split('/')
  if (channel === 'unknown' && !ISO.test(start)) return {}
  return {
    recordedAt: {
      '@type': 'Event',
      name: channel.replaceAll('_', ' '),
      ...(ISO.test(start) && { startDate: start }),
      ...(ISO.test(end) && { endDate: end }),
    },
  }
}
