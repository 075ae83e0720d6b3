/** What a captcha can be spent on. */
export const ACTIONS = ['comment.create', 'comment.report'] as const
export type Action = (typeof ACTIONS)[number]

/** The action as services outside spell it: none of them takes a dot. */
export const providerAction = (action: Action) => action.replace('.', '_')

/** Challenges of our own: a sum for people, work for machines. */
export type LocalKind = 'arithmetic' | 'pow'

/** Wrong answers that a challenge bears. */
export const ATTEMPTS = 3
export const LIFETIME_SECONDS = 20 * 60

const ANSWER_MIN = 11
const ANSWER_MAX = 99

export interface Sum {
  left: number
  operator: '+' | '−' | '×'
  right: number
}

/**
 * The sum that a seed stands for. Answers are uniform in 11…99 whatever the operator, so that the best blind
 * guess is right about once in a hundred.
 */
export function sumOf(seed: Buffer): Sum {
  const answer = ANSWER_MIN + (seed.readUIntBE(0, 6) % (ANSWER_MAX - ANSWER_MIN + 1))
  const choice = seed.readUInt32BE(6)
  const factors = [2, 3, 4, 5, 6, 7, 8, 9].filter((factor) => answer % factor === 0 && factor < answer)
  const factor = factors[choice % Math.max(1, factors.length)]
  const operator = seed.readUInt8(10) % 3
  if (operator === 2 && factor) return { left: factor, operator: '×', right: answer / factor }
  if (operator === 1) {
    const right = 2 + (choice % 28)
    return { left: answer + right, operator: '−', right }
  }
  const left = 2 + (choice % (answer - 3))
  return { left, operator: '+', right: answer - left }
}

export function resultOf({ left, operator, right }: Sum): number {
  if (operator === '+') return left + right
  return operator === '−' ? left - right : left * right
}

/** Answers as they are typed: up to four decimal digits of one or another script. */
export const ANSWER_PATTERN = '^\\p{Nd}{1,4}$'

/** Whether what was typed is the result, in whatever decimal digits: ٦٥ is 65. */
export const isResult = (sum: Sum, answer: string) =>
  Number(Array.from(answer, digitOf).join('')) === resultOf(sum)

/** Unicode keeps decimal digits in runs of ten that begin with zero, so a digit's place in its run is its value. */
function digitOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}

interface Wording {
  '+': string
  '−': string
  '×': string
  ask: (sum: string) => string
}

/** How the sum is said, for those who hear the page. */
const WORDINGS: Record<string, Wording> = {
  en: { '+': 'plus', '−': 'minus', '×': 'times', ask: (sum) => `What is ${sum}?` },
  de: { '+': 'plus', '−': 'minus', '×': 'mal', ask: (sum) => `Wie viel ist ${sum}?` },
  fr: { '+': 'plus', '−': 'moins', '×': 'fois', ask: (sum) => `Combien font ${sum} ?` },
  es: { '+': 'más', '−': 'menos', '×': 'por', ask: (sum) => `¿Cuánto es ${sum}?` },
  ar: { '+': 'زائد', '−': 'ناقص', '×': 'ضرب', ask: (sum) => `كم يساوي ${sum}؟` },
  fa: { '+': 'به‌علاوهٔ', '−': 'منهای', '×': 'ضربدر', ask: (sum) => `${sum} چند می‌شود؟` },
}
export const LANGUAGES = Object.keys(WORDINGS)

/** The challenge as it is shown and said; a language that we do not speak is answered in English. */
export function promptFor({ left, operator, right }: Sum, wanted = 'en') {
  const [asked = 'en'] = wanted.toLowerCase().split('-')
  const language = Object.hasOwn(WORDINGS, asked) ? asked : 'en'
  const wording = WORDINGS[language] as Wording
  const spoken = wording.ask(`${left} ${wording[operator]} ${right}`)
  return { text: `${left} ${operator} ${right} =`, spoken, language }
}
