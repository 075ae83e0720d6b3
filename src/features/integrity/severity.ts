import type { Part } from '../../lib/word-diff.ts'
import { wordsOf } from '../../lib/words.ts'
import { type Integrity, type Severity, severityOf } from './statuses.ts'

/** Words that deny, in the languages whose reports turn on them most often here. */
const NEGATIONS = new Set(
  [
    'no not never none nobody nothing nowhere neither nor cannot without hardly barely scarcely',
    'nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem nichts nirgends nirgendwo weder keinesfalls keineswegs ohne',
    'ne pas jamais rien aucun aucune ni non guère nul nulle nullement sans',
  ]
    .join(' ')
    .split(' '),
)
/** "Won't", and "n'a" or "n'est". */
const CONTRACTED = /n't$|^n'\p{L}/u

/** Numbers in words; "one", "ein" and "un" are articles as well, and what they give way to tells. */
const NUMBERS = new Set(
  [
    'zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens half twice third fourth fifth sixth seventh eighth ninth tenth',
    'null zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert hunderte tausend tausende million millionen milliarde milliarden billion billionen dutzend halb hälfte doppelt',
    'zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille million millions milliard milliards douzaine moitié double',
  ]
    .join(' ')
    .split(' '),
)
/** German writes its numbers together: "zweihunderttausend". */
const COMPOUND =
  /^(?:(?:ein|zwei|drei|vier|fünf|sechs?|sieb(?:en)?|acht|neun|zehn|elf|zwölf|zwan|drei)(?:zehn|zig|ßig)?(?:und|hundert|tausend)?){2,}$/u

const isNegation = (key: string) => NEGATIONS.has(key) || CONTRACTED.test(key)
const isNumber = (key: string) => /\p{N}/u.test(key) || NUMBERS.has(key) || COMPOUND.test(key)

/**
 * How much a change matters. One that brings in or takes away a negation turns what was said, and so does
 * another number; of words that were only cut or added to, numbers are not changed by being left out.
 */
export function severityFor(integrity: Integrity, diff: readonly Part[]): Severity {
  const isTurned = TURNING[integrity]
  if (!isTurned) return severityOf(integrity)
  const changed = diff.filter(({ op }) => op !== 'kept').flatMap(({ text }) => wordsOf(text))
  return changed.some(({ key }) => isTurned(key)) ? 'critical' : severityOf(integrity)
}

const TURNING: Partial<Record<Integrity, (key: string) => boolean>> = {
  altered: (key) => isNegation(key) || isNumber(key),
  truncated: isNegation,
  extended: isNegation,
}
