import { englishGivenNames } from './en-given-names.ts'
import type { Gender, Nouns } from './language.ts'
import { setOf, wordsOf } from './word-list.ts'

const MALE =
  'mr sir lord father king prince spokesman chairman businessman congressman councilman salesman actor waiter'
const FEMALE = `mrs ms miss lady dame sister queen princess spokeswoman chairwoman businesswoman congresswoman
  councilwoman actress waitress mother daughter wife widow`

export const englishNouns: Nouns = {
  spokespersons: setOf('spokesman spokeswoman spokesperson lawyer attorney representative agent'),
  honorifics: setOf('mr mrs ms miss mx dr sir dame'),
  documents:
    setOf(`statement report letter indictment filing complaint memo memorandum email e-mail ruling order
    lawsuit suit brief affidavit warrant sign banner placard document text study resolution article editorial
    headline post tweet message release communique review paper survey manifesto motion petition notice note
    plaque poster invitation bill law contract summary transcript opinion decision verdict judgment judgement program plan
    headlines signs letters posters minutes leaflet flyer obituary caption advertisement ad`),
  speech:
    setOf(`claim claims statement statements remark remarks comment comments promise promises pledge vow call
    calls description words word assertion suggestion warning warnings message slogan motto question questions
    answer response reply tweet tweets post letter speech accusation accusations charge charges view belief
    argument contention declaration insistence chant chants mantra phrase term demand demands refrain line
    quip joke admission denial notion idea plan plans criticism critique rhetoric characterization
    observation opinion advice explanation conclusion quote exclamation cry broadside attack attacks concept`),
  works:
    setOf(`show podcast book novel memoir movie film documentary song single album musical play opera drama comedy
    sitcom series program programme broadcast game painting poem magazine column feature segment hit tune thriller
    bestseller anthology sculpture exhibition including`),
  organizations:
    setOf(`ministry department agency bureau office committee council court company corporation corp
    inc firm bank party union association institute institution university college school campaign group
    organization organisation government administration house senate congress parliament police army navy military
    press post times journal tribune herald guardian gazette news network magazine newspaper paper station
    foundation society club team league federation commission board authority service center centre church
    ministry embassy presidency monarchy cabinet kremlin pentagon vatican coalition alliance chamber
    hospital airline airport museum theatre theater company's hall fund trust charity force brigade regulator`),
  groups:
    setOf(`people officials protesters demonstrators residents voters supporters critics experts analysts
    lawyers prosecutors investigators researchers scientists economists workers students teachers doctors parents
    neighbors neighbours witnesses friends fans crowd audience marchers spectators lawmakers senators democrats
    republicans conservatives liberals activists organizers authorities leaders members sources reporters
    journalists editors authors aides advisers advisors allies opponents rivals delegates families relatives
    colleagues others many some most several both everyone users readers viewers customers players police`),
  offices:
    setOf(`state defense defence education energy labor labour commerce agriculture transportation interior
    treasury health homeland security veterans affairs justice staff foreign finance environment the and
    human services housing urban development trade culture tourism transport`),
  particles: setOf('al el bin ibn van von der den de da di del della du la le dos y ter ten af av zu zum'),
  genders: new Map<string, Gender>([
    ...englishGivenNames,
    ...wordsOf(MALE).map((word): [string, Gender] => [word, 'male']),
    ...wordsOf(FEMALE).map((word): [string, Gender] => [word, 'female']),
  ]),
}
