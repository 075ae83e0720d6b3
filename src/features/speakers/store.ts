import { type Act, instant } from '../../db/act.ts'
import type { Db, Transaction } from '../../db/client.ts'
import { isTaken } from '../../db/errors.ts'
import { takenIn } from '../../db/slugs.ts'
import { requireCurrent } from '../../db/versions.ts'
import { demand } from '../../http/access.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { Patch } from '../../http/patch.ts'
import { ApiError, conflict, notFound, unknownReference } from '../../lib/errors.ts'
import { changesBetween, mergePatch } from '../../lib/merge-patch.ts'
import { freeSlugs, slugify, slugTaken } from '../../lib/slug.ts'
import { isUuid } from '../../lib/uuid.ts'
import { fold } from '../speaker-names/rules.ts'
import { writeKeys } from '../speaker-names/store.ts'
import { type Identifier, readWords, sortIdentifiers, toWords } from './rules.ts'
import type { EditorialSpeaker, NewSpeaker, SpeakerWords } from './schema.ts'

const lists = {
  aliases: { select: { name: true, type: true }, orderBy: { position: 'asc' } },
  identifiers: { select: { scheme: true, value: true } },
  roles: {
    select: { title: true, organization: true, from: true, to: true },
    orderBy: { position: 'asc' },
  },
} as const

export interface SpeakerFilter {
  q?: string
  kind?: EditorialSpeaker['kind'][]
  slug?: string[]
}

/** By name; `q` finds a part of the name, of an alias or of a handle, however it is spelled. */
export async function listSpeakers(
  db: Db,
  { limit, after, wantsCount }: Window,
  { q, kind, slug }: SpeakerFilter,
): Promise<Rows<EditorialSpeaker>> {
  const where = {
    ...(kind && { kind: { in: kind } }),
    ...(slug && { slug: { in: slug } }),
    ...(q !== undefined && matching(fold(q))),
  }
  const [name = '', id = ''] = after ?? []
  const beyond = { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] }
  const rows = await db.speaker.findMany({
    where: after ? { AND: [where, beyond] } : where,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit + 1,
    include: lists,
  })
  return { rows: rows.map(toSpeaker), count: wantsCount ? await db.speaker.count({ where }) : undefined }
}

/** A folded text has no wildcards; one that is empty is nobody's name. */
const matching = (folded: string) =>
  folded === '' ? { id: { in: [] } } : { keys: { some: { folded: { contains: folded } } } }

export async function getSpeaker(db: Db, id: string): Promise<EditorialSpeaker> {
  const row = await findRow(db, id)
  if (!row) throw notFound('speaker', id)
  return toSpeaker(row)
}

const findRow = (db: Db, id: string) => db.speaker.findUnique({ where: { id }, include: lists })

/** Adds a speaker. Of many that ask for no slug at once each gets its own. */
export async function createSpeaker(act: Act, input: NewSpeaker): Promise<EditorialSpeaker> {
  const { tx, record } = act
  const words = readWords({ ...input, slug: input.slug ?? slugify(input.name, 'speaker') })
  const parentId = await findParentId(tx, words.parentOrganization)
  const { id, slug } = await insertSpeaker(act, words, parentId, input.slug === undefined)
  await writeLists(tx, id, words)
  const changes = changesBetween({}, { ...input, slug })
  record({ type: 'speaker.created', subject: { type: 'speaker', id, slug }, version: 1, changes })
  return getSpeaker(tx, id)
}

async function insertSpeaker(
  { tx, actor }: Act,
  words: SpeakerWords,
  parentOrganizationId: string | null,
  mayNumber: boolean,
) {
  for await (const slug of mayNumber ? freeSlugs(words.slug, takenIn(tx, 'speaker')) : [words.slug]) {
    const data = [{ ...columnsOf(words), slug, parentOrganizationId, updatedBy: actor.label }]
    // A taken slug is skipped, not refused: a refusal would end the transaction.
    const [row] = await tx.speaker.createManyAndReturn({ data, skipDuplicates: true })
    if (row) return row
  }
  throw slugTaken(words.slug)
}

/**
 * Changes a speaker by a merge patch. A name under published words changes for every reader at once, so that
 * needs the right to publish. A patch that changes nothing keeps the version.
 */
export async function updateSpeaker(
  act: Act,
  { id, expected, patch }: { id: string; expected: readonly number[]; patch: Patch },
): Promise<EditorialSpeaker> {
  const { tx, actor, record } = act
  const { speaker, isPublic } = await lockSpeaker(act, id, expected)
  const before = toWords(speaker)
  const after = readWords(mergePatch(before, patch))
  const isMoved = after.parentOrganization !== before.parentOrganization
  const parentId = isMoved
    ? await findParentId(tx, after.parentOrganization, id)
    : (before.parentOrganization ?? null)
  const changes = changesBetween(before, { ...after, parentOrganization: parentId })
  if (Object.keys(changes).length === 0) return speaker

  const version = speaker.version + 1
  const stamp = { version, updatedBy: actor.label, updatedAt: await instant(tx) }
  const data = { ...columnsOf(after), parentOrganizationId: parentId, ...stamp }
  await tx.speaker.update({ where: { id }, data }).catch((error) => {
    throw isTaken(error) ? slugTaken(after.slug, error) : error
  })
  await replaceLists(tx, id, after)
  const aliases = after.slug === before.slug ? [] : [before.slug]
  const subject = { type: 'speaker' as const, id, slug: after.slug, aliases }
  record({ type: 'speaker.changed', subject, version, isPublic, changes })
  return getSpeaker(tx, id)
}

