import type { Act } from '../../db/act.ts'
import type { Db, Transaction } from '../../db/client.ts'
import type { SpeakerMerge as MergeRow, Prisma, Speaker } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import { isUuid } from '../../lib/uuid.ts'
import type { FrozenPlace, Moved, MovedQuotes } from './rules.ts'
import type { SpeakerMerge } from './schema.ts'

/** The id that an id or a slug means; null for nobody. */
export async function findSpeakerByKey(db: Db, key: string): Promise<string | null> {
  const where = isUuid(key) ? { id: key } : { slug: key }
  const found = await db.speaker.findUnique({ where, select: { id: true } })
  return found?.id ?? null
}

/** Keeps two speakers, and everybody who would attribute words to them, until the transaction ends. */
export async function holdBoth(tx: Transaction, a: string, b: string): Promise<void> {
  await tx.$queryRaw`select 1 from speaker where id in (${a}::uuid, ${b}::uuid) order by id for update`
}

/** Marks a speaker as merged, or as standing for themselves again; their version moves. */
export const setMergedInto = ({ tx, actor }: Act, id: string, mergedIntoId: string | null, at: Date) =>
  tx.speaker.update({
    where: { id },
    data: { mergedIntoId, version: { increment: 1 }, updatedAt: at, updatedBy: actor.label },
    select: { version: true },
  })

/** Sets what a speaker belongs to; their version moves. */
export const setParent = ({ tx, actor }: Act, id: string, parentOrganizationId: string | null, at: Date) =>
  tx.speaker.update({
    where: { id },
    data: { parentOrganizationId, version: { increment: 1 }, updatedAt: at, updatedBy: actor.label },
    select: { version: true },
  })

/** Leads whoever was merged into one speaker to another. */
export const moveMerged = (tx: Transaction, from: string, to: string) =>
  movedIds(tx.$queryRaw`
    update speaker set merged_into_id = ${to}::uuid, version = version + 1
    where merged_into_id = ${from}::uuid returning id`)

export const returnMerged = (tx: Transaction, ids: readonly string[], from: string, to: string) =>
  movedIds(tx.$queryRaw`
    update speaker set merged_into_id = ${to}::uuid, version = version + 1
    where id = any(${ids}::uuid[]) and merged_into_id = ${from}::uuid returning id`)

/** Lets whoever belonged to one speaker belong to another, but for that one itself. */
export const moveMembers = (tx: Transaction, from: string, to: string) =>
  movedIds(tx.$queryRaw`
    update speaker set parent_organization_id = ${to}::uuid, version = version + 1
    where parent_organization_id = ${from}::uuid and id <> ${to}::uuid returning id`)

export const returnMembers = (tx: Transaction, ids: readonly string[], from: string, to: string) =>
  movedIds(tx.$queryRaw`
    update speaker set parent_organization_id = ${to}::uuid, version = version + 1
    where id = any(${ids}::uuid[]) and parent_organization_id = ${from}::uuid returning id`)

const movedIds = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id)

/** The two ways in which a quote names a speaker. */
const COLUMNS = { said: 'speaker_id', represented: 'on_behalf_of_id' } as const
type As = keyof typeof COLUMNS

/** Attributes every quote of one speaker to another: those of articles in work, and those that editions froze. */
export async function moveQuotes(tx: Transaction, as: As, from: string, to: string): Promise<MovedQuotes> {
  const column = COLUMNS[as]
  const quotes = await movedIds(
    tx.$queryRawUnsafe(
      `update quote set ${column} = $2::uuid where ${column} = $1::uuid returning id`,
      from,
      to,
    ),
  )
  const kept = await places(
    tx,
    `select edition_id, quote_id from edition_quote where ${column} = $1::uuid and quote_id = any($2::uuid[])`,
    to,
    quotes,
  )
  const editions = await places(
    tx,
    `update edition_quote set ${column} = $2::uuid where ${column} = $1::uuid returning edition_id, quote_id`,
    from,
    to,
  )
  return { quotes, editions, kept }
}

