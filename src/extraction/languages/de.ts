import { germanChannels, germanTime } from './de-circumstances.ts'
import { germanNouns } from './de-nouns.ts'
import { germanVerbs } from './de-verbs.ts'
import type { Gender, Language, Neighbour, WordClass } from './language.ts'
import { classesOf, setOf, wordsOf } from './word-list.ts'

const CLASSES: readonly [WordClass, string][] = [
  ['pronoun', 'er sie es man ich wir jemand niemand'],
  ['relative', 'welcher welche welches wer dessen deren'],
  ['that', 'dass'],
  [
    'possessive',
    `sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres mein meine meinen meinem meiner unser
    unsere unseren unserem unserer euer eure`,
  ],
  [
    'determiner',
    `der die das den dem ein eine einen einem einer eines kein keine keinen keinem keiner dieser diese dieses diesen
    diesem jener jene jenes zwei drei vier fünf sechs sieben acht neun zehn mehrere beide beiden alle andere einige viele manche jeder jede`,
  ],
  [
    'auxiliary',
    `ist sind war waren sei seien wäre wären hat haben hatte hatten habe hätte hätten wird werden wurde wurden worden
    würde würden kann können konnte konnten könne könnte muss müssen musste mussten müsse müsste soll sollen sollte
    sollten solle will wollen wollte wollten darf dürfen durfte mag möchte möchten nicht nie sich zu`,
  ],
  [
    'time',
    `montag dienstag mittwoch donnerstag freitag samstag sonntag montagabend dienstagabend mittwochabend
    donnerstagabend freitagabend samstagabend sonntagabend januar februar märz april mai juni juli august september
    oktober november dezember heute gestern vorgestern morgen abend nacht vormittag nachmittag mittag woche monat
    jahr uhr`,
  ],
  [
    'adverb',
    `auch dann jetzt nun nur noch schon wieder hier dort dabei danach daraufhin deshalb außerdem jedoch allerdings
    zudem dagegen hingegen trotzdem später zuvor bereits immer oft sehr so ganz etwa rund öffentlich schließlich
    zunächst bisher hinzu ja doch eben gerade weiter`,
  ],
  [
    'preposition',
    `in im an am auf aus bei beim mit nach von vom vor zu zum zur für über unter um durch gegen ohne seit während
    wegen trotz zwischen hinter neben bis des gegenüber innerhalb außerhalb ins ans als laut`,
  ],
  ['coordinator', 'und oder aber denn sondern'],
  [
    'subordinator',
    'weil wenn ob obwohl damit während nachdem bevor sobald solange falls wo wie warum was da',
  ],
  ['title', 'herr frau dr prof professor'],
]

const ABBREVIATIONS = `dr prof hr fr st nr ca bzw usw z.b d.h u.a bspw evtl ggf inkl jan feb apr jun jul aug sep sept
  okt nov dez tel str vgl jr sen dipl ing`

/** Offices and trades by how they end; what follows them is a name. */
const ROLES = `sprecher minister meister präsident direktor vorsitzende leiter trainer richter kanzler sekretär dezernent
  referent kommissar inspektor verwalter inhaber gründer geschäftsführer wächter fischer imker bäcker winzer forscher
  biologe geologe soziologe psychologe ökologe meteorologe archäologe physiker chemiker historiker ökonom experte
  lehrer kapitän spieler autor schriftsteller künstler musiker schauspieler regisseur reporter redakteur pfarrer
  händler unternehmer aktivist polizist soldat pilot förster beamte gewerkschafter gärtner schäfer
  biologin geologin soziologin psychologin ökologin expertin beamtin
  chef anwalt anwältin arzt ärztin rat rätin beauftragte abgeordnete bürgermeister landwirt wirt bischof
  tochter sohn mutter vater witwe witwer schwester bruder
  politiker anwohner bewohner mitarbeiter betreiber besitzer eigentümer rentner demonstrant vorstand pächter sänger
  dichter bauer bäuerin pfleger fahrer verkäufer handwerker zeuge zeugin nachbar nachbarin student kunde kundin müller`
const ROLE = new RegExp(`(?:${wordsOf(ROLES).join('|')})(?:in|innen|s|n|r)?$`)

/** What ends so is a thing, or a group of people, and nobody's name. */
const COMMON = /(?:ung|heit|keit|schaft|tion|tät|nis|ismus|ment)(?:en|s)?$/
const CONTRACTIONS = setOf('im am zum zur beim vom ins ans')

/** Every noun has a capital: a name is one behind no article and no adjective. */
function isCommonNoun(word: string, before: Neighbour | undefined): boolean {
  if (germanNouns.organizations.has(word)) return false
  if (germanNouns.documents.has(word) || germanNouns.groups.has(word) || COMMON.test(word)) return true
  if (!before) return false
  return (
    before.wordClass === 'determiner' ||
    before.wordClass === 'possessive' ||
    CONTRACTIONS.has(before.lower) ||
    (before.wordClass === 'plain' && !before.isCapital && !before.verb && /e[nrsm]?$/.test(before.lower))
  )
}

export const german: Language = {
  code: 'de',
  quotation: { openers: '„»‟', closers: '“«”' },
  verbs: germanVerbs(),
  words: classesOf(CLASSES),
  endings: [[ROLE, 'role']],
  abbreviations: setOf(ABBREVIATIONS),
  accordingTo: [
    'laut',
    'nach angaben von',
    'nach angaben',
    'nach ansicht von',
    'nach ansicht',
    'nach worten von',
    'nach worten',
    'heißt es in',
    'heißt es im',
    'hieß es in',
    'hieß es im',
  ].map(wordsOf),
  postpositions: setOf('zufolge'),
  tags: setOf('so'),
  genitives: setOf('der'),
  obliques: setOf('dem den des einem einen meinem seinem ihrem'),
  ordinal: new RegExp(`^\\d{1,2}\\. (?:${germanTime.months.join('|')})`, 'i'),
  isVerbSecond: true,
  isCommonNoun,
  pronouns: new Map<string, Gender>([
    ['er', 'male'],
    ['sie', 'female'],
    ['es', 'neuter'],
  ]),
  nouns: germanNouns,
  time: germanTime,
  channels: germanChannels,
  interview: { question: setOf('f frage'), answer: setOf('a antwort') },
  scareWords: setOf('sogenannte sogenannten sogenannter sogenanntes buch buchs titel lied film roman namens'),
}
