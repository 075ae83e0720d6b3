/** What stands between two quotation marks of a paragraph. */
export interface QuotedSpan {
  start: number
  end: number
}

type Closers = Readonly<Record<string, string>>

/** Which marks end what a mark began; languages use the same marks in opposite ways. */
const DOUBLE: Closers = {
  ...{ '“': '”"″“', '”': '”"″', '„': '“”"‟', '‟': '”"', '«': '»', '»': '«', '"': '"”', '″': '″"' },
}
const SINGLE: Closers = { '‘': '’', '‚': '‘’', '‹': '›', '›': '‹', "'": "'’" }

/**
 * The passages between quotation marks, without the marks: those between double ones, then those between single
 * ones, each in the order of the text. One that nobody closed ends with its paragraph; an apostrophe opens none.
 */
export const quotedSpans = (text: string): [double: QuotedSpan[], single: QuotedSpan[]] => [
  spansOf(text, /\n\n|[“”„‟«»"″]/g, { closers: DOUBLE, runsOn: true }),
  spansOf(text, /\n\n|[‘’‚‹›']/g, { closers: SINGLE, runsOn: false }),
]

function spansOf(text: string, marks: RegExp, rules: Rules): QuotedSpan[] {
  const spans: QuotedSpan[] = []
  let open: { mark: string; start: number } | undefined
  const close = (end: number) => {
    if (open && open.start < end) spans.push({ start: open.start, end })
  }
  for (const { 0: mark, index } of text.matchAll(marks)) {
    const turn = turnOf(rules, open?.mark, mark, around(text, index))
    if (turn === 'nothing') continue
    if (turn === 'ends') close(index)
    open = turn === 'opens' ? { mark, start: index + 1 } : undefined
  }
  if (rules.runsOn) close(text.length)
  return spans
}

interface Rules {
  closers: Closers
  /** Whether what nobody closed counts up to the end of its paragraph. */
  runsOn: boolean
}

/** What a mark or the end of a paragraph does, with this mark open before it. */
function turnOf({ closers, runsOn }: Rules, open: string | undefined, mark: string, near: Around) {
  if (mark === '\n\n') return runsOn && open ? 'ends' : 'drops'
  if (open) return closers[open]?.includes(mark) && mayClose(mark, near) ? 'ends' : 'nothing'
  return mark in closers && mayOpen(mark, near) ? 'opens' : 'nothing'
}

const around = (text: string, index: number): Around => ({
  before: text[index - 1] ?? ' ',
  after: text[index + 1] ?? ' ',
})

interface Around {
  before: string
  after: string
}

const isLetter = (character: string) => /[\p{L}\p{N}]/u.test(character)
const isBlank = (character: string) => /\s/.test(character)

/** Guillemets may have a space inside; of the marks that both open and close, what stands around decides. */
function mayOpen(mark: string, { before, after }: Around): boolean {
  if (mark === '“' || mark === '„' || mark === '‚') return true
  if (mark === '«' || mark === '‹') return !isLetter(before)
  return !isLetter(before) && !/[.,;:!?…]/.test(before) && !isBlank(after)
}

function mayClose(mark: string, { before, after }: Around): boolean {
  if (mark === '“') return !isBlank(before) && !isLetter(after)
  return mark !== '’' && mark !== "'" ? true : !isLetter(after)
}
