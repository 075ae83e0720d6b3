import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'harbour-open-lina-darrouj',
  section: 'culture',
  language: 'en',
  title: 'A Schoolgirl, a Bishop and the Longest Sunday of the Harbour Open',
  subtitle:
    'Lina Darrouj, still at grammar school, wins the tournament that she entered to get out of a birthday party',
  summary:
    'The Harbour Open has the youngest winner in its history. On the way she beat two masters and the ' +
    'director of the port, who resigned before his coffee had cooled.',
  place: 'Marsana',
  byline: 'By Casimir Adeyo',
  authors: ['casimir-adeyo'],
  tags: ['science-and-games', 'schools'],
  body: `On the sixty-third move Lina Darrouj put her bishop on the edge of the board, where bishops are not supposed to be happy, and went to buy a pretzel. When she came back, her opponent was still looking at it. He looked for another half an hour. Then he stopped the clock, smiled as one smiles at the dentist’s, and gave her his hand.

So ended the Harbour Open, after nine rounds in the great waiting room of the old ferry terminal: with seven and a half points for a pupil of the Harbour Grammar School, half a point ahead of a field of one hundred and twelve. She is the youngest winner in the forty-four years of the tournament and the first who had to be excused from a test in geography.

“I only entered to get out of a birthday party,” said Darrouj, who was holding the cup by one ear, “and then nobody told me when to stop.”

## A coffee, still warm

She had come in with the ninety-first rating of the tournament. In the first round she drew a pensioner, in the second the patron. Teodor Brask, director of the port, puts up the prize money every year and plays for his own pleasure, which this time was short.

“I resigned before my coffee was cold,” said Mr Brask. “It is the only thing in this harbour that has ever run ahead of schedule.”

Two masters followed him. From the fifth round the tables around hers were kept free, because too many people were standing there. Darrouj does not seem to notice spectators. She plays quickly, walks about, reads the notices on the wall, and returns with an air of having remembered something.

What does she see when she looks at the board? It is the sort of question that ought to be forbidden. She answered it.

“Most people see where the pieces are. I am not so good at that. I see where they would like to go, and I try to be standing there.

“My grandmother taught me. She could not bear to lose, so she turned the board round whenever she was behind, and I had to go on with her position. I think I have saved more bad games than other people have played good ones.”

The ending of the last round, knight against a bad bishop, will be found in the puzzle corner. The loser, the master Piet Varhoeven, took it like a gentleman and annotated it himself for the bulletin. The move to the edge he adorned with two exclamation marks.

On the noticeboard of the Harbour Grammar School hung, on the morning after, a sheet in the handwriting of the geography teacher. The test has been moved by one week.`,
  quotes: [
    {
      kind: 'direct',
      segments: ['I only entered to get out of a birthday party,', 'and then nobody told me when to stop.'],
      speaker: 'lina-darrouj',
      role: 'Pupil at the Harbour Grammar School',
      channel: 'interview',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: [
        'I resigned before my coffee was cold,',
        'It is the only thing in this harbour that has ever run ahead of schedule.',
      ],
      speaker: 'teodor-brask',
      role: 'Director of the Port of Marsana',
      channel: 'interview',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: [
        'Most people see where the pieces are. I am not so good at that. I see where they would like to go, and I try to be standing there.',
        'My grandmother taught me. She could not bear to lose, so she turned the board round whenever she was behind, and I had to go on with her position. I think I have saved more bad games than other people have played good ones.',
      ],
      speaker: 'lina-darrouj',
      role: 'Pupil at the Harbour Grammar School',
      channel: 'interview',
      said: { daysBefore: 1 },
    },
  ],
  fate: { published: 26000 },
}
