/** What a text in a language is made of. */
export interface Language {
  code: string
  /** What part of the articles is in it. */
  share: number
  /** Words that stand everywhere and that no search finds. */
  glue: readonly string[]
  /** Words that a clause begins with. */
  starters: readonly string[]
  /** Words that a newspaper is full of, the most frequent first. */
  words: readonly string[]
  /** What joins two clauses. */
  and: string
  said: string
  marks: readonly [string, string]
}

const split = (words: string) => words.trim().split(/\s+/)

export const LANGUAGES: readonly Language[] = [
  {
    code: 'en',
    share: 0.8,
    glue: split('the of in for on with at by from the a the of'),
    starters: split('we they it nobody everyone I she he'),
    words: split(`
      council harbour city budget year people minister water report night school court company police bridge law price
      vote union hospital strike work market house party street river election government plan week million committee
      energy train tax island fire ferry climate rent research museum season worker doctor safety storm bank border
      farmer judge mayor student factory airport festival archive pipeline drought ceasefire merger inflation`),
    and: ' and ',
    said: 'said',
    marks: ['“', '”'],
  },
  {
    code: 'de',
    share: 0.13,
    glue: split('der die das in mit auf von für den dem ein der die'),
    starters: split('wir sie niemand alle man das dort'),
    words: split(`
      Rat Hafen Stadt Haushalt Jahr Menschen Ministerin Wasser Bericht Nacht Schule Gericht Unternehmen Polizei Brücke
      Gesetz Preis Abstimmung Gewerkschaft Krankenhaus Streik Arbeit Markt Haus Partei Straße Fluss Wahl Regierung Plan
      Woche Ausschuss Energie Zug Steuer Insel Feuer Fähre Klima Miete Forschung Museum Sturm Bank Grenze Richterin`),
    and: ' und ',
    said: 'sagte',
    marks: ['„', '“'],
  },
  {
    code: 'fr',
    share: 0.07,
    glue: split('le la les de du dans pour avec sur par un une de'),
    starters: split('nous ils personne chacun on elle'),
    words: split(`
      conseil port ville budget année gens ministre eau rapport nuit école tribunal entreprise police pont loi prix vote
      syndicat hôpital grève travail marché maison parti rue fleuve élection gouvernement plan semaine comité énergie
      train impôt île feu ferry climat loyer recherche musée tempête banque frontière juge`),
    and: ' et ',
    said: 'a dit',
    marks: ['«', '»'],
  },
]
