import { type Static, Type } from 'typebox'
import { closed, Id, line, named, nullable, ref } from '../../http/schemas.ts'
import { QuoteProposal } from '../quote-proposals/schema.ts'
import { SPEAKER_KINDS } from '../speakers/schema.ts'
import { Channel, EditorialQuote, Edtf, QUOTE_KINDS, RoleAsStated } from './schema.ts'

const { kind: _kind, ...members } = QuoteProposal.properties

/** A proposal that an article keeps: the id is that of its quote. */
const ArticleProposal = named(
  'ArticleProposal',
  Type.Object({
    id: { ...Id, description: 'Of the quote, to confirm or reject it.' } as typeof Id,
    kind: Type.Enum([...QUOTE_KINDS]),
    ...members,
  }),
)

export const ArticleProposals = named(
  'ArticleProposals',
  Type.Object({
    data: Type.Array(ref(ArticleProposal), {
      description: 'All that wait for a decision, in the order of the text.',
    }),
    collapsed: Type.Array(ref(QuoteProposal), {
      description: 'Titles, nicknames and words held at arm’s length: not kept, to be shown folded.',
    }),
    version: Type.Integer({ description: 'The article’s version: the ETag.' }),
  }),
)
export type ArticleProposals = Static<typeof ArticleProposals>

const ITEMS_MAX = 100

const Confirmation = named(
  'QuoteConfirmation',
  closed(
    {
      id: Id,
      speakerId: Type.Optional(Id),
      speaker: Type.Optional(
        closed(
          {
            create: closed({
              name: Type.Optional(line(160)),
              kind: Type.Optional(Type.Enum([...SPEAKER_KINDS])),
            }),
          },
          {
            description:
              'Makes the speaker, once per name in a request; name and kind are those of the proposal unless said otherwise.',
          },
        ),
      ),
      speakerUnknown: Type.Optional(Type.Literal(true)),
      roleAsStated: Type.Optional(
        nullable(
          RoleAsStated,
          'Left out, it is what the text calls them, else the role that they held then by the directory; null for none.',
        ),
      ),
      onBehalfOfId: Type.Optional(Id),
      channel: Type.Optional(Channel),
      saidAt: Type.Optional(nullable(Edtf)),
    },
    {
      description:
        'At most one of `speakerId`, `speaker` and `speakerUnknown`; none where the quote has one.',
      examples: [
        { id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21', speakerId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b22' },
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b23',
          speaker: { create: { name: 'Mara Quint', kind: 'person' } },
        },
      ],
    },
  ),
)
export type Confirmation = Static<typeof Confirmation>

const Rejection = closed({ id: Id })

export const QuoteReview = named(
  'QuoteReview',
  closed(
    {
      confirm: Type.Optional(Type.Array(ref(Confirmation), { maxItems: ITEMS_MAX })),
      reject: Type.Optional(
        Type.Array(Type.Union([Id, Rejection]), {
          maxItems: ITEMS_MAX,
          description: 'Ids, bare or as `{ id }`. What was rejected is not proposed again.',
        }),
      ),
    },
    {
      description: `Up to ${ITEMS_MAX} quotes together, each once.`,
      examples: [
        {
          confirm: [
            { id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21', speakerId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b22' },
          ],
          reject: ['019360d4-5b1e-7c11-9c3a-6d1f0a3f5b24'],
        },
      ],
    },
  ),
)
export type QuoteReview = Static<typeof QuoteReview>

const ReviewedQuote = Type.Object({
  id: Id,
  status: Type.Integer({ description: 'What a request for this quote alone would have been answered.' }),
  quote: Type.Optional(ref(EditorialQuote)),
  problem: Type.Optional(
    Type.Object({
      code: Type.String(),
      title: Type.String(),
      status: Type.Integer(),
      detail: Type.String(),
    }),
  ),
})

export const QuoteReviewAnswer = named(
  'QuoteReviewAnswer',
  Type.Object(
    {
      data: Type.Array(ReviewedQuote, {
        description: 'First those to confirm, then those to reject, in their order.',
      }),
      version: Type.Integer({ description: 'The article’s version: the ETag.' }),
    },
    {
      examples: [
        {
          data: [
            {
              id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21',
              status: 422,
              problem: {
                code: 'unprocessable',
                title: 'The request cannot be carried out',
                status: 422,
                detail: 'A confirmed quote needs a speaker, or speakerUnknown.',
              },
            },
          ],
          version: 7,
        },
      ],
    },
  ),
)
export type QuoteReviewAnswer = Static<typeof QuoteReviewAnswer>

export const reviewSchemas = [ArticleProposal, ArticleProposals, Confirmation, QuoteReview, QuoteReviewAnswer]
