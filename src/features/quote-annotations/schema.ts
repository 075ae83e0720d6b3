import { type Static, Type } from 'typebox'
import { Language, named, Timestamp } from '../../http/schemas.ts'

const url = (description: string) => Type.String({ format: 'uri', description })

const TextQuote = Type.Object({
  type: Type.Literal('TextQuoteSelector'),
  exact: Type.String(),
  prefix: Type.String(),
  suffix: Type.String(),
})
const TextPosition = Type.Object({
  type: Type.Literal('TextPositionSelector'),
  start: Type.Integer({ minimum: 0, description: 'In code points of the article’s plain text.' }),
  end: Type.Integer({ minimum: 0, description: 'Exclusive.' }),
})
const Target = Type.Object({
  type: Type.Literal('SpecificResource'),
  source: url('The article on the site.'),
  state: Type.Object({
    type: Type.Literal('TimeState'),
    sourceDate: { ...Timestamp, description: 'When the edition began whose text is meant.' },
  }),
  selector: Type.Array(Type.Union([TextQuote, TextPosition]), {
    minItems: 2,
    maxItems: 2,
    description: 'The same words twice: by themselves, and by their place.',
  }),
})
export type Target = Static<typeof Target>

/** A quote in the W3C Web Annotation model. */
export const QuoteAnnotation = named(
  'QuoteAnnotation',
  Type.Object(
    {
      '@context': Type.Literal('http://www.w3.org/ns/anno.jsonld'),
      id: url('This annotation.'),
      type: Type.Literal('Annotation'),
      motivation: Type.Literal('identifying'),
      created: Timestamp,
      body: Type.Array(
        Type.Object({
          type: Type.Literal('TextualBody'),
          purpose: Type.Literal('identifying'),
          format: Type.Literal('text/plain'),
          language: Language,
          value: Type.String({ description: 'Who said it, and what they were called then.' }),
        }),
        { description: 'Empty where nobody knows who said it.' },
      ),
      target: Type.Union([Target, Type.Object({ type: Type.Literal('List'), items: Type.Array(Target) })], {
        description:
          'The words; of a quote of several segments the list of them, which together are the quote.',
      }),
    },
    {
      description: 'W3C Web Annotation',
      examples: [
        {
          '@context': 'http://www.w3.org/ns/anno.jsonld',
          id: 'https://api.news.example/v1/quotes/019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21/annotation',
          type: 'Annotation',
          motivation: 'identifying',
          created: '2026-03-11T08:00:00.000Z',
          body: [
            {
              type: 'TextualBody',
              purpose: 'identifying',
              format: 'text/plain',
              language: 'en',
              value: 'Mara Quint, harbour master',
            },
          ],
          target: {
            type: 'SpecificResource',
            source: 'https://news.example/city/harbour-dredging',
            state: { type: 'TimeState', sourceDate: '2026-03-11T08:00:00.000Z' },
            selector: [
              {
                type: 'TextQuoteSelector',
                exact: 'We will dredge at night.',
                prefix: 'Council on Tuesday. “',
                suffix: '” she said.',
              },
              { type: 'TextPositionSelector', start: 120, end: 144 },
            ],
          },
        },
      ],
    },
  ),
)
export type QuoteAnnotation = Static<typeof QuoteAnnotation>

export const schemas = [QuoteAnnotation]
