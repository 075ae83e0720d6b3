import type { Act } from '../../../db/act.ts'
import { validatorOf } from '../../../http/validation.ts'
import { freeSlugs } from '../../../lib/slug.ts'
import { NewArticle } from '../../articles/schema.ts'
import { takenSlugs } from '../../articles/store.ts'
import { withFinding } from '../report.ts'
import type { Finding } from '../rules.ts'
import type { FoundAt } from '../schema.ts'
import { type Claim, holdImport, noteProgress } from '../store.ts'
import type { Prepared } from './prepare.ts'
import type { Exported, Publication } from './rules.ts'
import { isImported, markImported } from './store.ts'
import { termsFor } from './terms.ts'

/** An article to be written. */
interface Order {
  input: NewArticle
  /** Nothing for a draft. */
  publication: Publication | undefined
  requireReview: boolean
}

/** Writes an article and, where it is to be public, publishes it; returns its id. */
export type WriteArticle = (act: Act, order: Order) => Promise<string>

/** An article that was gone through. */
export interface Ready {
  article: Exported
  /** As it would be kept, or why it is not. */
  result: Prepared | Finding
  /** What the rules of this newsroom say against it. */
  detail?: string
}

/** How an import writes articles. */
export interface Writing {
  write: WriteArticle
  requireReview: boolean
}

/** What a rule of this newsroom has led to. */
const REFUSALS = new Set<Finding>(['unfit', 'publication-blocked'])

const checked = validatorOf<NewArticle>(NewArticle)

/**
 * Takes one article over and writes down how far the import has come, both or neither. Nothing where the import
 * has passed into other hands.
 */
export async function takeOver(
  act: Act,
  claim: Claim,
  { article, result, detail }: Ready,
  writing: Writing,
): Promise<Claim | undefined> {
  if (!(await holdImport(act.tx, claim))) return undefined
  const findings = typeof result === 'string' ? result : await writeNew(act, article, result, writing)
  const isLeftOut = typeof findings === 'string'
  const at: FoundAt = { key: article.key, slug: article.slug }
  const placeOf = (code: Finding) => (REFUSALS.has(code) && detail !== undefined ? { ...at, detail } : at)
  const found = isLeftOut ? [findings] : findings
  const report = found.reduce((all, code) => withFinding(all, code, placeOf(code)), claim.report)
  const imported = claim.imported + (isLeftOut ? 0 : 1)
  const done = claim.done + 1
  const now = { ...claim, done, imported, skipped: done - imported, report }
  return { ...now, until: await noteProgress(act.tx, now) }
}

async function writeNew(
  act: Act,
  article: Exported,
  { slug: wanted, publication, findings, ...prepared }: Prepared,
  { write, requireReview }: Writing,
): Promise<readonly Finding[] | Finding> {
  const { source, key } = article
  if (await isImported(act.tx, source, key)) return 'known'
  const terms = await termsFor(act, article)
  const slug = wanted === '' ? undefined : await freeSlug(act, wanted)
  const input = checked({ ...prepared.input, ...terms, ...(slug && { slug }) })
  const id = await write(act, { input, publication, requireReview })
  await markImported(act.tx, id, source, key)
  return slug === undefined || slug === wanted ? findings : [...findings, 'slug-taken']
}

/** No article has it, so all of them are others. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

async function freeSlug({ tx }: Act, wanted: string): Promise<string> {
  const free = freeSlugs(wanted, (slugs) => takenSlugs(tx, NOBODY, slugs))
  return (await free.next()).value
}
