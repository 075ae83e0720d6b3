import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'harbour-strike-settled',
  section: 'city',
  language: 'en',
  title: 'Harbour Strike Ends on the Eleventh Night',
  subtitle: 'Crane drivers and ferry crews get a fixed rota and four per cent; the port gets its cranes back',
  summary:
    'After nineteen hours of talks the Port of Marsana and the Harbour and Ferry Workers’ Union have settled. ' +
    'The first boat to Risha left at noon.',
  place: 'Marsana',
  byline: 'By Jonah Pell',
  authors: ['jonah-pell'],
  tags: ['harbour', 'work'],
  body: `The strike in the harbour is over. At twenty to five yesterday morning, after nineteen hours in a room without a window, the Port of Marsana and the Harbour and Ferry Workers’ Union signed one sheet of paper, on both sides. By six the gate on Quay Two was open. At noon the first boat in eleven days left for Risha, with the post, the bread and a bride.

The 1,900 members of the union will receive four per cent more in two steps. More important to most of them, the rota will be fixed four weeks ahead and may be changed only with consent; until now, the port could call in a crew with twelve hours’ notice.

“We did not win and we did not lose,” said Danilo Ferrar, the general secretary, who came down the stairs of the Customs House with his tie in his pocket. “We came out with a rota that a human being can live by.”

Asked what had moved the port, he pointed to the roadstead, where seventeen ships lay at anchor. “Arithmetic,” he said.

## Two doors, one corridor

Teodor Brask, the director of the port, spoke at the other end of the corridor. The agreement would cost six million marks a year, he said, money that would have to be earned with a deeper channel, if it came.

“I have known most of these people since I was their harbour master,” said Mr Brask. “It is not pleasant to be called names by men whose children you have taught to sail.

“But I will say this: they told us the old rota was breaking families, and we answered with tonnage. That was the wrong answer to the question, and it took us eleven days to notice.”

In a joint statement, which the port published at seven, both sides undertake “to meet every quarter, whether or not there is anything to quarrel about”.

Leonor Achterberg, who had been asked to mediate on the ninth day, arrived with sandwiches and left without a statement. What she did, according to both delegations, was to lock the door and put the key on the table. Pressed by reporters in the morning, the mayor called her own part “mostly catering”.

The last strike in the harbour, in June 2017, ended after two days with nothing. “Next time we shall bring chairs,” Mr Ferrar, then a crane driver and shop steward, told the radio from the gate. This time there were chairs, and a stove, and on the eighth evening a string quartet.

“Gate open. Chairs are going to the kindergarten in Saltpans, first come, first served,” the union wrote as @harbourandferry shortly after dawn. They were gone by nine.

The members still have to vote. The ballot closes in two weeks, and nobody on the quay yesterday expected a surprise.`,
  quotes: [
    {
      kind: 'direct',
      segments: [
        'We did not win and we did not lose,',
        'We came out with a rota that a human being can live by.',
      ],
      speaker: 'danilo-ferrar',
      role: 'General Secretary of the Harbour and Ferry Workers’ Union',
      onBehalfOf: 'harbour-workers-union',
      channel: 'press_conference',
      said: { daysBefore: 1 },
      saidAtText: 'yesterday morning',
    },
    {
      kind: 'direct',
      segments: ['Arithmetic,'],
      speaker: 'danilo-ferrar',
      role: 'General Secretary of the Harbour and Ferry Workers’ Union',
      channel: 'press_conference',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: [
        'I have known most of these people since I was their harbour master,',
        'It is not pleasant to be called names by men whose children you have taught to sail.',
        'But I will say this: they told us the old rota was breaking families, and we answered with tonnage. That was the wrong answer to the question, and it took us eleven days to notice.',
      ],
      speaker: 'teodor-brask',
      role: 'Director of the Port of Marsana',
      onBehalfOf: 'port-of-marsana',
      channel: 'press_conference',
      said: { daysBefore: 1 },
    },
    {
      kind: 'document',
      segments: ['to meet every quarter, whether or not there is anything to quarrel about'],
      speaker: 'port-of-marsana',
      channel: 'statement',
      said: { daysBefore: 1 },
      saidAtText: 'at seven',
    },
    {
      kind: 'partial',
      segments: ['mostly catering'],
      speaker: 'leonor-achterberg',
      role: 'Mayor of Marsana',
      channel: 'interview',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: ['Next time we shall bring chairs,'],
      speaker: 'danilo-ferrar',
      role: 'Crane driver and shop steward',
      onBehalfOf: 'harbour-workers-union',
      channel: 'broadcast',
      said: '2017-06',
      saidAtText: 'June 2017',
    },
    {
      kind: 'direct',
      segments: ['Gate open. Chairs are going to the kindergarten in Saltpans, first come, first served,'],
      speaker: 'harbour-workers-union',
      channel: 'social_post',
      said: { daysBefore: 1 },
      saidAtText: 'shortly after dawn',
    },
  ],
  comments: [
    {
      name: 'Lasher, Quay Two',
      body: 'Four weeks ahead. I told my daughter I will be at her school play and for once I was not lying. Thank you to everyone who brought firewood.',
      status: 'approved',
      replies: [
        {
          name: 'Island grocer',
          body: 'Glad for you, sincerely. Eleven days without a delivery was hard over here, though, and I would have liked a sentence about that in the agreement.',
          status: 'approved',
          replies: [
            {
              name: 'Lasher, Quay Two',
              body: 'Fair. We asked for an emergency boat on day three and the port said the insurance would not have it.',
              status: 'approved',
            },
          ],
        },
      ],
    },
    {
      name: 'Viola, second desk',
      body: 'It was a string trio. The cellist had the flu.',
      status: 'approved',
    },
    {
      name: 'Freight Forwarder',
      body: 'Six million a year will end up on somebody’s invoice. I hope the next article asks whose.',
      status: 'pending',
    },
  ],
  fate: { published: 98 },
}
