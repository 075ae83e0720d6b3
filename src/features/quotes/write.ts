import { type Act, instant } from '../../db/act.ts'
import type { Article, ArticleRevision } from '../../db/models.ts'
import { requireCurrent } from '../../db/versions.ts'
import { conflict, unknownReference } from '../../lib/errors.ts'
import { changedMembers, changesBetween } from '../../lib/merge-patch.ts'
import { integrityOf } from '../integrity/statuses.ts'
import { getWorkingCopy, lockArticle, touchArticle } from '../revisions/store.ts'
import { factsOf } from './facts.ts'
import { asNewQuote } from './merge.ts'
import { anchorAll } from './rules.ts'
import type { NewQuote } from './schema.ts'
import { tellStanding } from './standing.ts'
import {
  changeQuote,
  countQuotes,
  type FullQuote,
  getQuote,
  insertQuotes,
  type NewRow,
  removeQuote,
} from './store.ts'

const QUOTES_MAX = 500

/** A quote as written, with the article that moved with it. */
export interface Written {
  quote: FullQuote
  head: Article
  copy: ArticleRevision
  version: number
}

/** Anchors a new quote in the working copy. Its words must stand there letter by letter. */
export async function createQuote(act: Act, articleId: string, input: NewQuote): Promise<Written> {
  const { quotes, ...rest } = await createQuotes(act, articleId, [input])
  const [quote] = quotes
  if (!quote) throw new Error('A quote was made and is not there.')
  return { quote, ...rest }
}

/** Several new quotes as one change of the article: all of them, or none. */
export async function createQuotes(act: Act, articleId: string, inputs: readonly NewQuote[]) {
  const { tx } = act
  const head = await lockArticle(tx, articleId)
  const copy = await getWorkingCopy(tx, head)
  refuseTooMany((await countQuotes(tx, articleId)) + inputs.length)
  const now = await instant(tx)
  const rows: NewRow[] = []
  for (const input of inputs) {
    refuseFuture(input, head)
    const anchors = anchorAll(copy.text, claimsFor(input, head))
    rows.push({ facts: await factsOf(act, input, { now, writtenAt: head.firstPublishedAt }), anchors })
  }
  const quotes = await insertQuotes(tx, head, rows)
  return { quotes, head, copy, version: await noteChange(act, head, 'created', [], quotes) }
}

export function refuseTooMany(count: number): void {
  if (count > QUOTES_MAX) throw conflict(`An article has at most ${QUOTES_MAX} quotes.`)
}

/** A quote of an article in the version that the caller saw. */
interface Target {
  articleId: string
  id: string
  expected: readonly number[]
}

interface Change extends Target {
  /** It names the segments anew. */
  isAnew: boolean
  /** It says expressly that there is no role. */
  hasNoRole: boolean
}

/**
 * Changes a quote; `merged` is the whole quote as it shall be, checked. Where its words or what is around them
 * had changed, naming the segments anew, the speaker or the attribution vouches for it as it stands.
 */
export async function updateQuote(
  act: Act,
  { articleId, id, expected, isAnew, hasNoRole }: Change,
  merge: (current: FullQuote) => NewQuote,
): Promise<Written> {
  const { tx } = act
  const head = await lockArticle(tx, articleId)
  const current = await getQuote(tx, articleId, id)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  const merged = merge(current)
  const copy = await getWorkingCopy(tx, head)
  const changed = changedMembers(asNewQuote(current, undefined), merged)
  const isVouched = vouches(current, changed, isAnew)
  if (changed.length === 0 && !isVouched) return { quote: current, head, copy, version: head.version }
  const moment = { now: await instant(tx), writtenAt: head.firstPublishedAt, hasNoRole }
  const facts = await factsOf(act, merged, { current, ...moment })
  const isKept = samePlace(current, merged) && !isVouched
  const place = isKept ? undefined : placeFor(merged, head, copy)
  const quote = await changeQuote(tx, current, facts, place)
  await tellStanding(act, current, quote)
  return { quote, head, copy, version: await noteChange(act, head, 'changed', [current], [quote]) }
}

/** What an editor decides when a quote stands, but not as it stood. */
const VOUCHING = new Set(['speakerId', 'speaker', 'speakerUnknown', 'attribution', 'kind', 'review'])

function vouches(current: FullQuote, changed: readonly string[], isAnew: boolean): boolean {
  const integrity = integrityOf(current)
  if (isAnew) return integrity !== 'intact'
  const isBare = integrity === 'attribution-changed' || integrity === 'unquoted'
  return isBare && changed.some((member) => VOUCHING.has(member))
}

function placeFor(quote: NewQuote, head: Article, copy: ArticleRevision) {
  refuseFuture(quote, head)
  return { revision: head.revision, anchors: anchorAll(copy.text, claimsFor(quote, head)) }
}

/** Takes a quote off the working copy. What an edition froze stays until the next edition. */
export async function deleteQuote(act: Act, { articleId, id, expected }: Target): Promise<number> {
  const head = await lockArticle(act.tx, articleId)
  const quote = await getQuote(act.tx, articleId, id)
  await requireCurrent(act.tx, { type: 'article', id: articleId }, head, expected)
  await removeQuote(act.tx, id)
  return noteChange(act, head, 'deleted', [quote], [])
}

/** A change of quotes is a change of the article: its version moves. */
export async function noteChange(
  act: Act,
  head: Article,
  what: 'created' | 'changed' | 'deleted',
  before: readonly FullQuote[],
  after: readonly FullQuote[],
): Promise<number> {
  const told = (quotes: readonly FullQuote[]) =>
    quotes.map((quote) => ({ id: quote.id, ...asNewQuote(quote, undefined) }))
  const touched = after.length > 0 ? after : before
  const version = await touchArticle(act, head)
  act.record({
    type: `article.quote-${what}`,
    subject: { type: 'article', id: head.id },
    version,
    data: { quotes: touched.map(({ id, review }) => ({ id, review })) },
    changes: changesBetween({ quotes: told(before) }, { quotes: told(after) }),
  })
  return version
}

function refuseFuture({ revision }: NewQuote, head: Article): void {
  if (revision !== undefined && revision > head.revision) {
    throw unknownReference('/revision', 'revision', String(revision))
  }
}

/** Offsets into an older revision say nothing of the newest text: the words and their context do. */
function claimsFor({ segments, revision }: NewQuote, head: Article) {
  if (revision === undefined || revision === head.revision) return segments
  return segments.map(({ start: _start, end: _end, ...claim }) => claim)
}

const samePlace = (current: FullQuote, { segments }: NewQuote) =>
  segments.length === current.segments.length &&
  segments.every(({ exact, start, end }, index) => {
    const own = current.segments[index]
    return exact === own?.exact && start === own.start && end === own.end
  })
