import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'the-star-that-blinked',
  section: 'culture',
  language: 'en',
  title: 'The Star That Blinked',
  subtitle: 'For thirty-six years Wendel Kruis drove the number 9. At night he kept another timetable',
  summary:
    'A retired bus driver noticed that a faint star had dimmed, and could prove it from forty years of ' +
    'notebooks. A visit to a garden shed on Lantern Hill.',
  place: 'Marsana, Lantern Hill',
  byline: 'By Casimir Adeyo',
  authors: ['casimir-adeyo'],
  tags: ['science-and-games', 'university'],
  body: `There are one hundred and eighteen notebooks in the shed, all of the same make, in the same grey. The manufacturer went out of business long ago. Wendel Kruis had been warned by a friend in the stationery trade and bought the last two crates.

On a clear night last month, in notebook one hundred and eighteen, he wrote down that a star of no particular distinction, low in the south, was not where it ought to be. It had not moved; stars do not. It was too faint, by nearly half. He made a cross in the margin, had a biscuit and looked again. Then he went into the house and fetched notebook thirty-one.

“I knew that I had met it before,” says Kruis. “You recognise a regular.”

In notebook thirty-one, in the hand of a man half his age, stood the same star, the same cross and an interval of eleven days. He found it again in sixty-four and in ninety-nine. The university’s observatory has since confirmed that the star dims every nine years and some months, because something large and dark, probably a disc of dust around a companion, passes in front of it. No professional telescope had been looking at the right time. A man with a six-inch mirror had been looking all the time.

## The early shift

Kruis, 68, is a narrow man with a driver’s back. He learned the constellations from the cab, on the early shift, waiting at Saltpans Cross for departure times that the timetable had invented. He is the chair of the Marsana Astronomical Society, which has forty-four members and one key.

In 2003, still in the blue jacket of the bus company, he was invited by the town library to give a talk, the first of his life. “A bus driver and the sky understand each other: both are expected to be punctual, and both are blamed for the weather,” he told an audience of nine. The typescript lies in notebook seventy-two.

Why has he written everything down? He takes the question more seriously than it was meant.

“When I began, I thought that I would discover something. You are young, you think the sky has been waiting for you. After five years I noticed that it had not.

“So I changed the arrangement. I said to myself: you are not the one who discovers, you are the one who was there. Somebody has to have been there. It is the same with the last bus. Most nights nobody gets on, and you drive it all the same.”

The university has offered to digitise the notebooks. Katarin Obiora, its vice-rector and, since the vote, its rector-elect, came to the shed in person to ask and sat for an hour on an upturned crate. It was, she said last week, “the best-kept laboratory book I have ever been allowed to touch”.

Kruis has agreed on one condition: one notebook at a time, and never the current one. The star will blink again in nine years. He has already entered the date.`,
  quotes: [
    {
      kind: 'direct',
      segments: ['I knew that I had met it before,', 'You recognise a regular.'],
      speaker: 'wendel-kruis',
      role: 'Chair of the Marsana Astronomical Society',
      channel: 'interview',
    },
    {
      kind: 'direct',
      segments: [
        'A bus driver and the sky understand each other: both are expected to be punctual, and both are blamed for the weather,',
      ],
      speaker: 'wendel-kruis',
      role: 'Bus driver',
      channel: 'speech',
      said: '2003',
      saidAtText: 'In 2003',
    },
    {
      kind: 'direct',
      segments: [
        'When I began, I thought that I would discover something. You are young, you think the sky has been waiting for you. After five years I noticed that it had not.',
        'So I changed the arrangement. I said to myself: you are not the one who discovers, you are the one who was there. Somebody has to have been there. It is the same with the last bus. Most nights nobody gets on, and you drive it all the same.',
      ],
      speaker: 'wendel-kruis',
      role: 'Chair of the Marsana Astronomical Society',
      channel: 'interview',
    },
    {
      kind: 'partial',
      segments: ['the best-kept laboratory book I have ever been allowed to touch'],
      speaker: 'katarin-obiora',
      role: 'Rector-elect',
      onBehalfOf: 'university-of-marsana',
      channel: 'interview',
      said: { daysBefore: 6 },
      saidAtText: 'last week',
    },
  ],
  comments: [
    {
      name: 'Ex-colleague, Line 4',
      body: 'He once held the 9 at the terminus for two minutes because of a moon ring and made all of us look. Nobody complained. It was late anyway.',
      status: 'approved',
    },
    {
      name: 'A. Brennick, Observatory',
      body: 'May I add for accuracy: we confirmed the last two dimmings from archive plates. The first two rest on Mr Kruis’s notebooks alone, and we see no reason to doubt a line of them.',
      status: 'approved',
      replies: [
        {
          name: 'Curious in Eastquay',
          body: 'Nine years and some months: how many months? I should like to put it in my own calendar.',
          status: 'pending',
        },
      ],
    },
  ],
  fate: { published: 690 },
}
