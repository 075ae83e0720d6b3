import { type Act, instant } from '../../db/act.ts'
import type { Db, Transaction } from '../../db/client.ts'
import { type Media, Prisma } from '../../db/models.ts'
import type { Reads } from '../../db/statement.ts'
import { requireCurrent } from '../../db/versions.ts'
import { demand } from '../../http/access.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { Patch } from '../../http/patch.ts'
import { conflict, notFound } from '../../lib/errors.ts'
import { changesBetween, mergePatch } from '../../lib/merge-patch.ts'
import { likeLiteral } from '../speakers/rules.ts'
import { type ImageRow, readWords, requireExtension, toImage, toWords } from './rules.ts'
import {
  type EditorialImage,
  type EditorialImageSummary,
  type ImageType,
  type ImageWords,
  USES_MAX,
  type UsedBy,
} from './schema.ts'

/** SQL: the image of the row `alias` of the table media as JSON, an `ImageRow`; give it to `toImage`. */
export const mediaJson = (alias: string) => `json_build_object(
  'id', ${alias}.id, 'name', ${alias}.name, 'mediaType', ${alias}.media_type,
  'width', ${alias}.width, 'height', ${alias}.height,
  'alt', ${alias}.alt, 'caption', ${alias}.caption, 'credit', ${alias}.credit,
  'focalX', ${alias}.focal_x, 'focalY', ${alias}.focal_y)`

/** SQL: the saves that use the image `$1`, as their lead image or in their text. */
const SAVES = `(select article_id, number from revision_media where media_id = $1::uuid
  union select article_id, number from article_revision where image_id = $1::uuid)`

interface ImageFilter {
  q?: string
  unused?: boolean
}

