import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'council-keeps-old-fish-hall',
  section: 'city',
  language: 'en',
  title: 'The Old Fish Hall Stays',
  subtitle:
    'By one vote the council decides against the wrecking ball and for a roof that leaks in eleven places',
  summary:
    'Quay Four will not become a car park. The council has voted to keep the old fish hall, without quite ' +
    'knowing what for.',
  place: 'Marsana',
  byline: 'By Mirela Sundt',
  authors: ['mirela-sundt'],
  tags: ['council', 'heritage', 'harbour'],
  body: `It smells. On this, the two halves of the council were agreed last night; they differed only on whether that was an argument. By 27 votes to 26 the city has decided to keep the old fish hall on Quay Four, which has stood empty since the auctions moved to the new terminal, and to take the plan for 340 parking spaces off the table.

The deciding vote was cast by the deputy mayor, against the mayor of her own party. “You do not tear down the only building in which this whole city has stood in the same queue,” said Leonor Achterberg. She apologised for the roof, which during her speech began to drip on a model of the car park.

What is to become of the hall, nobody could say. There is talk of a market, of studios, of a museum. Farid Benaloun, the curator of the city’s maritime collection, has at any rate been measuring the walls for weeks. His collection lies in crates in a tax office.

“Pull it down and you will spend ten years looking for a place that smells right,” said Mr Benaloun after the vote.

## Sound, apart from everything else

Before the session the councillors had been given an opinion by the university, eleven pages long and unusually readable. The iron columns, it finds, are sound; the roof is not; the floor is “better than the one in our own faculty”. Katarin Obiora, the dean of engineering and author of the opinion, had climbed into the trusses herself. Rust, she said in the hearing, was not a verdict. “It is a bill, and bills can be paid in instalments.”

The bill comes to 6.2 million marks. The opposition thinks that this will not be the last word, and so, in private, does the finance office.

In the public gallery sat some forty dockers, in working clothes, who had come straight from the late shift. For sixty years the hall was where men were taken on by the day, at five in the morning, under the clock. “Our fathers stood in there with their caps in their hands,” said Danilo Ferrar, who drives the crane on Quay Two and speaks for the crews as their shop steward. “I should like my children to stand in there with tickets.”

When the result was read out, the gallery sang. It was, by the account of the stenographer, “not identifiable as a particular song”.

The scaffolding is to go up before the autumn gales. Until then, buckets.`,
  quotes: [
    {
      kind: 'direct',
      segments: [
        'You do not tear down the only building in which this whole city has stood in the same queue,',
      ],
      speaker: 'leonor-achterberg',
      role: 'Deputy Mayor of Marsana',
      channel: 'speech',
      said: { daysBefore: 1 },
      saidAtText: 'last night',
    },
    {
      kind: 'direct',
      segments: ['Pull it down and you will spend ten years looking for a place that smells right,'],
      speaker: 'farid-benaloun',
      role: 'Curator of the city’s maritime collection',
      channel: 'interview',
      said: { daysBefore: 1 },
      saidAtText: 'after the vote',
    },
    {
      kind: 'partial',
      segments: ['better than the one in our own faculty'],
      speaker: 'katarin-obiora',
      role: 'Dean of the Faculty of Engineering',
      onBehalfOf: 'university-of-marsana',
      channel: 'document',
    },
    {
      kind: 'direct',
      segments: ['It is a bill, and bills can be paid in instalments.'],
      speaker: 'katarin-obiora',
      role: 'Dean of the Faculty of Engineering',
      onBehalfOf: 'university-of-marsana',
      channel: 'hearing',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: [
        'Our fathers stood in there with their caps in their hands,',
        'I should like my children to stand in there with tickets.',
      ],
      speaker: 'danilo-ferrar',
      role: 'Crane driver and shop steward',
      onBehalfOf: 'harbour-workers-union',
      channel: 'interview',
      said: { daysBefore: 1 },
    },
  ],
  fate: { published: 48000 },
}
