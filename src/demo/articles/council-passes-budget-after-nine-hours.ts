import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'council-passes-budget-after-nine-hours',
  section: 'city',
  language: 'en',
  title: 'Council Passes Budget After Nine Hours and One Power Cut',
  subtitle: 'Libraries keep their Saturdays, the quay wall gets its millions, and Saltpans loses its depot',
  summary:
    'By 28 votes to 25 the city council has adopted a budget of 614 million marks. It sells the Saltpans ' +
    'bus depot, which the mayor once promised to keep.',
  place: 'Marsana',
  byline: 'By Mirela Sundt',
  authors: ['mirela-sundt'],
  tags: ['council', 'transport'],
  body: `The city council passed next year’s budget shortly before two o’clock this morning, by 28 votes to 25, after a session of nine hours in which the lights went out once, tempers several times and the coffee for good.

The plan spends 614 million marks, three per cent more than this year. It keeps all six branch libraries open on Saturdays, doubles the money for the quay wall and carries free school lunches beyond Lantern Hill. It also sells the Saltpans bus depot, and it was on the depot that the evening turned.

“This is not a budget that anyone will frame,” said Mayor Leonor Achterberg once the count had been read out. “But the reading rooms stay lit, and the quay wall will not fall into the sea.”

## A promise read back

Rurik Ellingham, who leads the opposition, had come with a single sheet of paper. In October 2021, when Ms Achterberg was deputy mayor and the depot had last been spoken of, she told a meeting of tenants in Saltpans: “You have my word that the depot is the one thing we do not sell.” Mr Ellingham read the sentence aloud, sat down, stood up again and read it once more.

“You cannot mend a roof by selling the ladder,” he told the chamber. The whole operation, he added, was “a jumble sale with a brass band”.

Ms Achterberg did not dispute the quotation. “I was wrong about the price of steel, and so I was wrong about the depot,” she said yesterday evening, in the only passage of her speech that drew applause from both sides. The sale is expected to bring in 19 million marks. Most of it is already spoken for: the quay wall alone will take twelve.

The finance office is less at ease than the mayor. In a [memorandum handed to councillors](https://marsana.example/budget/memorandum) before the vote, the city administration warns that “the reserve will fall below the level recommended by the auditors for the first time in eleven years”, and advises against any further commitment until the half-year accounts are in.

## What changes

- *Libraries:* all six branches stay open on Saturdays until five.
- *Quay wall:* twelve million marks, twice this year’s sum.
- *School lunches:* free in four more schools, after the pilot in Lantern Street.
- *Parking:* the first half-hour in the old town now costs one mark.

At twenty past eleven the power failed in the whole of the upper town. Councillors took amendment 41, on bins for dog owners, by the light of their telephones. It was the only amendment of the night to pass unanimously.

“I have sat through a good many of these and never seen us agree so fast,” Mr Ellingham said afterwards on the steps of the town hall. “Perhaps we should always meet in the dark.”

The sale of the depot must still be confirmed by the regional auditor, who has six weeks to object.`,
  quotes: [
    {
      kind: 'direct',
      segments: [
        'This is not a budget that anyone will frame,',
        'But the reading rooms stay lit, and the quay wall will not fall into the sea.',
      ],
      speaker: 'leonor-achterberg',
      role: 'Mayor of Marsana',
      onBehalfOf: 'city-of-marsana',
      channel: 'speech',
      said: { daysBefore: 0 },
    },
    {
      kind: 'direct',
      segments: ['You have my word that the depot is the one thing we do not sell.'],
      speaker: 'leonor-achterberg',
      role: 'Deputy Mayor of Marsana',
      onBehalfOf: 'city-of-marsana',
      channel: 'speech',
      said: '2021-10',
      saidAtText: 'October 2021',
    },
    {
      kind: 'direct',
      segments: ['You cannot mend a roof by selling the ladder,'],
      speaker: 'rurik-ellingham',
      role: 'Leader of the opposition',
      channel: 'speech',
      said: { daysBefore: 1 },
    },
    {
      kind: 'partial',
      segments: ['a jumble sale with a brass band'],
      speaker: 'rurik-ellingham',
      role: 'Leader of the opposition',
      channel: 'speech',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: ['I was wrong about the price of steel, and so I was wrong about the depot,'],
      speaker: 'leonor-achterberg',
      role: 'Mayor of Marsana',
      channel: 'speech',
      said: { daysBefore: 1 },
      saidAtText: 'yesterday evening',
    },
    {
      kind: 'document',
      segments: [
        'the reserve will fall below the level recommended by the auditors for the first time in eleven years',
      ],
      speaker: 'city-of-marsana',
      channel: 'document',
    },
    {
      kind: 'direct',
      segments: [
        'I have sat through a good many of these and never seen us agree so fast,',
        'Perhaps we should always meet in the dark.',
      ],
      speaker: 'rurik-ellingham',
      role: 'Leader of the opposition',
      channel: 'interview',
      said: { daysBefore: 0 },
    },
  ],
  comments: [
    {
      name: 'Agathe from Saltpans',
      body: 'I was at that tenants’ meeting in 2021. She did say it, word for word, and she got a big hand for it. I would rather have the depot than the apology, but I will admit the apology surprised me.',
      status: 'approved',
      replies: [
        {
          name: 'P. Lindgaard',
          body: 'With respect, an empty depot with asbestos in the roof is not much to hold on to. Twelve million for the wall is real money.',
          status: 'approved',
          replies: [
            {
              name: 'Agathe from Saltpans',
              body: 'It is not empty. Line 9 still turns there every twelve minutes. Well, every sixteen.',
              status: 'approved',
            },
          ],
        },
        {
          name: 'Joost',
          body: 'And who buys it? I would like to read that name before the six weeks are over.',
          status: 'pending',
        },
      ],
    },
    {
      name: 'Former Clerk',
      body: 'A small correction: the reserve also dipped below the recommended level for four months in the year of the ferry accident. It was back by the annual accounts, so the memorandum is right on paper.',
      status: 'approved',
    },
    {
      name: 'Night Owl',
      body: 'Unanimous on dog bins. There is hope for us all.',
      status: 'approved',
    },
    {
      name: 'truthteller53',
      body: 'Everyone who voted for this is a crook and should be thrown in the harbour, starting with the one in the front row.',
      status: 'rejected',
    },
  ],
  fate: { published: 2 },
}