/** Newest first. */
export async function listImages(
  db: Db,
  publicUrl: string,
  { q, unused }: ImageFilter,
  { limit, after, wantsCount }: Window,
): Promise<Rows<EditorialImageSummary>> {
  const contains = q !== undefined && { contains: likeLiteral(q), mode: 'insensitive' as const }
  const where: Prisma.MediaWhereInput = {
    ...(contains && { OR: ['name', 'alt', 'caption', 'credit'].map((member) => ({ [member]: contains })) }),
    ...(unused === true && { revisions: { none: {} }, leads: { none: {} } }),
    ...(unused === false && { AND: { OR: [{ revisions: { some: {} } }, { leads: { some: {} } }] } }),
  }
  const rows = await db.media.findMany({
    where: { ...where, ...(after && { id: { lt: after[1] } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const count = wantsCount ? await db.media.count({ where }) : undefined
  return { rows: rows.map((row) => toSummary(publicUrl, row)), count }
}

export async function getImage(db: Db, publicUrl: string, id: string): Promise<EditorialImage> {
  const row = await db.media.findUnique({ where: { id } })
  if (!row) throw notFound('image', id)
  return { ...toSummary(publicUrl, row), usedBy: await usesOf(db, id) }
}

async function usesOf(db: Db, id: string): Promise<UsedBy> {
  const sql = `with used as (
      select article_id, bool_or(exists (select from visible_edition e
        where e.article_id = s.article_id and e.revision = s.number)) as public
      from ${SAVES} s group by article_id)
    select (select count(*)::int from used) as count, coalesce((select json_agg(page) from (
      select article_id as id, newest.title, newest.slug, public as "isPublic" from used
      join lateral (select title, slug from article_revision r
        where r.article_id = used.article_id order by number desc limit 1) newest on true
      order by article_id desc limit ${USES_MAX}) page), '[]') as data`
  const [use] = await db.$queryRawUnsafe<UsedBy[]>(sql, id)
  return use ?? { count: 0, data: [] }
}

/** What is known of an image when it has been uploaded and its file stored. */
export interface NewImage extends Pick<ImageRow, 'id' | 'name' | 'mediaType' | 'width' | 'height'> {
  bytes: number
  sha256: Buffer
  words: Omit<ImageWords, 'name' | 'rights'>
}

export async function createImage(act: Act, publicUrl: string, image: NewImage): Promise<EditorialImage> {
  const { tx, actor, record } = act
  const { words, ...file } = image
  const row = await tx.media.create({
    data: {
      ...file,
      sha256: new Uint8Array(file.sha256),
      ...columnsOf({ ...words, name: file.name }),
      createdBy: actor.label,
      updatedBy: actor.label,
    },
  })
  const subject = { type: 'media', id: row.id } as const
  record({ type: 'media.created', subject, version: 1, changes: changesBetween({}, toWords(told(row))) })
  return { ...toSummary(publicUrl, row), usedBy: { count: 0, data: [] } }
}

interface Change {
  id: string
  expected: readonly number[]
}

/** Changes what is said of an image by a merge patch. A patch that changes nothing keeps the version. */
export async function updateImage(
  act: Act,
  publicUrl: string,
  { id, expected, patch }: Change & { patch: Patch },
): Promise<EditorialImage> {
  const { tx, actor, record } = act
  const image = await lockImage(act, { id, expected })
  const before = toWords(told(image))
  const words = readWords(mergePatch(before, patch))
  const changes = changesBetween(before, words)
  if (Object.keys(changes).length > 0) {
    await refuseChange(tx, image, words)
    const version = image.version + 1
    const stamp = { version, updatedBy: actor.label, updatedAt: await instant(tx) }
    await tx.media.update({ where: { id }, data: { ...columnsOf(words), ...stamp } })
    record({ type: 'media.changed', subject: { type: 'media', id }, version, changes })
  }
  return getImage(tx, publicUrl, id)
}

/** What was saved holds the address, and what was or will be published was promised a text for the blind. */
async function refuseChange(tx: Transaction, { id, name, mediaType, alt }: Media, words: ImageWords) {
  if (words.name !== name) {
    requireExtension(words.name, mediaType as ImageType)
    const { count } = await usesOf(tx, id)
    if (count > 0) throw conflict(`The image ${id} is in use: its address stands in ${articles(count)}.`)
  }
  if (alt !== null && words.alt === undefined && (await isPromised(tx, id))) {
    throw conflict(`The image ${id} is published or about to be: it keeps an alternative text.`)
  }
}

/** An edition that shows it can be read or is scheduled. */
async function isPromised(tx: Transaction, id: string): Promise<boolean> {
  const sql = `select from ${SAVES} s join edition e on e.article_id = s.article_id and e.revision = s.number
    where e.valid_to is null or e.valid_to > now() limit 1`
  return (await tx.$queryRawUnsafe<object[]>(sql, id)).length > 0
}

/** An image that any save uses stays: old revisions would lose it. */
export async function deleteImage(act: Act, change: Change): Promise<void> {
  const { tx, record } = act
  const image = await lockImage(act, change)
  const { id, name } = image
  const { count } = await usesOf(tx, id)
  if (count > 0) throw conflict(`The image ${name} is in use by ${articles(count)}.`)
  await tx.media.delete({ where: { id } })
  const changes = changesBetween(toWords(told(image)), {})
  record({ type: 'media.deleted', subject: { type: 'media', id }, changes })
}

const articles = (count: number) => `${count} ${count === 1 ? 'article' : 'articles'}`

/** The image, held until the transaction ends, once it is certain that this caller may change it now. */
async function lockImage({ tx, actor }: Act, { id, expected }: Change): Promise<Media> {
  const sql = `select exists (select from ${SAVES} s
      join visible_edition e on e.article_id = s.article_id and e.revision = s.number) as public
    from media where id = $1::uuid for update`
  const [held] = await tx.$queryRawUnsafe<{ public: boolean }[]>(sql, id)
  const image = await tx.media.findUnique({ where: { id } })
  if (!held || !image) throw notFound('image', id)
  if (held.public) demand(actor, 'content:publish', 'Changing this image, which readers see,')
  await requireCurrent(tx, { type: 'media', id }, image, expected)
  return image
}

/** What serving a file of an image needs to know. */
export type ServedImage = Pick<
  ImageRow,
  'id' | 'name' | 'mediaType' | 'width' | 'height' | 'focalX' | 'focalY'
> & { print: string }

export async function findServedImage(reads: Reads, id: string): Promise<ServedImage | undefined> {
  const text = `select id, name, media_type as "mediaType", width, height, focal_x as "focalX",
    focal_y as "focalY", encode(substring(sha256 for 12), 'hex') as print from media where id = $1`
  const [image] = await reads.query<ServedImage>({ name: 'served-image', text, values: [id] })
  return image
}

/** The images that were deleted in the last hours: what their files left behind may go, too. */
export async function listDeletedImages(db: Db, hours: number): Promise<string[]> {
  const occurredAt = { gt: new Date(Date.now() - hours * 3_600_000) }
  const events = await db.event.findMany({
    where: { type: 'media.deleted', occurredAt },
    select: { subjectId: true },
  })
  return events.map(({ subjectId }) => subjectId)
}

const columnsOf = ({ name, alt, caption, credit, rights, focalPoint }: ImageWords) => ({
  name,
  alt: alt ?? null,
  caption: caption ?? null,
  credit: credit ?? null,
  rights: rights ?? Prisma.DbNull,
  focalX: focalPoint?.x ?? null,
  focalY: focalPoint?.y ?? null,
})

/** The columns of JSON as what was written there. */
const told = (row: Media) => ({ ...row, rights: row.rights as ImageWords['rights'] | null })

function toSummary(publicUrl: string, row: Media): EditorialImageSummary {
  const { name, bytes, sha256, version, createdAt, createdBy, updatedAt, updatedBy } = row
  return {
    ...toImage(publicUrl, { ...row, mediaType: row.mediaType as ImageType }),
    name,
    bytes,
    sha256: Buffer.from(sha256).toString('hex'),
    rights: told(row).rights ?? null,
    version,
    createdAt: createdAt.toISOString(),
    createdBy,
    updatedAt: updatedAt.toISOString(),
    updatedBy,
  }
}
