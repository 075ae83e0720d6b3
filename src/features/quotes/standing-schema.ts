import { type Static, Type } from 'typebox'
import { closed, Language, line, named } from '../../http/schemas.ts'

// What is known of a quote beside its words: who checked them, what became of them, what they were before.

export const Verification = Type.Enum(
  ['unverified', 'source_located', 'verbatim_match', 'disputed', 'misattributed'],
  {
    description:
      'What was found when the words were checked; `verbatim_match` needs a `source`. Of a published quote it is read live.',
  },
)

export const Lifecycle = Type.Enum(['active', 'corrected', 'retracted', 'denied'], {
  description:
    'What became of the words after they were said; readers keep the quote and see this beside it. Of a published quote it is read live.',
})

export const originalMembers = {
  text: Type.String({ minLength: 1, maxLength: 20_000, description: 'The words as they were said.' }),
  language: Language,
  translatedBy: Type.Optional(
    line(200, { description: 'Who put them into the language of the article.', examples: ['Ines Marlow'] }),
  ),
}
export const OriginalWords = named(
  'OriginalWords',
  closed(originalMembers, {
    description: 'Of translated words those that were said.',
    examples: [{ text: 'Wir baggern nachts.', language: 'de', translatedBy: 'Ines Marlow' }],
  }),
)
export type OriginalWords = Static<typeof OriginalWords>

export const attributionMembers = {
  text: line(300, {
    description: 'The phrase that names the speaker.',
    examples: ['Mara Quint, the harbour master'],
  }),
  cue: Type.Optional(line(100, { description: 'The words that say it was said.', examples: ['said'] })),
}
export const Attribution = named(
  'QuoteAttribution',
  closed(attributionMembers, {
    description:
      'The words of the article that say who spoke. When a save takes them away from the quote, its integrity is `attribution-changed`.',
    examples: [{ text: 'Mara Quint, the harbour master', cue: 'said' }],
  }),
)
export type Attribution = Static<typeof Attribution>
