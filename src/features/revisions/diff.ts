import { canonicalJson } from '../../lib/canonical.ts'
import { diffWords } from '../../lib/word-diff.ts'
import { type Revision, type RevisionDiff, WORDS } from './schema.ts'

type Field = keyof typeof WORDS

/** Members that people read as running words; every other one is compared as a whole. */
const TEXTS = new Set<Field>(['title', 'subtitle', 'slugline', 'summary', 'byline', 'body', 'edNote'])

/** What one revision says otherwise than another, member by member; the later one need not be the newer. */
export function diffRevisions(before: Revision, after: Revision): RevisionDiff {
  const fields = Object.keys(WORDS) as Field[]
  const changed = fields.filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]))
  return {
    from: before.number,
    to: after.number,
    fields: changed.map((field) =>
      TEXTS.has(field)
        ? { field, kind: 'text', parts: diffWords(textIn(before, field), textIn(after, field)) }
        : { field, kind: 'value', before: before[field], after: after[field] },
    ),
  }
}

/** A text that is not there has no words. */
const textIn = (revision: Revision, field: Field) => String(revision[field] ?? '')
