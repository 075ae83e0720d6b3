import { type Static, Type } from 'typebox'
import { Id, Language, named, ref, Slug, Timestamp } from '../../http/schemas.ts'
import { QuoteView } from '../published-quotes/schema.ts'
import type { Quote } from '../quotes/schema.ts'
import { NOTICES } from './notices.ts'

const url = Type.String({ format: 'uri' })

export const EmbedCard = named(
  'EmbedCard',
  Type.Object(
    {
      quote: ref(QuoteView),
      article: Type.Object({
        id: Id,
        slug: Slug,
        title: Type.String(),
        language: Language,
        url,
        publishedAt: Timestamp,
      }),
      notices: Type.Array(
        Type.Object({
          code: Type.Enum([...NOTICES]),
          text: Type.String({ description: 'In the language of the article, or in English.' }),
        }),
        { description: 'What became of the quote: show these wherever you show the words.' },
      ),
      html: Type.String({ format: 'uri', description: 'The card to put into a frame.' }),
      oembed: Type.String({ format: 'uri', description: 'The same for oEmbed.' }),
    },
    {
      examples: [
        {
          quote: {
            id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21',
            text: 'We will dredge at night.',
            lifecycle: 'denied',
          },
          article: {
            id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
            slug: 'harbour-dredging',
            title: 'Harbour dredging',
            language: 'en',
            url: 'https://news.example/city/harbour-dredging',
            publishedAt: '2026-03-12T04:00:00.000Z',
          },
          notices: [{ code: 'denied', text: 'The speaker denies having said this.' }],
          html: 'http://127.0.0.1:3000/v1/quotes/019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21/embed',
          oembed: 'http://127.0.0.1:3000/v1/oembed?url=https%3A%2F%2Fnews.example%2Fcity%2Fharbour-dredging',
        },
      ],
    },
  ),
)
export type EmbedCard = Omit<Static<typeof EmbedCard>, 'quote'> & { quote: Quote }

const pixels = Type.Integer({ minimum: 1 })
export const Oembed = named(
  'Oembed',
  Type.Object(
    {
      version: Type.Literal('1.0'),
      type: Type.Enum(['rich', 'link'], { description: 'A quote is `rich`, an article a `link`.' }),
      title: Type.String(),
      author_name: Type.Optional(Type.String({ description: 'The speaker, or who wrote the article.' })),
      provider_name: Type.String({ description: 'What the publication is called: `SITE_NAME`.' }),
      provider_url: url,
      cache_age: Type.Integer({ minimum: 0, description: 'Seconds.' }),
      html: Type.Optional(Type.String({ description: 'A frame without scripts.' })),
      width: Type.Optional(pixels),
      height: Type.Optional(pixels),
      thumbnail_url: Type.Optional(url),
      thumbnail_width: Type.Optional(pixels),
      thumbnail_height: Type.Optional(pixels),
    },
    {
      description: 'oEmbed 1.0, whose members have underscores.',
      examples: [
        {
          version: '1.0',
          type: 'link',
          title: 'Harbour dredging resumes at night',
          author_name: 'Ines Marlow',
          provider_name: 'Port Alder Courier',
          provider_url: 'https://news.example',
          cache_age: 30,
        },
      ],
    },
  ),
)
export type Oembed = Static<typeof Oembed>

export const schemas = [EmbedCard, Oembed]