/**
 * Attributes quotes back that a merge moved, unless somebody has attributed them to others since; in editions
 * of later also, since those froze what the merge had said.
 */
export async function returnQuotes(tx: Transaction, as: As, from: string, to: string, moved: MovedQuotes) {
  const column = COLUMNS[as]
  const quotes = await movedIds(
    tx.$queryRawUnsafe(
      `update quote set ${column} = $2::uuid where id = any($3::uuid[]) and ${column} = $1::uuid returning id`,
      from,
      to,
      moved.quotes,
    ),
  )
  await tx.$executeRawUnsafe(
    `update edition_quote set ${column} = $2::uuid where ${column} = $1::uuid
      and ((edition_id, quote_id) in (select * from unnest($3::uuid[], $4::uuid[]))
        or quote_id = any($5::uuid[])
          and (edition_id, quote_id) not in (select * from unnest($6::uuid[], $7::uuid[])))`,
    from,
    to,
    ...columnsOf(moved.editions),
    quotes,
    ...columnsOf(moved.kept),
  )
}

const columnsOf = (rows: readonly FrozenPlace[]) => [
  rows.map(([edition]) => edition),
  rows.map(([, quote]) => quote),
]

async function places(tx: Transaction, sql: string, ...values: unknown[]): Promise<FrozenPlace[]> {
  const rows = await tx.$queryRawUnsafe<{ edition_id: string; quote_id: string }[]>(sql, ...values)
  return rows.map(({ edition_id, quote_id }) => [edition_id, quote_id])
}

// ─── The record ──────────────────────────────────────────────────────────────────────────────────

const both = { speaker: true, into: true } as const
type FullMerge = MergeRow & { speaker: Speaker; into: Speaker }

export const insertMerge = (
  { tx, actor }: Act,
  { moved, ...merge }: { speakerId: string; intoId: string; moved: Moved; createdAt: Date },
): Promise<FullMerge> =>
  tx.speakerMerge.create({
    data: { ...merge, moved: moved as unknown as Prisma.InputJsonObject, createdBy: actor.label },
    include: both,
  })

/** A merge of this speaker, with all that it moved. */
export async function getMerge(tx: Transaction, speakerId: string, id: string) {
  const merge = await tx.speakerMerge.findFirst({ where: { id, speakerId } })
  if (!merge) throw notFound('merge', id)
  return { ...merge, moved: merge.moved as unknown as Moved }
}

export const markUndone = ({ tx, actor }: Act, id: string, at: Date) =>
  tx.speakerMerge.update({ where: { id }, data: { undoneAt: at, undoneBy: actor.label } })

/** The merges in which a speaker went into another or others into them, newest first. */
export async function listMerges(
  db: Db,
  speakerId: string,
  { limit, after, wantsCount }: Window,
): Promise<Rows<SpeakerMerge>> {
  const where = { OR: [{ speakerId }, { intoId: speakerId }] }
  const rows = await db.speakerMerge.findMany({
    where: after ? { AND: [where, { id: { lt: after[1] } }] } : where,
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: both,
  })
  return { rows: rows.map(toMerge), count: wantsCount ? await db.speakerMerge.count({ where }) : undefined }
}

export function toMerge({ id, speaker, into, createdBy, undoneBy, ...row }: FullMerge): SpeakerMerge {
  const { said, represented, gained, members, merged } = row.moved as unknown as Moved
  return {
    id,
    speaker: refOf(speaker),
    into: refOf(into),
    moved: {
      quotes: said.quotes.length,
      quotesOnBehalf: represented.quotes.length,
      publishedQuotes: said.editions.length + represented.editions.length,
      aliases: gained.aliases.length,
      identifiers: gained.identifiers.length,
      roles: gained.roles.length,
      members: members.length,
      merged: merged.length,
    },
    version: speaker.version,
    createdAt: row.createdAt.toISOString(),
    createdBy,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    undoneBy,
  }
}

const refOf = ({ id, slug, name, kind }: Speaker) => ({ id, slug, name, kind })
