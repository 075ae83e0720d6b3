import { type Act, instant } from '../../db/act.ts'
import type { Article, ArticleRevision } from '../../db/models.ts'
import { requireCurrent } from '../../db/versions.ts'
import { readEdtf } from '../../lib/edtf.ts'
import { ApiError, conflict, invalid, unknownReference } from '../../lib/errors.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import { changedMembers, changesBetween } from '../../lib/merge-patch.ts'
import { getWorkingCopy, lockArticle, touchArticle } from '../revisions/store.ts'
import { createSpeaker } from '../speakers/store.ts'
import { asNewQuote } from './merge.ts'
import { anchorAll } from './rules.ts'
import type { NewQuote } from './schema.ts'
import {
  changeQuote,
  countQuotes,
  type FullQuote,
  findSpeakerId,
  getQuote,
  insertQuotes,
  type NewRow,
  type QuoteFacts,
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
  if ((await countQuotes(tx, articleId)) + inputs.length > QUOTES_MAX) {
    throw conflict(`An article has at most ${QUOTES_MAX} quotes.`)
  }
  const now = await instant(tx)
  const rows: NewRow[] = []
  for (const input of inputs) {
    refuseFuture(input, head)
    const anchors = anchorAll(copy.text, claimsFor(input, head))
    rows.push({ facts: await factsOf(act, input, { now }), anchors })
  }
  const quotes = await insertQuotes(tx, head, rows)
  return { quotes, head, copy, version: await noteChange(act, head, 'created', [], quotes) }
}

/** Changes a quote; `merged` is the whole quote as it shall be, checked. */
export async function updateQuote(
  act: Act,
  { articleId, id, expected }: { articleId: string; id: string; expected: readonly number[] },
  merge: (current: FullQuote) => NewQuote,
): Promise<Written> {
  const { tx } = act
  const head = await lockArticle(tx, articleId)
  const current = await getQuote(tx, articleId, id)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  const merged = merge(current)
  const copy = await getWorkingCopy(tx, head)
  const changed = changedMembers(asNewQuote(current, undefined), merged)
  if (changed.length === 0) return { quote: current, head, copy, version: head.version }
  const facts = await factsOf(act, merged, { current, now: await instant(tx) })
  if (samePlace(current, merged)) {
    const quote = await changeQuote(tx, current, facts)
    return { quote, head, copy, version: await noteChange(act, head, 'changed', [current], [quote]) }
  }
  refuseFuture(merged, head)
  const anchors = anchorAll(copy.text, claimsFor(merged, head))
  const quote = await changeQuote(tx, current, facts, { revision: head.revision, anchors })
  return { quote, head, copy, version: await noteChange(act, head, 'changed', [current], [quote]) }
}

/** Takes a quote off the working copy. What an edition froze stays until the next edition. */
export async function deleteQuote(
  act: Act,
  { articleId, id, expected }: { articleId: string; id: string; expected: readonly number[] },
): Promise<number> {
  const head = await lockArticle(act.tx, articleId)
  const quote = await getQuote(act.tx, articleId, id)
  await requireCurrent(act.tx, { type: 'article', id: articleId }, head, expected)
  await removeQuote(act.tx, id)
  return noteChange(act, head, 'deleted', [quote], [])
}

/** A change of quotes is a change of the article: its version moves. */
async function noteChange(
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

/** What a quote was before, and the time of its writing. */
interface Moment {
  current?: FullQuote
  now: Date
}

async function factsOf(act: Act, input: NewQuote, moment: Moment): Promise<QuoteFacts> {
  refuseContradiction(input)
  const speakerId = await speakerOf(act, input)
  const {
    kind,
    segments: _segments,
    revision: _revision,
    speaker: _speaker,
    onBehalfOfId: _id,
    ...rest
  } = input
  return {
    ...ABSENT,
    ...rest,
    kind,
    language: input.language === undefined ? null : canonicalLanguage(input.language),
    speakerId,
    onBehalfOfId: await representedBy(act, input),
    ...intervalOf(input),
    ...reviewOf(act, { ...input, speakerId }, moment),
  }
}

const ABSENT = {
  speakerUnknown: false,
  roleAsStated: null,
  channel: 'unknown' as const,
  saidAt: null,
  saidAtText: null,
  source: null,
  language: null,
}

/** The instants between which a vague date lies: what intervals are compared with. */
function intervalOf({ saidAt }: NewQuote): Pick<QuoteFacts, 'saidAtMin' | 'saidAtMax'> {
  const interval = saidAt === undefined ? undefined : readEdtf(saidAt)
  return { saidAtMin: interval?.min ?? null, saidAtMax: interval?.max ?? null }
}

type Review = Pick<QuoteFacts, 'review' | 'confirmedAt' | 'confirmedBy'>
type Attributed = Pick<NewQuote, 'review' | 'speakerUnknown'> & { speakerId: string | null }

/** Who confirmed a quote and when: noted once, and forgotten when the confirmation is taken back. */
function reviewOf({ actor }: Act, input: Attributed, { current, now }: Moment): Review {
  const { review = 'proposed', speakerId, speakerUnknown } = input
  if (review !== 'confirmed') return { review, confirmedAt: null, confirmedBy: null }
  if (!speakerId && !speakerUnknown) {
    throw new ApiError('unprocessable', 'A confirmed quote needs a speaker, or speakerUnknown.', {
      errors: [{ pointer: '/speakerId', code: 'required', detail: 'is required to confirm a quote' }],
    })
  }
  if (current?.review === 'confirmed') {
    return { review, confirmedAt: current.confirmedAt, confirmedBy: current.confirmedBy }
  }
  return { review, confirmedAt: now, confirmedBy: actor.label }
}

function refuseContradiction({ speakerId, speaker, speakerUnknown }: NewQuote): void {
  const said = [speakerId !== undefined, speaker !== undefined, speakerUnknown === true].filter(Boolean)
  if (said.length > 1)
    throw invalid('/speakerId', 'speaker and speakerUnknown exclude each other', 'contradiction')
}

async function speakerOf(act: Act, { speakerId, speaker }: NewQuote): Promise<string | null> {
  if (speaker) return (await createSpeaker(act, speaker.create)).id
  if (speakerId === undefined) return null
  const id = await findSpeakerId(act.tx, speakerId)
  if (id === null) throw unknownReference('/speakerId', 'speaker', speakerId)
  return id
}

async function representedBy({ tx }: Act, { onBehalfOfId }: NewQuote): Promise<string | null> {
  if (onBehalfOfId === undefined) return null
  const id = await findSpeakerId(tx, onBehalfOfId)
  if (id === null) throw unknownReference('/onBehalfOfId', 'speaker', onBehalfOfId)
  return id
}
