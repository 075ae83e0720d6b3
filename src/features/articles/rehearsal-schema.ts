import { type Static, Type } from 'typebox'
import { closed, Id, named, ref } from '../../http/schemas.ts'
import { QuoteIntegrity } from '../integrity/schema.ts'

export const RehearsalQuery = closed({
  dryRun: Type.Optional(
    Type.Boolean({
      description:
        '`true`: saves nothing and answers what the save would do to each quote. It needs what a save needs, `If-Match` too.',
    }),
  ),
})

/** What a save would do to the quotes. */
export const ArticleRehearsal = named(
  'ArticleRehearsal',
  Type.Object(
    {
      dryRun: Type.Literal(true),
      version: Type.Integer({ description: 'The version that the change was held against; it stays.' }),
      refused: Type.Array(Id, {
        description: 'The quotes for which the save would be 409 `quote-altered`; empty: it would pass.',
      }),
      quotes: Type.Array(ref(QuoteIntegrity), {
        description: 'All of the article, in the order of its text.',
      }),
    },
    {
      examples: [{ dryRun: true, version: 7, refused: ['019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21'], quotes: [] }],
    },
  ),
)
export type ArticleRehearsal = Static<typeof ArticleRehearsal>
