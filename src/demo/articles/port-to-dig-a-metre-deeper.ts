import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'port-to-dig-a-metre-deeper',
  section: 'world',
  language: 'en',
  title: 'Port to Dig a Metre Deeper and Argue About Where to Put It',
  subtitle: 'The outer channel is to be dredged from next spring; the silt still lacks an address',
  summary:
    'The Port of Marsana will lift 1.9 million cubic metres of silt from its outer channel. Lower Quay fears ' +
    'for its beach, and the river service for the farmers’ water.',
  place: 'Marsana',
  byline: 'By Jonah Pell',
  authors: ['jonah-pell'],
  tags: ['harbour', 'river-tavra'],
  body: `The Port of Marsana will deepen its outer channel from 10.8 to 11.8 metres, the largest dredging since the container quay was built. Work begins next spring and takes seven months. Two suction dredgers will lift 1.9 million cubic metres of silt and sand off the sea bed, enough to bury the old town to the second floor. Where it will be set down again is not yet decided.

“Ships have grown and the channel has not,” said Teodor Brask, the director of the port, when he presented the plan yesterday on the deck of the survey vessel *Plumb*. Two in five freighters, he added, now lie off the breakwater for hours to wait for high water, “with the meter running and the cook asleep”.

The port’s case is put more drily in its press release. “Without the additional metre, one liner service in three will call elsewhere within five years,” it says. The work will cost 74 million marks, of which the city is to pay nine.

Mr Brask has been making the argument for a good while. In a lecture at the university in November 2014, Mr Brask, then harbour master, told a hall of young engineers: “A harbour is a hole that the sea wants back. You may call that nature. I call it my working week.” Reminded of the sentence, he laughed. “The sea has not changed its mind,” he said.

## Nine miles or two

There are two candidates for the silt. The first is a trench nine miles out, where the currents would disperse it. The second is Heron Bank, two miles off Lower Quay, which costs eleven million marks less and from which, on an easterly wind, things tend to come ashore.

The streets behind the old harbour remember the last time. “We swept the previous dredging out of our kitchens,” 412 residents of Lower Quay write in an open letter to the port. “We do not intend to bathe in the next one.”

Others look upstream. A deeper mouth lets more of the sea in, says Petra Solund, who heads the Tavra River Service, and on dry days the sea keeps going.

“At low water the salt already reaches the weir at Hallin,” said Ms Solund. “With another metre it will pass the weir, and somebody will have to tell the farmers before their lettuces do.”

She does not oppose the plan, she said, but wants three gauges for salinity paid for and working before the first bucket is lifted.

On the quays themselves there is little quarrel. The deeper channel, said Danilo Ferrar, the general secretary of the Harbour and Ferry Workers’ Union, meant “steady work instead of steady waiting”. He would say nothing about Heron Bank. He lives in Lower Quay.

The [plans](https://port-of-marsana.example/channel) are on view at the Customs House for four weeks.`,
  quotes: [
    {
      kind: 'direct',
      segments: ['Ships have grown and the channel has not,'],
      speaker: 'teodor-brask',
      role: 'Director of the Port of Marsana',
      onBehalfOf: 'port-of-marsana',
      channel: 'press_conference',
      said: { daysBefore: 1 },
      saidAtText: 'yesterday',
    },
    {
      kind: 'partial',
      segments: ['with the meter running and the cook asleep'],
      speaker: 'teodor-brask',
      role: 'Director of the Port of Marsana',
      channel: 'press_conference',
      said: { daysBefore: 1 },
    },
    {
      kind: 'document',
      segments: [
        'Without the additional metre, one liner service in three will call elsewhere within five years,',
      ],
      speaker: 'port-of-marsana',
      channel: 'press_release',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: [
        'A harbour is a hole that the sea wants back. You may call that nature. I call it my working week.',
      ],
      speaker: 'teodor-brask',
      role: 'Harbour Master of Marsana',
      channel: 'speech',
      said: '2014-11',
      saidAtText: 'November 2014',
    },
    {
      kind: 'direct',
      segments: ['The sea has not changed its mind,'],
      speaker: 'teodor-brask',
      role: 'Director of the Port of Marsana',
      channel: 'press_conference',
      said: { daysBefore: 1 },
    },
    {
      kind: 'document',
      segments: [
        'We swept the previous dredging out of our kitchens,',
        'We do not intend to bathe in the next one.',
      ],
      speaker: 'lower-quay-residents',
      channel: 'statement',
    },
    {
      kind: 'direct',
      segments: [
        'At low water the salt already reaches the weir at Hallin,',
        'With another metre it will pass the weir, and somebody will have to tell the farmers before their lettuces do.',
      ],
      speaker: 'petra-solund',
      role: 'Head of the Tavra River Service',
      channel: 'interview',
    },
    {
      kind: 'partial',
      segments: ['steady work instead of steady waiting'],
      speaker: 'danilo-ferrar',
      role: 'General Secretary of the Harbour and Ferry Workers’ Union',
      onBehalfOf: 'harbour-workers-union',
      channel: 'interview',
    },
  ],
  correction: {
    hoursLater: 9,
    from: 'on an easterly wind',
    to: 'on a south-easter',
    kind: 'correction',
    publicText:
      'An earlier version said that an easterly wind brings Heron Bank ashore. It is the south-easter; a reader told us.',
  },
  comments: [
    {
      name: 'Swimmer, all weathers',
      body: 'It is the south-easter, not the easterly, that brings Heron Bank ashore. Ask anybody with a towel. Otherwise a fair account.',
      status: 'approved',
      replies: [
        {
          name: 'Coastal pilot',
          body: 'Both do. The easterly is quicker, the south-easter more thorough.',
          status: 'approved',
        },
      ],
    },
    {
      name: 'M. Hallin',
      body: 'We grow lettuces at the weir, third generation. Nobody from the port has telephoned yet. I shall let you know if the lettuces hear anything.',
      status: 'approved',
    },
    {
      name: 'Quay Two',
      body: 'Eleven million is a lot of money for seven miles. I live in Lower Quay too and I did not sign.',
      status: 'pending',
    },
  ],
  fate: { published: 31 },
}
