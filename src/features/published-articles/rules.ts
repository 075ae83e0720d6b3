import { remembered } from '../../lib/remember.ts'
import { type ImageRow, toImage } from '../media/rules.ts'
import type { Image } from '../media/schema.ts'

const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Samr', 'Mand'])

/** More than a newsroom writes in. What Intl makes is slow to make, for every article of every page. */
const LANGUAGES_MAX = 200

/** From the script that the language is usually written in (CLDR likely subtags). */
export const directionOf = remembered(LANGUAGES_MAX, (language): 'ltr' | 'rtl' => {
  const { script } = new Intl.Locale(language).maximize()
  return script !== undefined && RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr'
})

const dateFormatOf = remembered(
  LANGUAGES_MAX,
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }),
)

/** Place and date as the language writes them. */
export function datelineOf(place: string | null, date: string | null, language: string) {
  if (place === null) return null
  if (date === null) return { place, date, text: place }
  return { place, date, text: `${place}, ${dateFormatOf(language).format(new Date(date))}` }
}

/** Images of ours have relative addresses in a body; whoever shows it elsewhere needs the whole ones. */
export const withWholeAddresses = (html: string, publicUrl: string) =>
  html.replaceAll(' src="/media/', ` src="${publicUrl}/media/`)

/** An article's image: what the article says of it goes before what the image says of itself. */
export const leadImage = (
  publicUrl: string,
  image: ImageRow,
  { alt, caption }: { alt: string | null; caption: string | null },
): Image => toImage(publicUrl, { ...image, alt: alt ?? image.alt, caption: caption ?? image.caption })
