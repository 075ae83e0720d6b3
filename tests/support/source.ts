/** Source text without comments; strings stay. Line breaks stay, too. */
export function withoutComments(text: string): string {
  return text.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_all, literal: string | undefined) => literal ?? ' ',
  )
}

/** What stands between the brackets of every call that `opening` matches, whose last character is the bracket. */
export function argumentsOf(text: string, opening: RegExp): string[] {
  return [...text.matchAll(opening)].map((match) => {
    const start = match.index + match[0].length
    return text.slice(start, endOfCall(text, start))
  })
}

function endOfCall(text: string, start: number): number {
  const marks = /(['"`])(?:\\.|(?!\1)[^\\])*\1|[()]/g
  marks.lastIndex = start
  let depth = 1
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '(') depth++
    if (mark[0] === ')') depth--
    if (depth === 0) return mark.index
  }
  return text.length
}
