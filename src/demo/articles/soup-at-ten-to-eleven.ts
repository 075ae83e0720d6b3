import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'soup-at-ten-to-eleven',
  section: 'city',
  language: 'en',
  title: 'The Soup Is Ready at Ten to Eleven',
  subtitle:
    'In Lantern Street, a former hotel chef cooks for 310 children. Now four more schools want to know how',
  summary:
    'A morning in the kitchen of Lantern Street School, where lunch costs two marks ten a head and the ' +
    'critics are under twelve.',
  place: 'Marsana, Lantern Hill',
  byline: 'By Casimir Adeyo',
  authors: ['casimir-adeyo'],
  tags: ['schools', 'council'],
  body: `The lentils go in at eight. By half past, the windows of the kitchen in Lantern Street have steamed over and a first nose is pressed against the glass of the door. It belongs to a boy who has been sent to fetch chalk. The chalk is at the other end of the building.

“He comes every day,” says Bettina Orsolo without turning round. “By the time he finds the chalk, he knows the menu.”

Orsolo, 54, cooks for 310 children with two assistants, one dishwasher and a stove that is older than the headmistress. She has two marks ten per child and day. Until 2018 she was sous-chef at the Grand Hotel Pharos, where, as she recalls, a garnish cost as much.

When a magazine portrayed the hotel in 2016, the sous-chef was asked what she thought of cooking for children. “Children are the only guests who tell you the truth while they are still chewing,” she said then. It reads today like an application.

## Forty litres

At nine, forty litres of stock are passed through a sieve. Nothing here is thrown away that can be boiled. The bread is yesterday’s, from three bakers on the hill, and comes back as dumplings. On the wall hangs a list, in a child’s writing, of things that have been tried and abandoned:

- Beetroot, hot
- Fish with faces
- The green one

How does one get 310 children to eat lentils? Orsolo puts down the ladle.

“You do not hide anything. People think you must smuggle the vegetables in, like contraband. Then the child finds a piece of carrot and never trusts you again.

“I put the whole carrots on a board by the hatch and let them watch me cut. What you have seen whole, you are not afraid of. That is the entire secret, and it costs nothing.”

The kitchen began as an experiment. In 2021 Leonor Achterberg, then deputy mayor, fought for the money against her own finance office. A school, she told the education committee that spring, should be “a kitchen first and a timetable second”. The committee found the sentence odd and granted one year. It has been extended ever since, and the new budget is to carry free lunches to four more schools.

The city’s own review is written in another register. “The proportion of pupils who eat a warm meal at midday has risen from 38 to 94 per cent,” it notes on page six, and, on page eleven: absences on Mondays have fallen by a third. The authors venture no explanation.

Orsolo has one. “On Mondays there are pancakes,” she says.

At ten to eleven she tastes, adds salt, tastes once more and lifts the hatch. The boy with the chalk is first in the queue.`,
  quotes: [
    {
      kind: 'direct',
      segments: ['He comes every day,', 'By the time he finds the chalk, he knows the menu.'],
      speaker: 'bettina-orsolo',
      role: 'Head cook of Lantern Street School',
      channel: 'interview',
    },
    {
      kind: 'direct',
      segments: ['Children are the only guests who tell you the truth while they are still chewing,'],
      speaker: 'bettina-orsolo',
      role: 'Sous-chef at the Grand Hotel Pharos',
      channel: 'interview',
      said: '2016',
      saidAtText: 'in 2016',
    },
    {
      kind: 'direct',
      segments: [
        'You do not hide anything. People think you must smuggle the vegetables in, like contraband. Then the child finds a piece of carrot and never trusts you again.',
        'I put the whole carrots on a board by the hatch and let them watch me cut. What you have seen whole, you are not afraid of. That is the entire secret, and it costs nothing.',
      ],
      speaker: 'bettina-orsolo',
      role: 'Head cook of Lantern Street School',
      channel: 'interview',
    },
    {
      kind: 'partial',
      segments: ['a kitchen first and a timetable second'],
      speaker: 'leonor-achterberg',
      role: 'Deputy Mayor of Marsana',
      onBehalfOf: 'city-of-marsana',
      channel: 'hearing',
      said: '2021',
      saidAtText: 'that spring',
    },
    {
      kind: 'document',
      segments: ['The proportion of pupils who eat a warm meal at midday has risen from 38 to 94 per cent,'],
      speaker: 'city-of-marsana',
      channel: 'document',
    },
    {
      kind: 'direct',
      segments: ['On Mondays there are pancakes,'],
      speaker: 'bettina-orsolo',
      role: 'Head cook of Lantern Street School',
      channel: 'interview',
    },
  ],
  comments: [
    {
      name: 'Mother of two, Lantern Hill',
      body: 'My son now asks to see the carrots at home. Whole. I have been cutting them wrong for nine years, it seems.',
      status: 'approved',
    },
    {
      name: 'Headmistress emerita',
      body: 'The stove is not older than the present headmistress, though it is a near thing. I signed for it myself.',
      status: 'approved',
      replies: [
        {
          name: 'Pupil (class 6)',
          body: 'the green one was actually good',
          status: 'approved',
          replies: [{ name: 'Pupil (class 5)', body: 'it was not', status: 'approved' }],
        },
      ],
    },
    {
      name: 'T. Ferrand',
      body: 'A lovely piece, but two marks ten does not include wages, the stove or the gas. The four new schools will find that out. I am in favour; I would just like the full sum.',
      status: 'approved',
    },
  ],
  fate: { published: 170 },
}
