import type { Anchor } from '../../src/features/quotes/rules.ts'
import { anchorAt } from '../../src/features/quotes/rules.ts'

/** A paragraph with one quote: `“⟦the words⟧” said @who@` and what else stands there. */
const LINES = [
  '“⟦We will dredge at night, and only at night,⟧” said @Mara Quint@, the harbour master, on Tuesday.',
  '@Mara Quint@ told the council: “⟦Nobody will sleep — and nobody will drown.⟧” Then she left.',
  '“⟦It’s the least bad of three plans, and I’d sign it again,⟧” @Tobias Renn@ said.',
  'The mayor, @Ada Falk@, was blunt. “⟦Our budget has a hole of 40 million, and everybody in this room knows it.⟧”',
  '“⟦The ferry leaves at six whether the fog lifts or stays,⟧” said @Jonas Vey@, its captain.',
  '“⟦We have asked twice for a second crane… and twice we got a brochure,⟧” @Lena Oort@ told reporters.',
  'According to @Piet Hallam@, “⟦the old wall keeps the whole quarter dry when the tide is high⟧”.',
  '“⟦Schools open on Monday, the pool a week later,⟧” the minister, @Carla Dune@, announced.',
  '@Emil Sorg@ called the decision “⟦a gift to everyone who owns a boat and to them alone⟧”.',
  '“⟦Three bridges are safe; the fourth I would cross on foot,⟧” @Ines Marlow@ said in an interview.',
  '“⟦People here remember the flood of 1962 as if it were last week,⟧” said @Oskar Blum@.',
  'The union’s chair, @Greta Holm@, said: “⟦Without the night shift this port is a museum.⟧” Members applauded.',
  '“⟦I have read every page of the report, including the footnotes,⟧” @Samir Adel@ added.',
  '“⟦Give us the trucks and we’ll clear the snow before breakfast,⟧” said the fire chief, @Nora Wick@.',
  '“⟦The orchestra plays in the market hall until the roof is mended,⟧” according to @Paul Erdem@.',
  '@Vera Lund@ wrote on Monday: “⟦Whoever wants cheap water has to fix the expensive pipes first.⟧” It drew applause.',
  '“⟦Our trains were late on nine of ten days in March,⟧” @Hugo Stern@ conceded.',
  '“⟦This is a small town with large machines — it can do this,⟧” said @Rosa Klee@, who runs the depot.',
  '"⟦The court will hear both sides before the summer break,⟧" said @Theo Brandt@, a clerk.',
  '@Mina Sato@ wrote: "⟦I paid for that window myself, and I\'d pay again.⟧" Nobody disputed it.',
  '"⟦Every dog on the island has a licence, most owners do too,⟧" joked @Karl Ives@.',
  '"⟦We counted 312 nests this spring, more than in any year before,⟧" said the warden, @Ella Frost@.',
  'For @Max Orlov@ the answer was “⟦to build higher, to build later and to build with wood⟧”, he said.',
  '“⟦The hospital keeps all of its beds, and its kitchen,⟧” @Dora Pell@ promised.',
  '„⟦Wir baggern nachts, und wir hören vor Sonnenaufgang auf⟧“, sagte @Heike Brandauer@ im Rat.',
  '@Jens Olbrich@ sagte: „⟦Das Dach hält noch zwei Winter, vielleicht auch drei.⟧“ Dann schwieg er.',
  '„⟦Wer die Brücke sperrt, sperrt auch die Schule – das weiß jeder⟧“, sagte @Uta Kemper@.',
  '„⟦Die Stadt hat uns das Geld versprochen und den Termin vergessen⟧“, klagte @Arno Sille@.',
  '« ⟦Nous ouvrirons le port dès que la mer le permettra⟧ », a dit @Claire Vasseur@ mardi.',
  '@Luc Morin@ a répondu : « ⟦Les quais sont solides, les promesses le sont moins.⟧ » La salle a ri.',
  '« ⟦On attend ce bateau depuis l’hiver dernier… et il arrive vide⟧ », a regretté @Aline Roche@.',
  '“⟦I’d rather close the road for a month than bury one more driver,⟧” said @Finn Aster@.',
  '“⟦The library lends umbrellas, and most of them come back,⟧” said @June Okafor@, the librarian.',
  '“⟦What the harbour needs is a plan that outlives the people who wrote it,⟧” @Mara Quint@ said later.',
  '@Ada Falk@ answered him: “⟦Taxes rise by two per cent, and the swings get painted.⟧”',
]

/** What stands between: it names nobody and quotes nobody. */
const FILLERS = [
  'The harbour will be closed to large ships for most of the autumn.',
  'Rain fell on the market all morning, and the stalls did good business in tea.',
  'A decision is expected within the month; the papers run to several hundred pages.',
  'Outside, children fed the gulls, and a tram waited for its driver.',
  'The plan had been discussed in committee since the spring.',
  'Der Rat vertagte die Sitzung auf den nächsten Morgen.',
  'La séance a repris après la pause.',
]

/** A quote in its story: its paragraph, its words there, and who is named as the speaker. */
export interface Told {
  paragraph: number
  /** Offsets of the words in the paragraph. */
  start: number
  end: number
  name: string
}

export interface Story {
  paragraphs: string[]
  told: Told[]
}

const QUOTES_EACH = 5

/** Stories of five quotes each, with every line in each of the stories that begin at a different place. */
export function stories(count: number): Story[] {
  return Array.from({ length: count }, (_, number) => {
    const step = 1 + (number % 3) * 2
    const lines = Array.from(
      { length: QUOTES_EACH },
      (_line, i) => LINES[(number * 5 + i * step) % LINES.length] ?? '',
    )
    return told([...new Set(lines)], number)
  })
}

function told(lines: readonly string[], number: number): Story {
  const story: Story = { paragraphs: [], told: [] }
  for (const [i, line] of lines.entries()) {
    if ((number + i) % 2 === 0) story.paragraphs.push(FILLERS[(number + i) % FILLERS.length] ?? '')
    const name = /@(.+?)@/.exec(line)?.[1] ?? ''
    const start = line.replaceAll('@', '').indexOf('⟦')
    const end = line.replaceAll('@', '').indexOf('⟧') - 1
    story.told.push({ paragraph: story.paragraphs.length, start, end, name })
    story.paragraphs.push(line.replace(/[@⟦⟧]/g, ''))
  }
  story.paragraphs.push(FILLERS[number % FILLERS.length] ?? '')
  return story
}

export const textOf = ({ paragraphs }: Pick<Story, 'paragraphs'>) => paragraphs.join('\n\n')

export function anchorOf(story: Story, { paragraph, start, end }: Told): Anchor {
  const offset = story.paragraphs.slice(0, paragraph).join('\n\n').length + (paragraph > 0 ? 2 : 0)
  return anchorAt(textOf(story), offset + start, end - start)
}
