/** A BCP 47 tag as it is stored and compared: `EN-gb` is `en-GB`. */
export const canonicalLanguage = (tag: string) => Intl.getCanonicalLocales(tag)[0] ?? tag