/** A speaker who is quoted stays: deleting them would unattribute words. */
export async function deleteSpeaker(act: Act, id: string, expected: readonly number[]): Promise<void> {
  const { tx, record } = act
  const { speaker } = await lockSpeaker(act, id, expected)
  const quotes = await tx.quote.count({ where: { OR: [{ speakerId: id }, { onBehalfOfId: id }] } })
  if (quotes > 0) throw conflict(`The speaker is named by ${quotes === 1 ? 'a quote' : `${quotes} quotes`}.`)
  const others = await tx.speaker.count({
    where: { OR: [{ parentOrganizationId: id }, { mergedIntoId: id }] },
  })
  if (others > 0) throw conflict('Other speakers belong to this one or were merged into it.')
  await tx.speaker.delete({ where: { id } })
  const changes = changesBetween(toWords(speaker), {})
  record({ type: 'speaker.deleted', subject: { type: 'speaker', id, slug: speaker.slug }, changes })
}

/** The speaker, held until the transaction ends, once it is certain that this caller may change them now. */
async function lockSpeaker({ tx, actor }: Act, id: string, expected: readonly number[]) {
  await tx.$queryRaw`select 1 from speaker where id = ${id}::uuid for update`
  const speaker = await getSpeaker(tx, id)
  const isPublic = await isPublicSpeaker(tx, id)
  if (isPublic) demand(actor, 'content:publish', 'Changing a speaker whom a published article names')
  const changed = { ...speaker, updatedAt: new Date(speaker.updatedAt) }
  await requireCurrent(tx, { type: 'speaker', id }, changed, expected)
  if (speaker.mergedInto) throw conflict(`The speaker was merged into ${speaker.mergedInto}.`)
  return { speaker, isPublic }
}

/**
 * SQL: true when a visible edition names the speaker with this id, as who spoke or whom they spoke for. Each is
 * asked for itself and stops at the first, so that neither a page nor a much quoted speaker costs more.
 */
export const isNamed = (id: string) =>
  `coalesce(${namedBy('speaker_id', id)}, ${namedBy('on_behalf_of_id', id)})`

const namedBy = (column: string, id: string) => `(
  select true from edition_quote q join visible_edition e on e.id = q.edition_id where q.${column} = ${id} limit 1)`

/** Whether the public can read of the speaker now. */
export async function isPublicSpeaker(tx: Transaction, id: string): Promise<boolean> {
  const sql = `select ${isNamed('$1::uuid')} as named`
  const [row] = await tx.$queryRawUnsafe<{ named: true | null }[]>(sql, id)
  return row?.named ?? false
}

/** The organization that a speaker belongs to, or the one that it turned out to be. */
async function findParentId(
  tx: Transaction,
  key: string | undefined,
  child?: string,
): Promise<string | null> {
  if (key === undefined) return null
  const found = await tx.speaker.findUnique({ where: isUuid(key) ? { id: key } : { slug: key } })
  if (!found) throw unknownReference('/parentOrganization', 'speaker', key)
  const parent = found.mergedIntoId ?? found.id
  if (parent !== child) return parent
  throw new ApiError('unprocessable', 'A speaker does not belong to themselves.', {
    errors: [{ pointer: '/parentOrganization', code: 'itself', detail: 'names the speaker itself' }],
  })
}

const columnsOf = ({ name, kind, slug, sortName, description }: SpeakerWords) => ({
  name,
  kind,
  slug,
  sortName: sortName ?? null,
  description: description ?? null,
})

/** Writes the lists of a speaker anew, and with them everything under which the speaker is found. */
export async function replaceLists(tx: Transaction, speakerId: string, words: SpeakerWords): Promise<void> {
  const where = { speakerId }
  await tx.speakerAlias.deleteMany({ where })
  await tx.speakerIdentifier.deleteMany({ where })
  await tx.speakerRole.deleteMany({ where })
  await writeLists(tx, speakerId, words)
}

async function writeLists(tx: Transaction, speakerId: string, words: SpeakerWords): Promise<void> {
  const { aliases = [], identifiers = [], roles = [] } = words
  await tx.speakerAlias.createMany({
    data: aliases.map((alias, position) => ({ speakerId, position, ...alias, folded: fold(alias.name) })),
  })
  await tx.speakerRole.createMany({ data: roles.map((role, position) => ({ speakerId, position, ...role })) })
  const { count } = await tx.speakerIdentifier.createMany({
    data: identifiers.map((identifier) => ({ speakerId, ...identifier })),
    skipDuplicates: true,
  })
  if (count < identifiers.length) throw await identifierTaken(tx, speakerId, identifiers)
  await writeKeys(tx, speakerId, words)
}

async function identifierTaken(
  tx: Transaction,
  speakerId: string,
  identifiers: readonly Identifier[],
): Promise<ApiError> {
  const taken = await tx.speakerIdentifier.findFirst({
    where: { speakerId: { not: speakerId }, OR: [...identifiers] },
    include: { speaker: { select: { slug: true } } },
  })
  const whose = taken
    ? `${taken.scheme} ${taken.value} identifies ${taken.speaker.slug}`
    : 'An identifier is taken'
  return conflict(`${whose} already.`)
}

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>

function toSpeaker(row: Row): EditorialSpeaker {
  const {
    identifiers,
    parentOrganizationId,
    mergedIntoId,
    createdAt,
    updatedAt,
    foldVersion: _rule,
    ...words
  } = row
  return {
    ...words,
    identifiers: sortIdentifiers(identifiers),
    parentOrganization: parentOrganizationId,
    mergedInto: mergedIntoId,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
