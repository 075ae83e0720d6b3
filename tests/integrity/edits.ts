import type { Integrity } from '../../src/features/integrity/statuses.ts'
import type { Story, Told } from './stories.ts'

/** An edit of the paragraphs of a story that concerns one quote; undefined where it cannot be made there. */
interface Edit {
  name: string
  expected: Integrity
  isCritical?: boolean
  make: (story: Story, told: Told, seed: number) => string[] | undefined
}

const replaced = ({ paragraphs }: Story, { paragraph }: Told, text: string) =>
  paragraphs.map((each, at) => (at === paragraph ? text : each))

/** Another text for the words of the quote. */
const rewords =
  (reword: (words: string, seed: number, told: Told) => string | undefined): Edit['make'] =>
  (story, told, seed) => {
    const paragraph = story.paragraphs[told.paragraph] ?? ''
    const words = paragraph.slice(told.start, told.end)
    const fresh = reword(words, seed, told)
    if (fresh === undefined || fresh === words) return undefined
    return replaced(story, told, paragraph.slice(0, told.start) + fresh + paragraph.slice(told.end))
  }

const OTHERS = ['harvest', 'quickly', 'orange', 'window', 'somewhere', 'lanterns']
const NEGATIONS: Record<string, readonly string[]> = {
  '„': ['nicht', 'nie', 'niemals'],
  '«': ['jamais', 'pas'],
}
const markBefore = ({ start }: Told, paragraph: string) => paragraph.slice(0, start).trimEnd().at(-1) ?? ''

const atWord = (words: string, seed: number, change: (word: string) => string) => {
  const pieces = words.split(' ')
  const at = 1 + (seed % Math.max(1, pieces.length - 2))
  return pieces.map((piece, i) => (i === at ? change(piece) : piece)).join(' ')
}

/** Words whose change turns what was said are for other edits. */
const isWeighty = (word: string) =>
  /\d|nobody|without|two|twice|nine|fourth|million|cent|zwei|drei/i.test(word)

const SWAPS: readonly [RegExp, string][] = [
  [/’/g, "'"],
  [/'/g, '’'],
  [/ — /g, '--'],
  [/ – /g, ' — '],
  [/…/g, '...'],
]

export const EDITS: readonly Edit[] = [
  {
    name: 'nothing near it changes',
    expected: 'intact',
    make: ({ paragraphs }) => [...paragraphs, 'The end came late.'],
  },
  {
    name: 'typography is exchanged',
    expected: 'typography-changed',
    make: rewords((words, seed) => {
      const swap = SWAPS.find(([pattern]) => pattern.test(words))
      return swap
        ? words.replace(...swap)
        : atWord(words, seed, (word) => `\u00a0${word}`).replace(' \u00a0', '\u00a0')
    }),
  },
  {
    name: 'text comes in before',
    expected: 'moved',
    make: ({ paragraphs }) => ['It was late.', ...paragraphs],
  },
  {
    name: 'its paragraph moves',
    expected: 'moved',
    make: ({ paragraphs }, { paragraph }) => {
      const own = paragraphs[paragraph] ?? ''
      const others = paragraphs.filter((_, at) => at !== paragraph)
      return paragraph < 2 ? [...others, own] : [own, ...others]
    },
  },
  {
    name: 'it is cut short',
    expected: 'truncated',
    make: rewords((words, seed) => {
      const pieces = words.split(' ')
      const kept = pieces.slice(0, Math.max(3, pieces.length - 2 - (seed % 3))).join(' ')
      return kept.replace(/[—–,;:.…]$/, '').trim()
    }),
  },
  {
    name: 'its beginning is cut',
    expected: 'truncated',
    make: rewords((words, seed) =>
      words
        .split(' ')
        .slice(1 + (seed % 3))
        .join(' ')
        .replace(/^[—–] /, ''),
    ),
  },
  {
    name: 'it goes on',
    expected: 'extended',
    make: rewords(
      (words, seed) => `${words.replace(/[.,]$/, '')} and ${OTHERS[seed % OTHERS.length]} as well,`,
    ),
  },
  {
    name: 'a word is another one',
    expected: 'altered',
    make: rewords((words, seed) => {
      const change = (word: string) => (isWeighty(word) ? word : (OTHERS[seed % OTHERS.length] ?? ''))
      return atWord(words, seed, change)
    }),
  },
  {
    name: 'a negation comes in',
    expected: 'altered',
    isCritical: true,
    make: (story, told, seed) => {
      const words = NEGATIONS[markBefore(told, story.paragraphs[told.paragraph] ?? '')] ?? ['not', 'never']
      return rewords((own) => atWord(own, seed, (word) => `${words[seed % words.length]} ${word}`))(
        story,
        told,
        seed,
      )
    },
  },
  {
    name: 'a number is another one',
    expected: 'altered',
    isCritical: true,
    make: rewords((words) => {
      const numbers: readonly [RegExp, string][] = [
        [/\d+/, '77'],
        [/\b(six|twice|Three|nine|two)\b/, 'eleven'],
        [/\b(zwei|drei)\b/, 'sieben'],
      ]
      const number = numbers.find(([pattern]) => pattern.test(words))
      return number && words.replace(...number)
    }),
  },
  {
    name: 'its marks are gone',
    expected: 'unquoted',
    make: (story, told) => {
      const text = story.paragraphs[told.paragraph] ?? ''
      const before = text.slice(0, told.start).replace(/[“„"«]\s?$/, '')
      const after = text.slice(told.end).replace(/^\s?[”“"»]/, '')
      return replaced(story, told, before + text.slice(told.start, told.end) + after)
    },
  },
  {
    name: 'somebody else said it',
    expected: 'attribution-changed',
    make: (story, told) => {
      const text = story.paragraphs[told.paragraph] ?? ''
      return replaced(story, told, text.replaceAll(told.name, 'Bruno Yale'))
    },
  },
  {
    name: 'it is deleted',
    expected: 'missing',
    make: ({ paragraphs }, { paragraph }) => paragraphs.filter((_, at) => at !== paragraph),
  },
  {
    name: 'its paragraph stands twice, and neither where it was',
    expected: 'ambiguous',
    make: ({ paragraphs }, { paragraph }) => {
      // With the paragraph before it, so that neither copy has more of the old context.
      if (paragraph === 0) return undefined
      return ['It was late.', ...paragraphs, ...paragraphs.slice(paragraph - 1, paragraph + 2)]
    },
  },
]
