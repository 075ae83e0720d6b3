import { german } from './de.ts'
import { english } from './en.ts'
import { french } from './fr.ts'
import type { Language } from './language.ts'

/** Every language with rules of its own. A new one is a line here. */
const LANGUAGES: readonly Language[] = [english, german, french]

/** The rules for a BCP 47 tag: those of its primary language, else English ones. */
export function languageOf(tag: string | undefined): Language {
  const [primary] = (tag ?? english.code).toLowerCase().split('-')
  return LANGUAGES.find(({ code }) => code === primary) ?? english
}
