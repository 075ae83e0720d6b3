import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'night-pharmacy-to-close',
  section: 'city',
  language: 'en',
  title: 'Eastquay’s Night Pharmacy to Close; Staff Read It in the Rota',
  subtitle: 'A draft plan replaces the pharmacist on the night shift with locked cabinets and a telephone',
  summary:
    'Eastquay Hospital intends to shut its pharmacy counter between ten and six. The hospital says nothing ' +
    'has been decided; the rota for next quarter says otherwise.',
  place: 'Marsana',
  byline: 'By Mirela Sundt and Casimir Adeyo',
  authors: ['mirela-sundt', 'casimir-adeyo'],
  tags: ['health', 'work'],
  body: `Eastquay Hospital intends to close its pharmacy counter at night from the beginning of next quarter, according to a draft rota seen by this newspaper. Between ten in the evening and six in the morning, the wards would draw medicines from locked cabinets. The pharmacist on duty would be at home, within reach of a telephone.

The hospital has not announced the step. Nor, it appears, has it told most of the people whom it concerns.

“We found out because the rota had a hole in it,” said a hospital employee who works nights and asked not to be named, because contracts at Eastquay forbid staff to speak to reporters. “Nobody wrote to us. You look for a name, and where there used to be a person there is a number to ring.”

The employee described an ordinary night as “forty calls, of which three cannot wait”. Most of the three, the employee said, are questions about doses for children. The cabinets, which are already in use at two smaller hospitals in the valley, dispense only what has been ordered and record who ordered it.

“A cabinet can hold the right box,” the employee added. “It cannot ask you whether you are sure.”

## Nothing settled, says the hospital

In a written answer to questions, the hospital confirmed that it was examining “a new model of supply outside core hours”, and declined to discuss the rota. “No patient at Eastquay will go without medication at night,” the statement reads. “The present arrangements remain in place until the supervisory board has decided.”

The board has nine seats, two of which belong to the city. Leonor Achterberg, the mayor, who occupies one of them, learned of the plan from this newspaper’s enquiry. “I do not care to hear from a reporter what I am about to decide,” she said yesterday. She would ask for the item to be taken off the agenda, she added, until the night staff had been heard.

According to the draft, the change would save 340,000 marks a year, a little less than the hospital spends on the lease of its visitors’ car park. That comparison was first drawn by Rurik Ellingham, the leader of the opposition, who seldom finds himself on the mayor’s side. “Let them close the barrier at night and leave the lamp on in the pharmacy,” said Mr Ellingham.

The counter has been staffed around the clock since the hospital moved to Eastquay. It is a small window with a brass bell, which nobody rings; one knocks. On the shelf behind it, the employee said, stands a tin for biscuits, filled by the wards in turn.

The supervisory board meets in three weeks, in closed session.`,
  quotes: [
    {
      kind: 'direct',
      segments: [
        'We found out because the rota had a hole in it,',
        'Nobody wrote to us. You look for a name, and where there used to be a person there is a number to ring.',
      ],
      speaker: 'hospital-employee',
      channel: 'interview',
    },
    {
      kind: 'partial',
      segments: ['forty calls, of which three cannot wait'],
      speaker: 'hospital-employee',
      channel: 'interview',
    },
    {
      kind: 'direct',
      segments: ['A cabinet can hold the right box,', 'It cannot ask you whether you are sure.'],
      speaker: 'hospital-employee',
      channel: 'interview',
    },
    {
      kind: 'partial',
      segments: ['a new model of supply outside core hours'],
      speaker: 'eastquay-hospital',
      channel: 'statement',
      said: { daysBefore: 1 },
    },
    {
      kind: 'document',
      segments: [
        'No patient at Eastquay will go without medication at night,',
        'The present arrangements remain in place until the supervisory board has decided.',
      ],
      speaker: 'eastquay-hospital',
      channel: 'statement',
      said: { daysBefore: 1 },
    },
    {
      kind: 'direct',
      segments: ['I do not care to hear from a reporter what I am about to decide,'],
      speaker: 'leonor-achterberg',
      role: 'Mayor of Marsana',
      channel: 'interview',
      said: { daysBefore: 1 },
      saidAtText: 'yesterday',
    },
    {
      kind: 'direct',
      segments: ['Let them close the barrier at night and leave the lamp on in the pharmacy,'],
      speaker: 'rurik-ellingham',
      role: 'Leader of the opposition',
      channel: 'interview',
    },
  ],
  comments: [
    {
      name: 'Ward sister, retired',
      body: 'I knocked at that window for twenty-two years. Twice the person behind it stopped me from making a mistake I still think about. No cabinet would have.',
      status: 'approved',
      replies: [
        {
          name: 'Dr K. Amsel',
          body: 'I agree about the window, but the cabinets in the valley hospitals have cut wrong doses considerably. The question is not cabinet or pharmacist, it is whether the telephone is answered in one minute or in twenty.',
          status: 'approved',
          replies: [
            {
              name: 'Ward sister, retired',
              body: 'Then let them write the one minute into the contract, and I shall hold my peace.',
              status: 'approved',
            },
            {
              name: 'Theo',
              body: 'Is the study from the valley hospitals public? I could only find the press summary.',
              status: 'pending',
            },
          ],
        },
      ],
    },
    {
      name: 'angry visitor',
      body: 'I know exactly which of the nurses talked and I will post the name here tomorrow.',
      status: 'rejected',
    },
    {
      name: 'Car Park Regular',
      body: 'Minor point: the lease covers the staff spaces as well, not only the visitors’. It is still absurd.',
      status: 'pending',
    },
  ],
  fate: { published: 19 },
}
