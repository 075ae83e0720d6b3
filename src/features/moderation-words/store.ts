import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import type { Db } from '../../db/client.ts'
import type { ModerationWord as Row } from '../../db/models.ts'
import type { Reads } from '../../db/statement.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { ApiError, invalid, notFound } from '../../lib/errors.ts'
import { type ListedWord, matcherOf, type WordMatcher, wordSkeleton } from '../comment-pipeline/words.ts'
import { type AddedWords, type NewWords, WORDS_MAX, type Word, type WordQuery } from './schema.ts'

/** Held until the transaction ends by whoever adds words, so that a list never grows above its limit. */
const WORDS_LOCK = 72_707_372

interface Compiled {
  state: string
  matcher: WordMatcher
}
let compiled: Compiled | undefined

/**
 * Tells one state of the lists from every other, as part of a statement that looks for more: their size and their
 * newest entry do, since entries are added and removed and never changed.
 */
export const WORDS_STATE = `(select count(*) || ' ' || coalesce(max(id::text), '') from moderation_word)`

/** The lists, ready to be matched. */
export async function getWords(reads: Reads): Promise<WordMatcher> {
  const [{ state } = { state: '' }] = await reads.query<{ state: string }>({
    name: 'moderation-words.state',
    text: `select ${WORDS_STATE} as state`,
    values: [],
  })
  return wordsAt(reads, state)
}

/** The lists of that state: kept in this process as long as it lasts. */
export async function wordsAt(reads: Reads, state: string): Promise<WordMatcher> {
  if (compiled?.state === state) return compiled.matcher
  const matcher = matcherOf(await readWords(reads))
  compiled = { state, matcher }
  return matcher
}

const readWords = (reads: Reads) =>
  reads.query<ListedWord>({
    name: 'moderation-words.all',
    text: 'select list::text as list, skeleton from moderation_word',
    values: [],
  })

export async function listWords(
  db: Db,
  { list }: WordQuery,
  { limit, after, wantsCount }: Window,
): Promise<Rows<Row>> {
  const where = list ? { list } : {}
  const rows = await db.moderationWord.findMany({
    where: { ...where, ...(after && { id: { lt: after[1] } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.moderationWord.count({ where }) : undefined }
}

/** Adds what the list does not have; an entry that looks the same as another is the same. */
export async function addWords(
  { tx, actor, record }: Act,
  { list, words, note }: NewWords,
): Promise<AddedWords> {
  const entries = new Map(words.map((word, i) => [skeletonFor(word, i), word.normalize('NFC').trim()]))
  await tx.$executeRaw`select pg_advisory_xact_lock(${WORDS_LOCK})`
  const known = await tx.moderationWord.findMany({
    where: { list, skeleton: { in: [...entries.keys()] } },
    select: { skeleton: true },
  })
  for (const { skeleton } of known) entries.delete(skeleton)
  if ((await tx.moderationWord.count({ where: { list } })) + entries.size > WORDS_MAX) {
    throw new ApiError('unprocessable', `A list holds at most ${WORDS_MAX} entries.`)
  }
  const data = [...entries].map(([skeleton, word]) => ({
    ...{ id: uuidv7(), list, skeleton, word, note: note ?? null, createdBy: actor.label },
  }))
  const rows = await tx.moderationWord.createManyAndReturn({ data })
  for (const { id, word } of rows) {
    const changes = { list: { before: null, after: list }, word: { before: null, after: word } }
    record({ type: 'moderation-word.added', subject: { type: 'moderation-word', id }, changes })
  }
  return { added: rows.length, known: words.length - rows.length, data: rows.map(toWord) }
}

function skeletonFor(word: string, i: number): string {
  const skeleton = wordSkeleton(word)
  if (skeleton === '') throw invalid(`/words/${i}`, 'has nothing in it that could be found')
  return skeleton
}

export async function removeWord({ tx, record }: Act, id: string): Promise<void> {
  const { count } = await tx.moderationWord.deleteMany({ where: { id } })
  if (count === 0) throw notFound('word', id)
  record({ type: 'moderation-word.removed', subject: { type: 'moderation-word', id } })
}

export const toWord = ({ skeleton: _, createdAt, ...row }: Row): Word => ({
  ...row,
  createdAt: createdAt.toISOString(),
})
