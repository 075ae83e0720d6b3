import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'flood-inquiry-hears-river-chief',
  section: 'world',
  language: 'en',
  title: 'Fifty-One Minutes: Flood Inquiry Hears the Head of the River Service',
  subtitle: 'Why the warning reached Ostrel after the water did',
  summary:
    'Petra Solund has told the Tavra Flood Inquiry how a warning lay unread while the river rose. Her own ' +
    'memorandum of 2018 had asked for a second gauge.',
  place: 'Ostrel',
  byline: 'By Ruta Ivens',
  authors: ['ruta-ivens'],
  tags: ['river-tavra'],
  body: `Between the moment when the gauge above Ostrel went silent and the moment when the first siren sounded, fifty-one minutes passed. For two and a half hours yesterday, the head of the Tavra River Service was asked to account for them one by one.

Petra Solund gave evidence in the gymnasium of the Ostrel school, where the mark of the water is still to be seen at the height of the basketball scores. Some two hundred people had come. Four hundred homes stood under water that night; no one died, and the inquiry’s interim report is careful not to take credit for it on anyone’s behalf.

> That no life was lost in Ostrel was owed to the hour, to the weather and to neighbours with ladders. It was not owed to the system of warning.

Ms Solund read the passage aloud at the request of Aurelio Vantini, who chairs the inquiry, and was asked whether she agreed. “I agree with every word of it, including the ladders,” she said.

## A number that did not move

The gauge, she explained, had not failed in a way that looked like failure. It went on sending the same figure, 3.42 metres, every five minutes. The officer on duty saw a river that had stopped rising.

“A dead instrument is easy,” Ms Solund told the hearing. “The dangerous one is the instrument that dies politely.”

She had seen it coming, and not alone. Counsel to the inquiry put on the screen a memorandum of February 2018, signed by Ms Solund, then a duty hydrologist. The gauge at Ostrel, it says, was “a single point of failure which we read with our fingers crossed”; it recommends a second one, on the railway bridge, for 80,000 marks. The proposal was deferred three times. Twice, Ms Solund conceded, the deferral bore the initials of her predecessor, and the third time, shortly after she had taken over, her own.

Mr Vantini let the sentence stand for a while. Then he asked why.

“Because there was a pump to be paid for as well,” she said, “and I believed that we had one more winter.”

There were murmurs, and someone at the back began to clap, whether in anger or respect was hard to tell. The chair asked for quiet. When he left the regional court in 2020, Mr Vantini, then its presiding judge, had said in his farewell address that blame was “the cheapest form of explanation”, and he has run the inquiry in that spirit. Yesterday he thanked the witness for an answer which, he remarked, “many in her position would have had drafted”.

A second gauge has hung on the railway bridge since last year. It cost, Ms Solund noted when she was asked, 83,000 marks.

The inquiry continues next week with the fire service. Its [interim report](https://flood-inquiry.example/interim) of 212 pages can be read in all libraries of the valley; the final one is expected before the end of next year.`,
  quotes: [
    {
      kind: 'document',
      segments: [
        'That no life was lost in Ostrel was owed to the hour, to the weather and to neighbours with ladders. It was not owed to the system of warning.',
      ],
      speaker: 'tavra-flood-interim-report',
      channel: 'document',
    },
    {
      kind: 'direct',
      segments: ['I agree with every word of it, including the ladders,'],
      speaker: 'petra-solund',
      role: 'Head of the Tavra River Service',
      channel: 'hearing',
      said: { daysBefore: 1 },
      saidAtText: 'yesterday',
    },
    {
      kind: 'direct',
      segments: ['A dead instrument is easy,', 'The dangerous one is the instrument that dies politely.'],
      speaker: 'petra-solund',
      role: 'Head of the Tavra River Service',
      channel: 'hearing',
      said: { daysBefore: 1 },
    },
    {
      kind: 'partial',
      segments: ['a single point of failure which we read with our fingers crossed'],
      speaker: 'petra-solund',
      role: 'Duty hydrologist, Tavra River Service',
      channel: 'document',
      said: '2018-02',
      saidAtText: 'February 2018',
    },
    {
      kind: 'direct',
      segments: [
        'Because there was a pump to be paid for as well,',
        'and I believed that we had one more winter.',
      ],
      speaker: 'petra-solund',
      role: 'Head of the Tavra River Service',
      channel: 'hearing',
      said: { daysBefore: 1 },
    },
    {
      kind: 'partial',
      segments: ['the cheapest form of explanation'],
      speaker: 'aurelio-vantini',
      role: 'Presiding Judge of the Regional Court',
      channel: 'speech',
      said: '2020',
      saidAtText: 'in 2020',
    },
    {
      kind: 'partial',
      segments: ['many in her position would have had drafted'],
      speaker: 'aurelio-vantini',
      role: 'Chair of the Tavra Flood Inquiry',
      channel: 'hearing',
      said: { daysBefore: 1 },
      saidAtText: 'Yesterday',
    },
  ],
  comments: [
    {
      name: 'Ladder owner, Mill Lane',
      body: 'I was in the gymnasium. The clapping was respect, at least on my bench. We lost the ground floor and the piano, and she was the first person in three years to say “my own”.',
      status: 'approved',
      replies: [
        {
          name: 'E. Roth',
          body: 'On my bench it was the other thing. Honesty afterwards is worth something, 80,000 marks beforehand would have been worth more.',
          status: 'approved',
          replies: [
            {
              name: 'Ladder owner, Mill Lane',
              body: 'I do not disagree with you. Come and see the piano some time, it is a planter now.',
              status: 'approved',
            },
          ],
        },
      ],
    },
    {
      name: 'Instrument maker',
      body: 'For the technically minded: what she describes is a stuck transducer. A plausibility check on the variance would have found it in fifteen minutes, without a second gauge.',
      status: 'approved',
    },
    {
      name: 'Anonymous in Upper Vand',
      body: 'Will the report also look at the villages above the weir? We had no siren at all, neither early nor late.',
      status: 'pending',
    },
  ],
  fate: { published: 265 },
}
