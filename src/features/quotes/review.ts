import { type Act, instant } from '../../db/act.ts'
import type { Article, ArticleRevision } from '../../db/models.ts'
import { requireCurrent } from '../../db/versions.ts'
import { ApiError, conflict, invalid, notFound, unknownReference } from '../../lib/errors.ts'
import { integrityOf, isVerbatim } from '../integrity/statuses.ts'
import { getWorkingCopy, lockArticle } from '../revisions/store.ts'
import { fold } from '../speaker-names/rules.ts'
import { createSpeaker } from '../speakers/store.ts'
import { factsOf } from './facts.ts'
import { asNewQuote } from './merge.ts'
import type { Confirmation, QuoteReview } from './proposals-schema.ts'
import type { NewQuote } from './schema.ts'
import { changeQuote, type FullQuote, holdSpeakerIds, listQuotes, readingOf } from './store.ts'
import { noteChange } from './write.ts'

/** What became of one of many: the quote, or why it is as it was. */
interface Reviewed {
  id: string
  quote?: FullQuote
  refusal?: ApiError
}

interface Review {
  results: Reviewed[]
  head: Article
  copy: ArticleRevision
  version: number
}

/**
 * Confirms and rejects quotes of an article as one change of it. Each is decided by itself: one that is refused
 * keeps no other from being decided, and leaves nothing behind.
 */
export async function reviewQuotes(
  act: Act,
  articleId: string,
  { expected, review }: { expected: readonly number[]; review: QuoteReview },
): Promise<Review> {
  const { tx } = act
  const { confirm, reject } = itemsOf(review)
  const head = await lockArticle(tx, articleId)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  const copy = await getWorkingCopy(tx, head)
  const quotes = new Map((await listQuotes(tx, articleId)).map((quote) => [quote.id, quote]))
  const setting = {
    quotes,
    now: await instant(tx),
    writtenAt: head.firstPublishedAt,
    speakers: await holdSpeakerIds(tx, confirm.flatMap(namedBy)),
    created: new Map<string, string>(),
  }
  const results: Reviewed[] = []
  for (const item of confirm) results.push(await settle(item.id, () => confirmOne(act, item, setting)))
  for (const id of reject) results.push(await settle(id, () => rejectOne(act, id, setting)))

  const after = results.flatMap(({ quote }) => quote ?? [])
  const before = after.flatMap(({ id }) => quotes.get(id) ?? [])
  const version = after.length > 0 ? await noteChange(act, head, 'changed', before, after) : head.version
  return { results, head, copy, version }
}

const ITEMS_MAX = 100

/** Every quote is decided on once, and some quote at all. */
function itemsOf({ confirm = [], reject = [] }: QuoteReview) {
  const rejected = reject.map((item) => (typeof item === 'string' ? item : item.id).toLowerCase())
  const confirmed = confirm.map((item) => ({ ...item, id: item.id.toLowerCase() }))
  const ids = [...confirmed.map(({ id }) => id), ...rejected]
  if (ids.length === 0) throw invalid('', 'must confirm or reject something', 'empty')
  if (ids.length > ITEMS_MAX) throw invalid('', `must decide on at most ${ITEMS_MAX} quotes`, 'too-many')
  if (new Set(ids).size < ids.length) throw invalid('', 'must decide on each quote once', 'duplicate')
  return { confirm: confirmed, reject: rejected }
}

const namedBy = ({ speakerId, onBehalfOfId }: Confirmation) =>
  [speakerId, onBehalfOfId].filter((id) => id !== undefined)

/** What an item refuses it refuses before it writes, so that the others of the transaction stand. */
async function settle(id: string, work: () => Promise<FullQuote>): Promise<Reviewed> {
  try {
    return { id, quote: await work() }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { id, refusal: error }
  }
}

interface Setting {
  quotes: ReadonlyMap<string, FullQuote>
  now: Date
  writtenAt: Date | null
  /** Survivors of the speakers that the request names. */
  speakers: ReadonlyMap<string, string>
  /** Speakers whom this request has made, by name and kind. */
  created: Map<string, string>
}

