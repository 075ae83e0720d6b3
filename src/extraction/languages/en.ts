import { englishChannels, englishTime } from './en-circumstances.ts'
import { englishNouns } from './en-nouns.ts'
import { englishVerbs } from './en-verbs.ts'
import type { Gender, Language, WordClass } from './language.ts'
import { classesOf, setOf } from './word-list.ts'

const CLASSES: readonly [WordClass, string][] = [
  ['pronoun', "he she they it we i you someone somebody everyone everybody others nobody anyone who's"],
  ['relative', 'who which whose'],
  ['that', 'that'],
  ['possessive', 'his her their its our my your'],
  [
    'determiner',
    `the a an this these those some many several few all both each every no another one two three four five six
    seven eight nine ten most more other any either such`,
  ],
  ['object', 'him them me us whom'],
  ['be', "is are was were be been being am isn't aren't wasn't weren't"],
  ['infinitive', 'to'],
  [
    'auxiliary',
    `has have had having do does did can could will would shall should may might
    must hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't
    shouldn't not never`,
  ],
  [
    'time',
    `monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december today yesterday tomorrow tonight morning afternoon evening night week
    month year past last next weeks months years days day hours ago earlier later recently`,
  ],
  [
    'adverb',
    `also then now just even still again once twice often always ever soon already only simply too here there
    instead however moreover meanwhile afterward afterwards nevertheless nonetheless rather quite very so perhaps
    maybe repeatedly reportedly first finally back
    alike himself herself themselves itself publicly famously previously separately`,
  ],
  [
    'preposition',
    `of in on at for from by with about during after before against over under between among through into onto
    upon within without toward towards near outside inside behind beyond across along around amid despite except
    like unlike until till via per regarding concerning versus following aboard off out up down`,
  ],
  ['coordinator', 'and or but nor yet'],
  [
    'subordinator',
    'because if when while as since although though where whether unless why how what whenever once than',
  ],
  [
    'title',
    `mr mrs ms miss dr prof sen sens rep reps gov govs lt col gen capt sgt maj adm cmdr rev sir lord lady dame
    president senator governor congressman congresswoman representative mayor secretary minister chancellor
    ambassador judge justice professor doctor sheriff chief king queen prince princess pope bishop archbishop
    cardinal father sister imam rabbi pastor general colonel captain sergeant lieutenant major admiral officer
    detective inspector superintendent constable deputy commissioner councilman councilwoman councillor attorney speaker chairman chairwoman`,
  ],
  [
    'role',
    `spokesman spokeswoman spokesperson analyst strategist adviser advisor aide official officials director manager
    chief chairman chairwoman chair chairperson leader candidate nominee activist lawyer attorney prosecutor
    reporter journalist correspondent anchor host columnist editor writer author critic blogger professor
    researcher scientist economist historian expert experts pollster consultant operative lawmaker lawmakers
    legislator delegate voter voters supporter supporters resident residents student students teacher teachers
    doctor nurse worker workers farmer businessman businesswoman billionaire mogul developer investor entrepreneur
    executive founder owner president ceo actor actress singer comedian rapper musician director producer coach
    player captain star witness victim neighbor neighbour mother father son daughter wife husband brother sister
    friend friends police officer officers detective source sources man woman boy girl people crowd protester
    protesters demonstrators democrat democrats republican republicans senator governor mayor minister premier
    ambassador diplomat secretary treasurer trustee commissioner veteran engineer specialist coordinator organizer
    organiser rival opponent incumbent newcomer lobbyist banker trader fan fans`,
  ],
]

const ABBREVIATIONS = `mr mrs ms dr prof sen sens rep reps gov govs lt col gen capt sgt maj adm cmdr rev st jr sr
  inc corp co ltd vs no jan feb mar apr jun jul aug sept sep oct nov dec ala ariz ark calif colo conn del fla ga
  ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo a.m p.m d.c
  u.s u.n u.k e.g i.e ph.d`

export const english: Language = {
  code: 'en',
  quotation: { openers: '“„‟«', closers: '”»' },
  verbs: englishVerbs(),
  words: classesOf(CLASSES),
  endings: [[/ly$/, 'adverb']],
  participles: /.{3}(?:ing|ed)$/,
  abbreviations: setOf(ABBREVIATIONS),
  accordingTo: [
    ['according', 'to'],
    ['in', 'the', 'words', 'of'],
  ],
  pronouns: new Map<string, Gender>([
    ['he', 'male'],
    ['she', 'female'],
    ['they', 'plural'],
    ['it', 'neuter'],
    ['who', 'any'],
  ]),
  nouns: englishNouns,
  time: englishTime,
  channels: englishChannels,
  interview: { question: setOf('q question'), answer: setOf('a answer') },
  scareWords: setOf('so-called titled entitled nicknamed named'),
}
