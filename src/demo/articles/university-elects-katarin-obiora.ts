import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'university-elects-katarin-obiora',
  section: 'city',
  language: 'en',
  title: 'Third Ballot, Three Votes: University Elects Katarin Obiora Rector',
  subtitle:
    'An engineer takes the chain of a school founded for navigators, and the students were the pilots',
  summary:
    'The assembly of the University of Marsana has elected its vice-rector to the top by 61 votes to 58. ' +
    'The student senators decided it.',
  place: 'Marsana',
  byline: 'By Mirela Sundt',
  authors: ['mirela-sundt'],
  tags: ['university'],
  body: `Katarin Obiora will be the next rector of the University of Marsana. The assembly elected the structural engineer yesterday on the third ballot, by 61 votes to 58. She takes office at the start of the coming academic year, the first woman to do so since the university was founded as a school of navigation.

Her rival, the historian Lucan Merrow, had led in both earlier rounds. What happened in the forty minutes between the second and the third was told in three versions in the corridor. They agree on one point: the eleven student members asked both candidates the same question, and only one of them answered it.

“We asked what they would cut first,” said Lina Darrouj, who reads mathematics and sits in the senate for the students. “Professor Merrow said that nothing needed cutting. Professor Obiora said: my own building.”

The new engineering wing, planned for nine years, will indeed not be built for now. The money, some thirty million marks, is to go into roofs.

## The bridge test

Professor Obiora, 57, came to Marsana to inspect a bridge and stayed to teach. As dean of the engineering faculty she had first-year students build footbridges of plywood and walk across them above the harbour basin. In a speech to them in October 2018, Professor Obiora, then dean, explained the exercise: “You will remember the load tables better when you are wet.” The insurers have since insisted on a paddling pool.

At the press conference after the vote she was asked about the narrowness of the result.

“Three votes is a perfectly good safety margin,” she said, “provided that you know where the load comes from.”

She would, she added, visit all eight faculties before saying anything about any of them. To the question of what she wanted to leave behind she replied with some impatience that a rector was “not a monument but a retaining wall”.

Mr Merrow congratulated her in two sentences and declined to comment further. In the faculty of arts there is unease. Forty-one lecturers had signed a letter before the vote which regretted that neither candidate had mentioned languages. The university took up the point in its announcement: “The rector-elect has asked that the chair of Arabic, vacant since 2021, be advertised without delay,” it wrote in the evening.

And the students? They had bargained, it turned out, for the library, which from now on will be open until midnight. Ms Darrouj, who won the Harbour Open at chess when she was still at school, was asked if that had been the plan from the first ballot.

“In chess one does not announce mate,” said Ms Darrouj. “It is considered impolite.”`,
  quotes: [
    {
      kind: 'direct',
      segments: [
        'We asked what they would cut first,',
        'Professor Merrow said that nothing needed cutting. Professor Obiora said: my own building.',
      ],
      speaker: 'lina-darrouj',
      role: 'Student member of the Senate',
      channel: 'interview',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: ['You will remember the load tables better when you are wet.'],
      speaker: 'katarin-obiora',
      role: 'Dean of the Faculty of Engineering',
      onBehalfOf: 'university-of-marsana',
      channel: 'speech',
      said: '2018-10',
      saidAtText: 'October 2018',
    },
    {
      kind: 'direct',
      segments: [
        'Three votes is a perfectly good safety margin,',
        'provided that you know where the load comes from.',
      ],
      speaker: 'katarin-obiora',
      role: 'Rector-elect',
      channel: 'press_conference',
      said: { daysBefore: 1 },
      saidAtText: 'yesterday',
    },
    {
      kind: 'partial',
      segments: ['not a monument but a retaining wall'],
      speaker: 'katarin-obiora',
      role: 'Rector-elect',
      channel: 'press_conference',
      said: { daysBefore: 1 },
    },
    {
      kind: 'document',
      segments: [
        'The rector-elect has asked that the chair of Arabic, vacant since 2021, be advertised without delay,',
      ],
      speaker: 'university-of-marsana',
      channel: 'press_release',
      said: { daysBefore: 1 },
      saidAtText: 'in the evening',
    },
    {
      kind: 'direct',
      segments: ['In chess one does not announce mate,', 'It is considered impolite.'],
      speaker: 'lina-darrouj',
      role: 'Student member of the Senate',
      channel: 'interview',
      said: { daysBefore: 1 },
    },
  ],
  fate: { published: 1900 },
}
