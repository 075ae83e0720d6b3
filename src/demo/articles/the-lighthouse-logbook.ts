import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'the-lighthouse-logbook',
  section: 'culture',
  language: 'en',
  title: 'Wind South-West, Nothing Seen, Nothing Wanted',
  subtitle: 'The last logbook of the Risha light has turned up in a sewing box',
  summary:
    'For nineteen years a keeper wrote one line a day. The final volume, long thought lost, is to be shown in ' +
    'the Museum of the Two Shores.',
  place: 'Risha',
  byline: 'By Casimir Adeyo',
  authors: ['casimir-adeyo'],
  tags: ['heritage', 'books'],
  body: `The book lay under buttons. Whoever inherited the sewing box on Risha thought that it was a household ledger, and in a sense it was: one line for each day, in pencil, over nineteen years. *Wind south-west, nothing seen, nothing wanted.* The keeper of the Risha light did not waste words on a sea that gave him none.

The earlier volumes have been in the city’s collection for decades. That there had to be a last one was known, because the light was tended until it became automatic; where it had gone was not. Now the owner has lent it to the Museum of the Two Shores for five years.

“There are three thousand entries in it, and on four of them he allows himself an adjective,” said Farid Benaloun, the director of the museum. “We shall open the case at one of those.”

The adjective is “kind”. It refers to a whale.

Samira Haddoun, who has begun to put a selection into Arabic for the third room, finds the logbook harder than any novel. “He repeats the same sentence six hundred times and never means the same thing by it,” she said. She has counted eleven ways of translating *nothing wanted*, and has used nine of them.

On the last page, below the line for the day and in a steadier hand than usual, the keeper noted the number of the bulb. Then he must have carried the book down one hundred and twelve steps, put it in his coat and gone home.

The exhibition opens together with the new sailing times. Visitors who wish to see the tower itself should ask for the key at the bakery.`,
  quotes: [
    {
      kind: 'direct',
      segments: [
        'There are three thousand entries in it, and on four of them he allows himself an adjective,',
        'We shall open the case at one of those.',
      ],
      speaker: 'farid-benaloun',
      role: 'Director of the Museum of the Two Shores',
      channel: 'interview',
    },
    {
      kind: 'direct',
      segments: ['He repeats the same sentence six hundred times and never means the same thing by it,'],
      speaker: 'samira-haddoun',
      role: 'Literary translator',
      channel: 'interview',
    },
  ],
  fate: 'draft',
}
