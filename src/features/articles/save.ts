import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import type { Article } from '../../db/models.ts'
import { requireCurrent } from '../../db/versions.ts'
import { demand } from '../../http/access.ts'
import type { Actor } from '../../lib/actor.ts'
import { conflict, invalid } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { listQuotes } from '../quotes/store.ts'
import { lockArticle, touchArticle } from '../revisions/store.ts'
import { destinationOf } from '../workflow/rules.ts'
import { guardQuotes, refuseUnknownQuotes } from './guard-quotes.ts'
import { asNewArticle } from './record.ts'
import { resolveReferences, takeSlug } from './references.ts'
import type { Acknowledgements, NewArticle } from './schema.ts'
import { getArticleRecord, hasEditions, insertArticle, insertRevision, releaseSlugs } from './store.ts'
import { groupFor } from './translations.ts'
import { normalised, policyColumns, wordsOf } from './words.ts'

/** Members that act at once and are no words: changing them makes no revision. */
const POLICY = new Set([
  'commentPolicy',
  'firstPublishedAt',
  'assignee',
  'desk',
  'budgetLine',
  'translationGroupId',
])

/** A draft with its first revision. */
export async function createArticle(act: Act, input: NewArticle): Promise<string> {
  const { tx, actor, record } = act
  if (input.firstPublishedAt !== undefined) refuseBackdating(actor, input)
  const id = uuidv7()
  const references = await resolveReferences(act, input)
  const { language, translationGroupId: wanted } = input
  const translationGroupId = wanted ? await groupFor(act, { id, language, current: id, wanted }) : id
  await insertArticle(tx, { id, translationGroupId, updatedBy: actor.label, ...policyColumns(input) })
  const slug = await takeSlug(act, id, input)
  await insertRevision(tx, { articleId: id, number: 1 }, wordsOf(input, slug, actor.label), references)
  const changes = changesBetween({}, { ...input, slug })
  record({ type: 'article.created', subject: { type: 'article', id, slug }, version: 1, changes })
  return id
}

/** A change as a client asks for it. */
export interface Change {
  expected: readonly number[]
  acknowledged: Acknowledgements
  merge: (current: NewArticle) => NewArticle
}

/** Saves a changed article: a revision when its words changed, nothing at all when nothing did. */
export async function updateArticle(
  act: Act,
  id: string,
  { expected, acknowledged, merge }: Change,
): Promise<void> {
  const { tx, record } = act
  const head = await lockArticle(tx, id)
  await requireCurrent(tx, { type: 'article', id }, head, expected)
  if (acknowledged.length > 0) refuseUnknownQuotes(await listQuotes(tx, id), acknowledged)
  const current = await getArticleRecord(tx, id)
  const before = normalised(asNewArticle(current))
  const after = normalised(merge(before))
  const changes = changesBetween(before, after)
  const fields = Object.keys(changes)
  if (fields.length === 0) return
  if (fields.includes('firstPublishedAt')) await mayBackdate(act, head, after)
  const isReworded = fields.some((field) => !POLICY.has(field))
  const revision = isReworded ? head.revision + 1 : head.revision
  const rewording = { id, revision, before, text: current.copy.text, after, acknowledged }
  const { slug, altered } = isReworded ? await reword(act, rewording) : { slug: before.slug, altered: [] }
  const state = isReworded && head.state === 'approved' ? destinationOf('rewording', head) : head.state
  const translationGroupId = await regrouped(act, head, fields, after)
  const columns = { revision, state, translationGroupId, ...policyColumns(after) }
  const version = await touchArticle(act, head, columns)
  record({
    type: 'article.saved',
    subject: { type: 'article', id, slug },
    version,
    data: { revision, ...(altered.length > 0 && { acknowledged: altered }) },
    changes: { ...changes, ...changesBetween({ state: head.state }, { state }) },
  })
}

/** Its group, looked at anew when the group or the language changes. */
async function regrouped(
  act: Act,
  { id, translationGroupId: current }: Article,
  fields: readonly string[],
  { language, translationGroupId: wanted }: NewArticle,
): Promise<string> {
  const isTouched = fields.includes('translationGroupId') || fields.includes('language')
  return isTouched ? groupFor(act, { id, language, current, wanted }) : current
}

/** Takes a draft away. What was published, or is about to be, is withdrawn instead. */
export async function deleteArticle(act: Act, id: string, expected: readonly number[]): Promise<void> {
  const head = await lockArticle(act.tx, id)
  await requireCurrent(act.tx, { type: 'article', id }, head, expected)
  if (await hasEditions(act.tx, id)) {
    throw conflict(
      'The article was published, or is scheduled to be. Withdraw it, or cancel the publication.',
    )
  }
  const version = await touchArticle(act, head, { deletedAt: new Date() })
  await releaseSlugs(act.tx, id, null)
  act.record({ type: 'article.deleted', subject: { type: 'article', id }, version })
}

function refuseBackdating(actor: Actor, { firstPublishedAt }: NewArticle): void {
  demand(actor, 'content:publish', 'Setting firstPublishedAt')
  if (firstPublishedAt !== undefined && new Date(firstPublishedAt) > new Date()) {
    throw invalid('/firstPublishedAt', 'must not lie ahead', 'future')
  }
}

interface Rewording {
  id: string
  revision: number
  before: NewArticle
  /** The plain text before. */
  text: string
  after: NewArticle
  acknowledged: Acknowledgements
}

async function reword(act: Act, { id, revision, before, text, after, acknowledged }: Rewording) {
  const references = await resolveReferences(act, after)
  const slug = before.slug === after.slug ? (before.slug ?? '') : await takeSlug(act, id, after)
  const words = wordsOf(after, slug, act.actor.label)
  const edit = { id, revision, before: text, text: words.text, acknowledged }
  const altered = before.body === after.body ? [] : await guardQuotes(act, edit)
  await insertRevision(act.tx, { articleId: id, number: revision }, words, references)
  if (slug !== before.slug) await releaseSlugs(act.tx, id, slug)
  return { slug, altered }
}

async function mayBackdate({ tx, actor }: Act, head: Article, input: NewArticle): Promise<void> {
  refuseBackdating(actor, input)
  if (await hasEditions(tx, head.id))
    throw conflict('The article was published: its first publication is history.')
}
