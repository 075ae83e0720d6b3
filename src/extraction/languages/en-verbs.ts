import type { VerbForm, VerbStrength } from './language.ts'

const CORE = 'say tell add write ask tweet explain reply respond continue declare note recall'
const STRONG = `acknowledge admit advise affirm agree allege announce answer argue assert assure boast caution
  chide claim clarify comment complain concede conclude confess confide confirm contend counter cry deadpan
  declaim decry demand deny disclose email emphasize emphasise enthuse estimate exclaim fume gripe groan grumble
  gush hint implore inform inquire insist interject interrupt intone joke lament maintain mumble murmur muse
  mutter object observe offer opine phone pledge plead point post predict preach proclaim promise pronounce
  propose protest put quip quote reassert reassure recite recount reflect reiterate remark remind repeat report
  resort restate retort reveal retweet riff roar scoff scold scream shout shriek sigh snap snarl sneer speculate
  state stipulate stress suggest summarize summarise swear tease testify text theorize thunder urge utter vent
  volunteer vow warn whisper wonder write yell chant sing holler beam bemoan pen instruct blog blurt chime
  crow elaborate gloat message reason recommend rejoin telegraph warble wail whine rail rant retaliate surmise react exhort snipe
  bark growl jeer taunt gasp stammer`
const NAMING = `accuse applaud attack bash berate blame blast brand call caricature castigate characterize
  characterise cite commend compare condemn credit criticize criticise deem defend denounce depict deride
  describe dismiss dub excoriate extol hail knock label lambaste laud liken mock name nickname portray praise
  refer ridicule rip salute skewer slam tag thank term tout trash trumpet welcome lambast pan slap style`
const WEAK = `accept address advertise advocate allow anticipate appeal apologize approve assume await back beg
  begin believe bill bring broach call caption carry challenge charge cheer close complete conclude consider
  convey correct dare date debate decide deliver detail determine direct discuss display doubt dream echo
  encourage endorse envision expect expound express favor fear feature feel find finish foresee forecast
  frame give go guess hear highlight hold hope identify imagine imply include indicate introduce invite issue
  judge know laugh lay learn lecture list make mean mention nod open oppose order outline paint pause plan
  pray prefer present press profess promote publish push question rate read realize recognize recommit refuse
  regard reject release remember render request resolve retell rule run see seem send share show shrug sign
  signal smile sound speak spell start suspect talk teach think title entitle touch turn understand unveil
  use view voice wait want warrant wish worry weigh`

/** Also nouns: they count only with a subject beside them. */
const NOUNS_TOO = new Set(
  `answer appeal argue attack back blame boast call caution charge claim comment counter cry cheer challenge
  demand date debate dream echo email estimate fear hint hope highlight insult joke judge lament laugh lecture
  list message note object offer order plan plead pledge post praise press promise protest quip quote read
  rebuke record remark reply report request respond retort review rule run salute share shout show sigh sign
  signal smile sound start state stress talk text thank title touch tweet urge use view voice vow warrant
  welcome whisper wish wonder worry yell pan knock rip tag term style slap point pen question push put`.split(
    /\s+/,
  ),
)

/** Past tense and past participle where adding -ed is wrong. */
const IRREGULAR: Record<string, readonly string[]> = {
  begin: ['began', 'begun'],
  beg: ['begged'],
  bring: ['brought'],
  chide: ['chided', 'chid'],
  chime: ['chimed'],
  cry: ['cried'],
  deny: ['denied'],
  decry: ['decried'],
  dub: ['dubbed'],
  feel: ['felt'],
  find: ['found'],
  foresee: ['foresaw', 'foreseen'],
  forecast: ['forecast', 'forecasted'],
  give: ['gave', 'given'],
  go: ['went', 'gone'],
  hear: ['heard'],
  hold: ['held'],
  identify: ['identified'],
  clarify: ['clarified'],
  imply: ['implied'],
  reply: ['replied'],
  testify: ['testified'],
  worry: ['worried'],
  know: ['knew', 'known'],
  lay: ['laid'],
  make: ['made'],
  mean: ['meant'],
  pan: ['panned'],
  pen: ['penned'],
  plan: ['planned'],
  put: ['put'],
  quip: ['quipped'],
  quote: ['quoted'],
  read: ['read'],
  refer: ['referred'],
  retell: ['retold'],
  rip: ['ripped'],
  run: ['ran', 'run'],
  say: ['said'],
  see: ['saw', 'seen'],
  send: ['sent'],
  show: ['showed', 'shown'],
  shrug: ['shrugged'],
  sing: ['sang', 'sung'],
  slam: ['slammed'],
  slap: ['slapped'],
  snap: ['snapped'],
  speak: ['spoke', 'spoken'],
  swear: ['swore', 'sworn'],
  tag: ['tagged'],
  teach: ['taught'],
  tell: ['told'],
  think: ['thought'],
  understand: ['understood'],
  blog: ['blogged'],
  admit: ['admitted'],
  nod: ['nodded'],
  write: ['wrote', 'written'],
}
/** Stems that double their last consonant before -ing. */
const DOUBLING =
  /^(admit|beg|begin|blog|dub|nod|pan|pen|plan|put|quip|refer|rip|run|shrug|slam|slap|snap|tag)$/

/** Every inflected form of every reporting verb. */
export function englishVerbs(): ReadonlyMap<string, VerbForm> {
  const forms = new Map<string, VerbForm>()
  const tiers: [string, VerbStrength][] = [
    [CORE, 'core'],
    [STRONG, 'strong'],
    [NAMING, 'naming'],
    [WEAK, 'weak'],
  ]
  for (const [lemmas, strength] of tiers) {
    for (const lemma of lemmas.split(/\s+/)) addForms(forms, lemma, strength)
  }
  return forms
}

function addForms(forms: Map<string, VerbForm>, lemma: string, strength: VerbStrength): void {
  const isNounToo = NOUNS_TOO.has(lemma)
  const add = (text: string, form: VerbForm['form'], noun = false) => {
    if (!forms.has(text)) forms.set(text, { lemma, strength, form, isNounToo: noun })
  }
  for (const past of IRREGULAR[lemma] ?? [regularPast(lemma)])
    add(past, 'finite', past === lemma && isNounToo)
  add(thirdPerson(lemma), 'finite', isNounToo)
  add(present(lemma), 'participle')
  add(lemma, 'base', isNounToo)
}

const regularPast = (lemma: string) => (lemma.endsWith('e') ? `${lemma}d` : `${lemma}ed`)

function thirdPerson(lemma: string): string {
  if (/[^aeiou]y$/.test(lemma)) return `${lemma.slice(0, -1)}ies`
  if (/(s|sh|ch|x|z|o)$/.test(lemma)) return `${lemma}es`
  return `${lemma}s`
}

function present(lemma: string): string {
  if (DOUBLING.test(lemma)) return `${lemma}${lemma.at(-1)}ing`
  if (/[^eo]e$/.test(lemma)) return `${lemma.slice(0, -1)}ing`
  return `${lemma}ing`
}
