import { type Static, Type } from 'typebox'
import { Id, Language, named, Timestamp } from '../../http/schemas.ts'

const url = Type.String({ format: 'uri' })
const id = Type.String({ examples: ['urn:uuid:019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20'] })

export const JsonFeed = named(
  'JsonFeed',
  Type.Object(
    {
      version: Type.Literal('https://jsonfeed.org/version/1.1'),
      title: Type.String(),
      home_page_url: url,
      feed_url: url,
      items: Type.Array(
        Type.Object({
          id,
          url,
          title: Type.String(),
          content_html: Type.Optional(Type.String({ description: 'With `content=full`.' })),
          content_text: Type.Optional(
            Type.String({ description: 'The summary, and what was put right; without `content=full`.' }),
          ),
          summary: Type.Optional(Type.String()),
          image: Type.Optional(url),
          date_published: Timestamp,
          date_modified: Timestamp,
          authors: Type.Array(Type.Object({ name: Type.String() })),
          tags: Type.Array(Type.String()),
          language: Language,
          _verbatim: Type.Object(
            {
              corrections: Type.Array(
                Type.Object({ id: Id, kind: Type.String(), publicText: Type.String(), at: Timestamp }),
              ),
            },
            { description: 'What the format has no words for: the corrections, newest first.' },
          ),
        }),
      ),
    },
    {
      description: 'JSON Feed 1.1, whose members have underscores.',
      examples: [
        {
          version: 'https://jsonfeed.org/version/1.1',
          title: 'Port Alder Courier · City',
          home_page_url: 'https://news.example',
          feed_url: 'http://127.0.0.1:3000/feeds/articles.json?section=city',
          items: [
            {
              id: 'urn:uuid:019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
              url: 'https://news.example/city/harbour-dredging',
              title: 'Harbour dredging resumes at night',
              content_text: 'The council lets the dredger work from ten to five.',
              summary: 'The council lets the dredger work from ten to five.',
              date_published: '2026-03-12T04:00:00.000Z',
              date_modified: '2026-03-12T04:00:00.000Z',
              authors: [{ name: 'Ines Marlow' }],
              tags: ['City', 'Harbour'],
              language: 'en',
              _verbatim: { corrections: [] },
            },
          ],
        },
      ],
    },
  ),
)
export type JsonFeed = Static<typeof JsonFeed>
