import type { VerbForm, VerbStrength } from './language.ts'
import { wordsOf } from './word-list.ts'

/** Stems of verbs that form their past with -te. */
const REGULAR: readonly [VerbStrength, string][] = [
  ['core', 'sag erklär beton antwort frag ergänz bericht'],
  [
    'strong',
    `mein erzähl warn forder kritisier schilder erläuter behaupt versicher äußer kommentier mahn bestätig begründ
    folger entgegn erwider murmel flüster scherz witzel klag jammer beklag beteuer verkünd prophezei bemerk resümier
    konstatier plädier appellier argumentier protestier diktier zitier twitter post prahl spott seufz brüll
    stöhn lach beschwer erinner wiederhol präzisier grübel mutmaß tadel frotzel verteidig wetter
    polter raun`,
  ],
  ['naming', 'bezeichn beschimpf charakterisier lob würdig titulier verurteil rühm brandmark feier tauf'],
  [
    'weak',
    `vermut glaub hoff fürcht befürcht wünsch erwart schätz kündig merk stell teil füg räum begrüß zeig reagier
    rechn führ deut hob leg freu bedank bedauer bekräftig verlang lehn`,
  ],
]

/** Past, present and participle of the others. */
const IRREGULAR: readonly [VerbStrength, string, string][] = [
  ['core', 'schreiben', 'schrieb schrieben schreibt geschrieben'],
  ['core', 'sprechen', 'sprach sprachen spricht gesprochen'],
  ['strong', 'rufen', 'rief riefen ruft gerufen'],
  ['strong', 'versprechen', 'versprach versprachen verspricht versprochen'],
  ['strong', 'widersprechen', 'widersprach widersprachen widerspricht widersprochen'],
  ['strong', 'unterstreichen', 'unterstrich unterstrichen unterstreicht'],
  ['strong', 'verraten', 'verriet verrieten verrät verraten'],
  ['strong', 'empfehlen', 'empfahl empfahlen empfiehlt empfohlen'],
  ['strong', 'schreien', 'schrie schrien schreit geschrien'],
  ['strong', 'raten', 'riet rieten rät geraten'],
  ['strong', 'bitten', 'bat baten bittet gebeten'],
  ['strong', 'mitteilen', 'mitteilte mitgeteilt'],
  ['strong', 'hinzufügen', 'hinzufügte hinzugefügt'],
  ['strong', 'ankündigen', 'ankündigte angekündigt'],
  ['strong', 'einräumen', 'einräumte eingeräumt'],
  ['strong', 'zugeben', 'zugab zugegeben'],
  ['strong', 'heißen', 'heißt hieß'],
  ['strong', 'lesen', 'liest'],
  ['naming', 'nennen', 'nannte nannten nennt genannt'],
  ['naming', 'beschreiben', 'beschrieb beschrieben beschreibt'],
  ['naming', 'werfen', 'warf warfen wirft vorgeworfen'],
  ['naming', 'preisen', 'pries priesen preist gepriesen'],
  ['weak', 'finden', 'fand fanden findet gefunden'],
  ['weak', 'denken', 'dachte dachten denkt gedacht'],
  ['weak', 'wissen', 'wusste weiß'],
  ['weak', 'geben', 'gab gaben gibt'],
  ['weak', 'weisen', 'wies wiesen weist hingewiesen zurückgewiesen'],
  ['weak', 'heben', 'hob hoben hebt hervorgehoben'],
  ['weak', 'sehen', 'sah sahen sieht gesehen'],
  ['weak', 'fahren', 'fuhr'],
  ['weak', 'ziehen', 'zog zogen zieht'],
]

const LINKS = /(?:[td]|(?:ch|[^aeiouäöühlmnr])[mn])$/
const LIQUID = /(?:e[lr])$/
const INSEPARABLE = /^(?:be|er|ver|ent|ge|zer|miss|wider|wieder|unter|über)(?=.{3})|ier$/

/** Every inflected form of every reporting verb. */
export function germanVerbs(): ReadonlyMap<string, VerbForm> {
  const forms = new Map<string, VerbForm>()
  const add = (text: string, lemma: string, strength: VerbStrength, form: VerbForm['form'] = 'finite') => {
    if (!forms.has(text)) forms.set(text, { lemma, strength, form, isNounToo: false })
  }
  for (const [strength, stems] of REGULAR) {
    for (const stem of wordsOf(stems)) {
      for (const text of finiteForms(stem)) add(text, `${stem}en`, strength)
      add(`${stem}end`, `${stem}en`, strength, 'participle')
    }
  }
  for (const [strength, lemma, texts] of IRREGULAR) {
    for (const text of wordsOf(texts)) add(text, lemma, strength)
    add(`${lemma}d`, lemma, strength, 'participle')
  }
  return forms
}

/** sagte, sagten, sagt, sage (as others report it), sagen, gesagt. */
function finiteForms(stem: string): string[] {
  const link = LINKS.test(stem) ? 'e' : ''
  const participle = `${stem}${link}t`
  return [
    `${stem}${link}te`,
    `${stem}${link}ten`,
    participle,
    `${stem}e`,
    LIQUID.test(stem) ? `${stem}n` : `${stem}en`,
    INSEPARABLE.test(stem) ? participle : `ge${participle}`,
  ]
}
