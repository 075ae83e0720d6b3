import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'empty-flats-lower-quay',
  section: 'city',
  language: 'en',
  title: 'One Flat in Nine Behind the Old Harbour Stands Empty',
  subtitle: 'Residents have counted the dark windows; the city counts differently',
  summary:
    'According to a count by residents, 214 flats in Lower Quay are unoccupied. The housing office speaks of ' +
    'fewer than half as many.',
  place: 'Marsana, Lower Quay',
  byline: 'By Mirela Sundt',
  authors: ['mirela-sundt'],
  tags: ['housing', 'council'],
  body: `For three weeks they went through the streets with clipboards, always between seven and nine in the evening, always in pairs. Where no light showed on five evenings, they made a cross. In the end the residents of Lower Quay had 214 crosses, which would mean that one flat in nine behind the old harbour is empty.

The list, which this newspaper has seen, was handed to the housing office yesterday together with a letter. “A window that is dark five times is not at the theatre,” it says.

The office arrives at another figure. It knows of 96 vacant flats in the district, registered by their owners as the by-law requires. “The city does not infer the use of a dwelling from its lighting,” the administration replied in writing, and pointed out that some people go to bed early.

Nobody disputes that rents have risen. A two-room flat in Rope Street, let for 610 marks four years ago, is now advertised for 940. What is disputed is the cause. Rurik Ellingham, who represented the district for six years before he came to lead the opposition, sees it in the holiday lets.

“In 2018 I said that we would one day have more key boxes than letter boxes,” said Mr Ellingham. “I take no pleasure in it. I have nobody left to borrow sugar from.”

The mayor, who once worked in the tenants’ office two streets away, has announced an inspection. Whoever leaves a flat unused for more than six months without registering it can be fined up to 5,000 marks. So far, according to the administration, no such fine has been imposed. The form for it exists, in two copies.

## How the count was made

The residents counted door by door in eleven streets. Flats above shops were left out, as were those in which the blinds were down. Whether holiday lets were counted as empty, when nobody happened to be staying in them, does not appear from the list. Nor do the organisers agree on the point.

A second count is planned, this time, as one of them put it, with the bell.`,
  quotes: [
    {
      kind: 'document',
      segments: ['A window that is dark five times is not at the theatre,'],
      speaker: 'lower-quay-residents',
      channel: 'statement',
      said: { daysBefore: 1 },
      saidAtText: 'yesterday',
    },
    {
      kind: 'document',
      segments: ['The city does not infer the use of a dwelling from its lighting,'],
      speaker: 'city-of-marsana',
      channel: 'statement',
    },
    {
      kind: 'direct',
      segments: [
        'In 2018 I said that we would one day have more key boxes than letter boxes,',
        'I take no pleasure in it. I have nobody left to borrow sugar from.',
      ],
      speaker: 'rurik-ellingham',
      role: 'Leader of the opposition',
      channel: 'interview',
    },
  ],
  fate: {
    withheld: 140,
    reason:
      'The figure of 214 empty flats seems to include holiday lets between two bookings. Withheld until the ' +
      'count has been checked against the register.',
  },
}
