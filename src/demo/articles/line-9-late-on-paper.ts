import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'line-9-late-on-paper',
  section: 'city',
  language: 'en',
  title: 'Line 9 Will Now Be Late on Paper, Too',
  subtitle:
    'The bus company adds four minutes to its timetable and, it hopes, thirty-three points to its punctuality',
  summary:
    'Tavra Transit’s new timetable allows the number 9 the 47 minutes it has always taken. No bus will run ' +
    'faster or slower; only the promise changes.',
  place: 'Marsana',
  byline: 'By Jonah Pell',
  authors: ['jonah-pell'],
  tags: ['transport'],
  body: `From the first of next month, the number 9 bus will take 47 minutes from the Ferry Steps to Saltpans Cross. It has taken 47 minutes for as long as anyone can remember. What is new is that the timetable will say so.

Tavra Transit presented its new timetable yesterday, the first complete revision since 2019, and with it a piece of candour rare in the trade. Four minutes have been added to the 9, three to the 4 and two to the night bus. Not one vehicle will run more slowly. By the company’s own estimate, punctuality will nevertheless rise from 58 per cent to 91.

“We have stopped pretending that Harbour Street is empty at half past five,” said Hugo Steenhart, the managing director, at a press conference among the ticket machines of the Customs House stop. “A timetable is a promise, and we were breaking ours two hundred times a day.”

Mr Steenhart knows the old timetable well. He drew it. In September 2019, then planning manager, he told this newspaper that the 43 minutes allowed for the 9 were “ambitious, but physically possible”. Reminded of this, he studied the ceiling for some time. They were possible, he said, “at four in the morning, with a following wind”.

Nobody has waited for the admission more patiently than the people who used to sit at the wheel. “In thirty-six years I reached Saltpans Cross on time exactly twice,” says Wendel Kruis, who drove the 9 until he retired in 2019, “and both times it was a public holiday.”

## What to look out for

- Line 4 leaves the hospital at :07, :22, :37 and :52.
- Line 9 runs every twelve minutes, with the last departure from the Ferry Steps at 23.40.
- The N2 waits at the theatre until the curtain is down, but no longer than ten minutes.
- The stop at the Customs House moves forty metres, to the side that has the shelter.

The company broke the news to its passengers in its own manner. “Line 9 riders: your bus has not got slower. Our timetable has got honest,” it wrote as @tavratransit at six in the morning. By noon, an answer had come from the town hall. “Four minutes. I have waited longer for less,” posted Leonor Achterberg, the mayor, who takes the 4.

One wrinkle remains. The 8.21 arrival at the Ferry Steps now misses the 8.20 boat to Risha by the width of a gangway. “We are in talks with the ferry about the one minute,” Mr Steenhart said. Until those talks succeed, passengers for the island are advised to take the bus before, which will be on time.`,
  quotes: [
    {
      kind: 'direct',
      segments: [
        'We have stopped pretending that Harbour Street is empty at half past five,',
        'A timetable is a promise, and we were breaking ours two hundred times a day.',
      ],
      speaker: 'hugo-steenhart',
      role: 'Managing Director',
      onBehalfOf: 'tavra-transit',
      channel: 'press_conference',
      said: { daysBefore: 1 },
      saidAtText: 'yesterday',
    },
    {
      kind: 'partial',
      segments: ['ambitious, but physically possible'],
      speaker: 'hugo-steenhart',
      role: 'Planning manager',
      onBehalfOf: 'tavra-transit',
      channel: 'interview',
      said: '2019-09',
      saidAtText: 'September 2019',
    },
    {
      kind: 'partial',
      segments: ['at four in the morning, with a following wind'],
      speaker: 'hugo-steenhart',
      role: 'Managing Director',
      channel: 'press_conference',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: [
        'In thirty-six years I reached Saltpans Cross on time exactly twice,',
        'and both times it was a public holiday.',
      ],
      speaker: 'wendel-kruis',
      role: 'Retired bus driver',
      channel: 'interview',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: ['Line 9 riders: your bus has not got slower. Our timetable has got honest,'],
      speaker: 'tavra-transit',
      channel: 'social_post',
      said: { daysBefore: 1 },
      saidAtText: 'at six in the morning',
    },
    {
      kind: 'direct',
      segments: ['Four minutes. I have waited longer for less,'],
      speaker: 'leonor-achterberg',
      role: 'Mayor of Marsana',
      channel: 'social_post',
      said: { daysBefore: 1 },
      saidAtText: 'By noon',
    },
    {
      kind: 'direct',
      segments: ['We are in talks with the ferry about the one minute,'],
      speaker: 'hugo-steenhart',
      role: 'Managing Director',
      onBehalfOf: 'tavra-transit',
      channel: 'press_conference',
      said: { daysBefore: 1 },
    },
  ],
  comments: [
    {
      name: 'Stop 14',
      body: 'I am writing this at the stop. The comment will be approved before the 9 arrives.',
      status: 'approved',
      replies: [
        {
          name: 'Marguerite D.',
          body: 'Did it come?',
          status: 'approved',
          replies: [
            { name: 'Stop 14', body: 'Two of them. Together, as is the custom.', status: 'approved' },
          ],
        },
      ],
    },
    {
      name: 'Teacher at the Risha school',
      body: 'The missed boat is not a wrinkle if you live in town and work on the island. The next sailing is at six in the evening. That is a long time to wait for one minute.',
      status: 'approved',
      replies: [
        {
          name: 'Jens-Olaf',
          body: 'The skipper used to wait if he saw the bus on the bridge. Somebody should simply tell him he still may.',
          status: 'pending',
        },
      ],
    },
    {
      name: 'BestDealsDirect',
      body: 'Tired of waiting for the bus?? Electric scooters 70 % off only today, free shipping, click the link in our profile and use code FAST9!!!',
      status: 'spam',
    },
  ],
  fate: { published: 7 },
}
