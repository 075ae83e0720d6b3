import type { Act } from '../../db/act.ts'
import type { NewEvent } from '../../db/events.ts'
import type { Article } from '../../db/models.ts'
import type { Actor } from '../../lib/actor.ts'
import type { Changes } from '../../lib/merge-patch.ts'
import { quoteEvents } from './quote-events.ts'
import { isEnd, type Moment, momentsOf } from './rules.ts'
import {
  correctionOf,
  formerSlugs,
  hasBeenPublic,
  listSpans,
  markBegun,
  markEnded,
  quotesOfEdition,
} from './store.ts'

interface Recording {
  by: Actor
  changes?: Changes
  /** Whether the change feed knows the article, when the caller has been told. */
  isKnown?: boolean
}

/**
 * Records what has come about in the life of an article whose lock is held: editions that have begun, ended or
 * given way to the next. Visibility itself follows from the clock, so this only writes the log, each moment
 * once: its mark and its event are one transaction. Whoever changes an article calls it first, so that the log
 * tells what happened in the order in which it happened. Returns whether the change feed knows the article now.
 */
export async function recordMoments(
  act: Act,
  head: Pick<Article, 'id' | 'pubStatus' | 'version'>,
  now: Date,
  { by, changes, ...told }: Recording,
): Promise<boolean> {
  let isKnown = told.isKnown ?? (await hasBeenPublic(act.tx, head.id))
  // Nobody sees what is withheld: its moments pass in private, and a reinstatement tells the rest.
  const isPublic = head.pubStatus === 'usable'
  for (const moment of momentsOf(await listSpans(act.tx, head.id), now)) {
    const facts = {
      occurredAt: moment.at,
      by,
      isPublic,
      version: head.version,
      ...(changes && { changes }),
    }
    if (isEnd(moment)) await recordEnd(act, moment, facts)
    else await recordBegin(act, moment, { ...facts, isKnown })
    isKnown ||= isPublic && !isEnd(moment)
  }
  return isKnown
}

type Facts = Required<Pick<NewEvent, 'occurredAt' | 'by' | 'isPublic' | 'version'>> &
  Pick<NewEvent, 'changes'>

async function recordBegin(
  { tx, record }: Act,
  { edition, before, at }: Moment,
  { isKnown, ...facts }: Facts & { isKnown: boolean },
): Promise<void> {
  await markBegun(tx, edition.id, at)
  if (!facts.isPublic) return
  const { articleId, number, slug } = edition
  const correction = await correctionOf(tx, articleId, number)
  const aliases = await formerSlugs(tx, edition)
  const subject = { type: 'article' as const, id: articleId, slug, aliases }
  const { changes: _once, ...told } = facts
  record({
    ...facts,
    type: beginning(isKnown, correction !== null),
    subject,
    data: { edition: number, ...(correction && { correction: correction.kind }) },
  })
  if (isKnown && before && before.slug !== slug) {
    record({ ...told, type: 'article.slug-changed', subject, data: { edition: number, from: before.slug } })
  }
  // Behind a pause in which nothing could be read every quote is new: the end took them along.
  const isRelieved = before && +(before.validTo ?? 0) === +at
  const [old, fresh] = [
    isRelieved ? await quotesOfEdition(tx, before.id) : [],
    await quotesOfEdition(tx, edition.id),
  ]
  for (const { type, id } of quoteEvents(old, fresh)) {
    record({ ...told, type, subject: { type: 'quote', id }, data: { articleId, edition: number } })
  }
}

function beginning(isKnown: boolean, isCorrection: boolean): NewEvent['type'] {
  if (!isKnown) return 'article.published'
  return isCorrection ? 'article.corrected' : 'article.updated'
}

async function recordEnd(
  { tx, record }: Act,
  { edition, at, isExpiry }: Moment,
  facts: Facts,
): Promise<void> {
  await markEnded(tx, edition.id, at)
  if (!isExpiry || !facts.isPublic) return
  const { articleId, number, slug } = edition
  const subject = { type: 'article' as const, id: articleId, slug, aliases: await formerSlugs(tx, edition) }
  record({ ...facts, type: 'article.expired', subject, data: { edition: number } })
}
