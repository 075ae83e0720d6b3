import type { Quote } from '../quotes/schema.ts'

/** What readers of a card have to know besides the words. */
export const NOTICES = [
  'corrected',
  'retracted',
  'denied',
  'disputed',
  'misattributed',
  'article-retracted',
] as const
export type NoticeCode = (typeof NOTICES)[number]

interface CardWords {
  notices: Record<NoticeCode, string>
  /** Before whom a speaker spoke for. */
  onBehalfOf: string
  unknown: string
}

const WORDS: Record<string, CardWords> = {
  en: {
    notices: {
      corrected: 'This quote was corrected after it was first published.',
      retracted: 'This quote was retracted. Do not rely on it.',
      denied: 'The speaker denies having said this.',
      disputed: 'Whether these words were said is disputed.',
      misattributed: 'These words were said by somebody else.',
      'article-retracted': 'The article that this quote stands in was retracted.',
    },
    onBehalfOf: 'for',
    unknown: 'Speaker unknown',
  },
  de: {
    notices: {
      corrected: 'Dieses Zitat wurde nach der Veröffentlichung korrigiert.',
      retracted: 'Dieses Zitat wurde zurückgezogen. Es ist nicht verlässlich.',
      denied: 'Die zitierte Seite bestreitet, dies gesagt zu haben.',
      disputed: 'Ob diese Worte so gefallen sind, ist umstritten.',
      misattributed: 'Diese Worte stammen von jemand anderem.',
      'article-retracted': 'Der Artikel, in dem dieses Zitat steht, wurde zurückgezogen.',
    },
    onBehalfOf: 'für',
    unknown: 'Urheber unbekannt',
  },
  fr: {
    notices: {
      corrected: 'Cette citation a été corrigée après sa publication.',
      retracted: 'Cette citation a été retirée et n’est pas fiable.',
      denied: 'La personne citée conteste avoir tenu ces propos.',
      disputed: 'L’authenticité de ces propos est contestée.',
      misattributed: 'Ces propos ont été tenus par quelqu’un d’autre.',
      'article-retracted': 'L’article dont provient cette citation a été retiré.',
    },
    onBehalfOf: 'pour',
    unknown: 'Auteur inconnu',
  },
  es: {
    notices: {
      corrected: 'Esta cita se corrigió después de su publicación.',
      retracted: 'Esta cita fue retirada y no es fiable.',
      denied: 'La persona citada niega haber dicho esto.',
      disputed: 'Se discute si estas palabras se dijeron.',
      misattributed: 'Estas palabras las dijo otra persona.',
      'article-retracted': 'El artículo del que procede esta cita fue retirado.',
    },
    onBehalfOf: 'por',
    unknown: 'Autor desconocido',
  },
}

interface Wording extends CardWords {
  /** The language that the words are in. */
  language: string
}

const ENGLISH = WORDS.en as CardWords

/** The words around a quote in the language of its article; in English where we have none. */
export function wordsFor(language: string): Wording {
  const { language: primary } = new Intl.Locale(language)
  const own = WORDS[primary]
  return own ? { ...own, language: primary } : { ...ENGLISH, language: 'en' }
}

/** What became of the quote, of what is known about it, and of its article. */
export function noticesOf(
  { lifecycle, verification }: Pick<Quote, 'lifecycle' | 'verification'>,
  isRetracted: boolean,
): NoticeCode[] {
  const all: (string | false)[] = [lifecycle, verification, isRetracted && 'article-retracted']
  return NOTICES.filter((code) => all.includes(code))
}
