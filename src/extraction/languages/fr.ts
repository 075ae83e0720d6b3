import { frenchChannels, frenchTime } from './fr-circumstances.ts'
import { frenchNouns } from './fr-nouns.ts'
import { frenchVerbs } from './fr-verbs.ts'
import type { Gender, Language, WordClass } from './language.ts'
import { classesOf, setOf, wordsOf } from './word-list.ts'

const CLASSES: readonly [WordClass, string][] = [
  [
    'pronoun',
    "il elle ils elles lui eux on je j' nous vous quelqu'un personne tous certains certaines celui celle ceux",
  ],
  ['that', "que qu'"],
  ['relative', 'qui dont lequel laquelle lesquels'],
  ['possessive', 'son sa ses leur leurs mon ma mes notre nos votre vos'],
  [
    'determiner',
    `le la les l' un une ce cet cette ces plusieurs quelques chaque aucun aucune deux trois quatre cinq six sept huit
    neuf dix autre autres`,
  ],
  [
    'auxiliary',
    `a ont avait avaient ai as aura auront aurait est sont était étaient sera serait suis soit fut ne n' pas se s' m'
    t' y en peut peuvent pouvait doit doivent devait veut voulait va vont eu été avoir être`,
  ],
  [
    'time',
    `lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
    octobre novembre décembre aujourd'hui hier demain matin soir après-midi nuit semaine mois an année`,
  ],
  [
    'adverb',
    `aussi puis ensuite alors maintenant encore déjà ici là toujours souvent jamais bien très plus moins seulement
    toutefois cependant pourtant néanmoins ainsi enfin finalement récemment notamment publiquement d'abord même
    lui-même elle-même autrement longtemps`,
  ],
  [
    'preposition',
    `de du des d' à au aux en dans sur sous par pour avec sans chez vers entre depuis pendant contre lors après avant
    devant derrière selon parmi outre malgré dès jusqu' jusque comme`,
  ],
  ['coordinator', 'et ou mais ni or car'],
  ['subordinator', "si quand lorsque lorsqu' parce puisque puisqu' comme où pourquoi comment tandis"],
  [
    'title',
    'm mm mme mlle me dr pr monsieur madame maître docteur professeur président présidente sénateur sénatrice',
  ],
  [
    'role',
    `maire ministre préfet préfète député députée sénateur directeur directrice président présidente porte-parole avocat
    avocate juge procureur procureure chef cheffe responsable secrétaire conseiller conseillère capitaine entraîneur
    entraîneuse joueur joueuse chercheur chercheuse biologiste géologue physicien physicienne historien historienne
    économiste sociologue médecin infirmier infirmière professeur professeure enseignant enseignante instituteur
    institutrice pêcheur éleveur éleveuse agriculteur agricultrice apiculteur apicultrice boulanger boulangère fromager
    fromagère maître-nageur habitant habitante riverain riveraine client cliente voisin voisine témoin expert experte
    auteur autrice écrivain écrivaine réalisateur réalisatrice comédien comédienne chanteur chanteuse journaliste
    évêque curé commissaire colonel général lieutenant adjudant père mère fils fille frère sœur épouse mari veuve
    fondateur fondatrice patron patronne propriétaire gérant gérante candidat candidate militant militante élu élue
    adjoint adjointe syndicaliste délégué déléguée gardien gardienne`,
  ],
]

const ABBREVIATIONS = 'm mm mme mlle me dr pr st ste av bd etc cf p ex janv févr avr juil sept oct nov déc'

export const french: Language = {
  code: 'fr',
  quotation: { openers: '«“„', closers: '»”' },
  verbs: frenchVerbs(),
  words: classesOf(CLASSES),
  interrupts: true,
  joints:
    /(?<=^(?:[ldjnstmc]|qu|jusqu|lorsqu|puisqu)['’])|-t-(?=elles?$|ils?$|on$)|-(?=(?:elles?|ils?|on|je|nous|vous)$)/giu,
  abbreviations: setOf(ABBREVIATIONS),
  accordingTo: [
    'selon',
    "d' après",
    'à en croire',
    "de l' avis de",
    'aux yeux de',
    'pour reprendre les mots de',
    'peut on lire dans',
    'on peut lire dans',
    'lit on dans',
  ].map(wordsOf),
  pronouns: new Map<string, Gender>([
    ['il', 'male'],
    ['lui', 'male'],
    ['eux', 'plural'],
    ['elle', 'female'],
    ['ils', 'plural'],
    ['elles', 'plural'],
    ['qui', 'any'],
  ]),
  nouns: frenchNouns,
  time: frenchTime,
  channels: frenchChannels,
  interview: { question: setOf('q question'), answer: setOf('r réponse') },
  scareWords: setOf(
    'soi-disant prétendu prétendue prétendus prétendues dit dite intitulé intitulée baptisé baptisée surnommé surnommée livre film chanson roman titre',
  ),
}
