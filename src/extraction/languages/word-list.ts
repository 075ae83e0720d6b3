/** The words of a list that is written with spaces between them. */
export const wordsOf = (list: string) => list.trim().split(/\s+/)

export const setOf = (list: string): ReadonlySet<string> => new Set(wordsOf(list))
