import type { DemoArticle } from '../types.ts'

export const article: DemoArticle = {
  slug: 'eleven-years-for-a-bean-row',
  section: 'city',
  language: 'en',
  title: 'Eleven Years for a Bean Row',
  subtitle: 'The waiting list for the city’s allotments is now longer than the list of allotments',
  summary:
    'For 612 plots on the edge of Marsana there are 1,340 applicants. The city wants to halve the gardens; the ' +
    'gardeners want to keep their corners.',
  place: 'Marsana',
  byline: 'By Mirela Sundt',
  authors: ['mirela-sundt'],
  tags: ['council', 'housing'],
  body: `Whoever applies for an allotment in Marsana today will, if nothing changes, put in the first beans in eleven years. For 612 plots there are 1,340 names on the list, and the city has stopped telling applicants their number, because some of them telephoned every Monday to ask whether anybody had died.

The parks department now proposes to divide each plot that falls vacant into two. “Half a garden now is better than a whole one at retirement,” it writes in a paper for the council. The allotment holders, who will not lose a square metre themselves, are against it all the same.

At the hearing in the Saltpans community hall the microphone went from hand to hand for two hours. What was defended there, row by row, was not so much land as a way of leaning on a fence. Leonor Achterberg listened to all of it. When she was still a councillor for the harbour district, in 2016, she had promised a third site behind the railway, and somebody had brought the leaflet.

“It is a good photograph,” the mayor said when it was held up, “and a bad forecast.” The land behind the railway has since turned out to be contaminated with tar.

The council is to decide next month. Until then, those on the list may put themselves down for the city’s newest offer: a raised bed, two metres by one, on the roof of the bus depot. The depot, as it happens, is for sale.`,
  quotes: [
    {
      kind: 'document',
      segments: ['Half a garden now is better than a whole one at retirement,'],
      speaker: 'city-of-marsana',
      channel: 'document',
    },
    {
      kind: 'direct',
      segments: ['It is a good photograph,', 'and a bad forecast.'],
      speaker: 'leonor-achterberg',
      role: 'Mayor of Marsana',
      channel: 'hearing',
    },
  ],
  fate: 'draft',
}
