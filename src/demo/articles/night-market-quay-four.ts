import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'night-market-quay-four',
  section: 'city',
  language: 'en',
  title: 'The Night Market Returns to Quay Four, Without the Generators',
  subtitle: 'Sixty stalls, one power cable and a new rule about accordions',
  summary:
    'After two years among the warehouses of Saltpans, the night market moves back beside the old fish hall. ' +
    'The city has laid a cable, and the neighbours have laid down terms.',
  place: 'Marsana',
  byline: 'By Jonah Pell',
  authors: ['jonah-pell'],
  tags: ['harbour', 'heritage', 'council'],
  body: `The night market is coming home. At the end of the month, after two years among the warehouses of Saltpans, its sixty stalls will stand on Quay Four again, between the water and the old fish hall, which in the meantime has become a museum.

What drove the market away was noise. Not the traders, who are loud by profession, nor the visitors, but the forty generators that hummed beneath the tables until two in the morning. The city has now laid a cable along the quay, with a socket for each stall.

“We have spent four hundred thousand marks on silence,” said Leonor Achterberg, the mayor, when she threw the switch for the first time. “I should be grateful if somebody would come and break it.”

The streets behind the harbour, which fought the market for years, have made their peace with it in writing. “We missed the fried fish more than we missed our sleep,” the residents of Lower Quay admit in a letter to the town hall. They set three conditions: the last order is at midnight, the lights point at the water, and accordions are to be played sitting down.

## Fish next to fish

The museum will keep its doors open on market nights until eleven. Farid Benaloun, its director, expects a different public from that of the daytime, “with greasier fingers and better questions”. Two of the display cases have been moved back from the entrance.

Not every trader is happy with the new order. The places were drawn by lot, and the two rival sellers of grilled sardines, who have not spoken to each other since a matter of parsley, find themselves side by side. Rurik Ellingham, who has the ship chandler’s shop on the corner, has offered to mediate.

“I have experience of sitting next to people,” said Mr Ellingham. “You look straight ahead, and after some years you lend each other a pencil.”

The market opens at six in the evening. The number 9 stops at the Customs House, forty metres from where it used to.`,
  quotes: [
    {
      kind: 'direct',
      segments: [
        'We have spent four hundred thousand marks on silence,',
        'I should be grateful if somebody would come and break it.',
      ],
      speaker: 'leonor-achterberg',
      role: 'Mayor of Marsana',
      onBehalfOf: 'city-of-marsana',
      channel: 'speech',
    },
    {
      kind: 'document',
      segments: ['We missed the fried fish more than we missed our sleep,'],
      speaker: 'lower-quay-residents',
      channel: 'statement',
    },
    {
      kind: 'partial',
      segments: ['with greasier fingers and better questions'],
      speaker: 'farid-benaloun',
      role: 'Director of the Museum of the Two Shores',
      channel: 'interview',
    },
    {
      kind: 'direct',
      segments: [
        'I have experience of sitting next to people,',
        'You look straight ahead, and after some years you lend each other a pencil.',
      ],
      speaker: 'rurik-ellingham',
      role: 'Leader of the opposition',
      channel: 'interview',
    },
  ],
  fate: { scheduled: 30 },
}
