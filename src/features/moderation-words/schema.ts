import { type Static, Type } from 'typebox'
import { closed, Id, line, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'
import { WORD_LISTS } from '../comment-pipeline/words.ts'

/** Entries of one list. */
export const WORDS_MAX = 10_000

const list = Type.Enum([...WORD_LISTS], {
  description:
    '`banned` makes a comment spam, `suspect` has a moderator look at it, `allowed` exempts what lies within it.',
})
const word = line(200, {
  description:
    'A word or a phrase, as it is: no character stands for others. It is found however it is spelt, by case, marks or look-alikes, where it stands by itself.',
  examples: ['cheap watches'],
})
const note = Type.String({ minLength: 1, maxLength: 500, description: 'Why it is there.' })

export const NewWords = named(
  'NewModerationWords',
  closed(
    {
      list,
      words: Type.Array(word, { minItems: 1, maxItems: 1000 }),
      note: Type.Optional(note),
    },
    { examples: [{ list: 'suspect', words: ['cheap watches', 'casino'], note: 'March campaign' }] },
  ),
)
export type NewWords = Static<typeof NewWords>

const exampleWord = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b60',
  list: 'suspect',
  word: 'cheap watches',
  note: 'March campaign',
  createdAt: '2026-03-14T09:26:53.589Z',
  createdBy: 'Night desk',
}

export const Word = named(
  'ModerationWord',
  Type.Object(
    { id: Id, list, word, note: nullable(note), createdAt: Timestamp, createdBy: Type.String() },
    { examples: [exampleWord] },
  ),
)
export type Word = Static<typeof Word>
export const WordPage = pageOf(Word)

export const AddedWords = named(
  'AddedModerationWords',
  Type.Object(
    {
      added: Type.Integer({ description: 'Entries that are new.' }),
      known: Type.Integer({ description: 'Entries that the list had already, perhaps spelt otherwise.' }),
      data: Type.Array(Type.Ref('ModerationWord'), { description: 'The new ones.' }),
    },
    { examples: [{ added: 1, known: 1, data: [exampleWord] }] },
  ),
)
export interface AddedWords {
  added: number
  known: number
  data: Word[]
}

export const WordQuery = closed({ list: Type.Optional(list), ...pageMembers })
export type WordQuery = Static<typeof WordQuery>

export const schemas = [NewWords, Word, WordPage, AddedWords]
