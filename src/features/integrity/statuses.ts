/** What became of a quote’s words, the lesser harm first. */
export const INTEGRITIES = [
  'intact',
  'moved',
  'typography-changed',
  'attribution-changed',
  'unquoted',
  'ambiguous',
  'extended',
  'truncated',
  'altered',
  'missing',
] as const
export type Integrity = (typeof INTEGRITIES)[number]

/** How much it matters; `critical` is a turned meaning: a negation or a number. */
export const SEVERITIES = ['none', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

const rank = (integrity: Integrity) => INTEGRITIES.indexOf(integrity)

export const worseOf = (a: Integrity, b: Integrity): Integrity => (rank(b) > rank(a) ? b : a)

/** Whether the words are there, letter by letter or but for typography: a save that leaves them so may pass. */
export const wordsStand = (integrity: Integrity) => rank(integrity) <= rank('ambiguous')

/** Whether it is also known where they are: then the quote may be published. */
export const isVerbatim = (integrity: Integrity) => rank(integrity) < rank('ambiguous')

const SEVERITY_OF: Readonly<Record<Integrity, Severity>> = {
  intact: 'none',
  moved: 'none',
  'typography-changed': 'low',
  'attribution-changed': 'medium',
  unquoted: 'medium',
  ambiguous: 'medium',
  extended: 'high',
  truncated: 'high',
  altered: 'high',
  missing: 'high',
}

export const severityOf = (integrity: Integrity): Severity => SEVERITY_OF[integrity]

/** The column's names of the same: Prisma takes no hyphen in them. */
export type IntegrityColumn =
  | Exclude<Integrity, 'typography-changed' | 'attribution-changed'>
  | 'typography_changed'
  | 'attribution_changed'

export const integrityOf = ({ integrity }: { integrity: IntegrityColumn }) =>
  integrity.replaceAll('_', '-') as Integrity

export const columnOf = (integrity: Integrity) => integrity.replaceAll('-', '_') as IntegrityColumn