async function confirmOne(act: Act, item: Confirmation, setting: Setting): Promise<FullQuote> {
  const quote = quoteOf(item.id, setting)
  if (quote.review === 'confirmed') throw conflict('The quote is confirmed already.')
  if (quote.kind !== 'paraphrase' && !isVerbatim(integrityOf(quote))) {
    throw new ApiError('quote-altered', 'The words no longer stand in the text as they were found.')
  }
  const { id: _id, speakerId, speaker, speakerUnknown, onBehalfOfId, roleAsStated, saidAt, ...given } = item
  refuseContradiction(item)
  const behalf = survivorOf(onBehalfOfId, 'onBehalfOfId', setting)
  const who = speakerUnknown ? undefined : (survivorOf(speakerId, 'speakerId', setting) ?? quote.speakerId)
  const input = { ...asNewQuote(quote, item), ...given, review: 'confirmed' as const }
  const made = speaker && (await speakerFor(act, speaker.create, quote, setting))
  const merged: NewQuote = {
    ...without(input, { roleAsStated, saidAt }),
    ...whoSaid(made ?? who ?? undefined, speakerUnknown),
    ...(behalf !== undefined && { onBehalfOfId: behalf }),
  }
  const { now, writtenAt } = setting
  const moment = { current: quote, now, writtenAt, hasNoRole: roleAsStated === null }
  return changeQuote(act.tx, quote, await factsOf(act, merged, moment))
}

const whoSaid = (speakerId: string | undefined, speakerUnknown: true | undefined) => ({
  ...(speakerId !== undefined && { speakerId }),
  ...(speakerUnknown && { speakerUnknown }),
})

/** The members that the item replaces; null takes one away. */
function without(
  input: NewQuote,
  given: { roleAsStated: string | null | undefined; saidAt: string | null | undefined },
): NewQuote {
  const { roleAsStated, saidAt, ...rest } = input
  const role = given.roleAsStated === undefined ? roleAsStated : (given.roleAsStated ?? undefined)
  const said = given.saidAt === undefined ? saidAt : (given.saidAt ?? undefined)
  return {
    ...rest,
    ...(role !== undefined && { roleAsStated: role }),
    ...(said !== undefined && { saidAt: said }),
  }
}

function quoteOf(id: string, { quotes }: Setting): FullQuote {
  const quote = quotes.get(id)
  if (!quote) throw notFound('quote', id)
  return quote
}

function refuseContradiction({ speakerId, speaker, speakerUnknown }: Confirmation): void {
  const said = [speakerId, speaker, speakerUnknown].filter((each) => each !== undefined)
  if (said.length > 1) {
    throw invalid('/speakerId', 'speaker and speakerUnknown exclude each other', 'contradiction')
  }
}

function survivorOf(id: string | undefined, member: string, { speakers }: Setting): string | undefined {
  if (id === undefined) return undefined
  const survivor = speakers.get(id.toLowerCase())
  if (survivor === undefined) throw unknownReference(`/${member}`, 'speaker', id)
  return survivor
}

/** The speaker that a confirmation asks to be made: the same for the same name, however often it is asked for. */
async function speakerFor(
  act: Act,
  asked: { name?: string; kind?: NonNullable<NewQuote['speaker']>['create']['kind'] },
  quote: FullQuote,
  { created }: Setting,
): Promise<string> {
  const found = readingOf(quote)?.speaker
  const name = asked.name ?? found?.name
  const kind = asked.kind ?? found?.kind
  if (name === undefined || kind === undefined || name.length > NAME_MAX) {
    throw new ApiError('unprocessable', 'The text names nobody whom a speaker could be made of.', {
      errors: [{ pointer: '/speaker/create', code: 'required', detail: 'needs a name and a kind' }],
    })
  }
  const key = `${kind} ${fold(name) || name}`
  const id = created.get(key) ?? (await createSpeaker(act, { name, kind })).id
  created.set(key, id)
  return id
}

const NAME_MAX = 160

/** Rejecting again changes nothing. */
async function rejectOne(act: Act, id: string, setting: Setting): Promise<FullQuote> {
  const quote = quoteOf(id, setting)
  if (quote.review === 'rejected') return quote
  const { now, writtenAt } = setting
  const merged: NewQuote = { ...asNewQuote(quote, undefined), review: 'rejected' }
  return changeQuote(act.tx, quote, await factsOf(act, merged, { current: quote, now, writtenAt }))
}
