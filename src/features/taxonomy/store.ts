import { type Act, instant } from '../../db/act.ts'
import type { Db, Transaction } from '../../db/client.ts'
import { isTaken } from '../../db/errors.ts'
import { takenIn } from '../../db/slugs.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import { requireCurrent } from '../../db/versions.ts'
import { demand } from '../../http/access.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { Patch } from '../../http/patch.ts'
import { conflict, notFound } from '../../lib/errors.ts'
import { changesBetween, mergePatch } from '../../lib/merge-patch.ts'
import { freeSlugs, slugify, slugTaken } from '../../lib/slug.ts'
import { isUuid } from '../../lib/uuid.ts'
import { readWords, toWords } from './rules.ts'
import type { EditorialTerm, NewTerm, Term, TermNoun } from './schema.ts'

/**
 * SQL: true when the public may know the term `t`; sections are the site's own structure and always public.
 * With its limit it is asked row by row, so that a page costs a page and not all terms.
 */
const IS_PUBLIC: Record<TermNoun, string> = {
  section: 'true',
  tag: `(select true from edition_tag named
    join visible_edition e on e.id = named.edition_id where named.tag_id = t.id limit 1)`,
  author: `(select true from edition_contributor named
    join visible_edition e on e.id = named.edition_id where named.author_id = t.id limit 1)`,
}

/** SQL: every save that names the term with the id `$1`; what was published is among them. */
const SAVES: Record<TermNoun, string> = {
  section: 'article_revision where section_id = $1::uuid',
  tag: 'revision_tag where tag_id = $1::uuid',
  author: 'revision_contributor where author_id = $1::uuid',
}

export async function listTerms(
  db: Db,
  noun: TermNoun,
  { limit, after, wantsCount }: Window,
): Promise<Rows<EditorialTerm>> {
  const [name = '', id = ''] = after ?? []
  const rows = await tableOf(db, noun).findMany({
    ...(after && { where: { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] } }),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  })
  return { rows: rows.map(toTerm), count: wantsCount ? await tableOf(db, noun).count() : undefined }
}

export async function getTerm(db: Db, noun: TermNoun, key: string): Promise<EditorialTerm> {
  const row = await tableOf(db, noun).findUnique({ where: isUuid(key) ? { id: key } : { slug: key } })
  if (!row) throw notFound(noun, key)
  return toTerm(row)
}

/** Adds a term. Of many that ask for no slug at once each gets its own. */
export async function createTerm(act: Act, noun: TermNoun, input: NewTerm): Promise<EditorialTerm> {
  const { name, description = null } = input
  const row = await insertTerm(act, noun, { name, description, updatedBy: act.actor.label }, input.slug)
  const { id, slug, version } = row
  const changes = changesBetween({}, { ...input, slug })
  act.record({ type: `${noun}.created`, subject: { type: noun, id, slug }, version, changes })
  return toTerm(row)
}

async function insertTerm({ tx }: Act, noun: TermNoun, columns: Omit<Columns, 'slug'>, wanted?: string) {
  const base = slugify(columns.name, noun)
  const candidates = wanted === undefined ? freeSlugs(base, takenIn(tx, noun)) : [wanted]
  for await (const slug of candidates) {
    // A taken slug is skipped, not refused: a refusal would end the transaction.
    const data = [{ ...columns, slug }]
    const [row] = await tableOf(tx, noun).createManyAndReturn({ data, skipDuplicates: true })
    if (row) return row
  }
  throw slugTaken(String(wanted))
}

interface Change {
  key: string
  expected: readonly number[]
}

/** Changes a term by a merge patch. A patch that changes nothing keeps the version. */
export async function updateTerm(
  act: Act,
  noun: TermNoun,
  { key, expected, patch }: Change & { patch: Patch },
): Promise<EditorialTerm> {
  const { tx, actor, record } = act
  const term = await lockTerm(act, noun, { key, expected })
  const before = toWords(term)
  const { name, slug, description = null } = readWords(mergePatch(before, patch))
  const changes = changesBetween(before, { name, slug, description })
  if (Object.keys(changes).length === 0) return term

  const { id } = term
  const version = term.version + 1
  const stamp = { version, updatedBy: actor.label, updatedAt: await instant(tx) }
  const row = await changeRow(tx, noun, id, { name, slug, description, ...stamp })
  const aliases = slug === term.slug ? [] : [term.slug]
  record({ type: `${noun}.changed`, subject: { type: noun, id, slug, aliases }, version, changes })
  return toTerm(row)
}

async function changeRow(tx: Transaction, noun: TermNoun, id: string, data: Columns & Partial<Row>) {
  try {
    return await tableOf(tx, noun).update({ where: { id }, data })
  } catch (error) {
    throw isTaken(error) ? slugTaken(data.slug, error) : error
  }
}

/** A term under which anything was ever saved stays: old revisions would lose where they belonged. */
export async function deleteTerm(act: Act, noun: TermNoun, change: Change): Promise<void> {
  const { tx, record } = act
  const term = await lockTerm(act, noun, change)
  const { id, slug } = term
  const sql = `select count(distinct article_id)::int as articles from ${SAVES[noun]}`
  const [use] = await tx.$queryRawUnsafe<{ articles: number }[]>(sql, id)
  if (use && use.articles > 0) {
    throw conflict(
      `The ${noun} ${slug} is in use by ${use.articles} ${use.articles === 1 ? 'article' : 'articles'}.`,
    )
  }
  await tableOf(tx, noun).delete({ where: { id } })
  const changes = changesBetween(toWords(term), {})
  record({ type: `${noun}.deleted`, subject: { type: noun, id, slug }, changes })
}

/** The term, held until the transaction ends, once it is certain that this caller may change it now. */
async function lockTerm(
  { tx, actor }: Act,
  noun: TermNoun,
  { key, expected }: Change,
): Promise<EditorialTerm> {
  const column = isUuid(key) ? 'id = $1::uuid' : 'slug = $1'
  const sql = `select id, ${IS_PUBLIC[noun]} as public from ${noun} t where ${column} for update`
  const [held] = await tx.$queryRawUnsafe<{ id: string; public: true | null }[]>(sql, key)
  if (!held) throw notFound(noun, key)
  if (held.public) demand(actor, 'content:publish', `Changing this ${noun}, which readers see,`)
  const term = await getTerm(tx, noun, held.id)
  const versioned = { ...term, updatedAt: new Date(term.updatedAt) }
  await requireCurrent(tx, { type: noun, id: held.id }, versioned, expected)
  return term
}

interface Fresh {
  /** Seconds for which it stays true by itself. */
  ttl: number | null
}

const NIL = '00000000-0000-0000-0000-000000000000'

/** The terms that the public may know, by name. */
export async function listPublicTerms(
  reads: Reads,
  noun: TermNoun,
  { limit, after, wantsCount }: Window,
): Promise<Rows<Term> & Fresh> {
  const text = `select ${TTL}, coalesce((select json_agg(page) from (
    select t.id, t.slug, t.name, t.description from (
      select * from ${noun} where (name, id) > ($1, $2::uuid) order by name, id offset 0) t
    where ${IS_PUBLIC[noun]} order by t.name, t.id limit $3) page), '[]') as terms`
  const [name = '', id = NIL] = after ?? []
  const [page] = await reads.query<{ terms: Term[] } & Fresh>({
    name: `public-${noun}s`,
    text,
    values: [name, id, limit + 1],
  })
  const count = wantsCount ? await countPublicTerms(reads, noun) : undefined
  return { rows: page?.terms ?? [], ttl: page?.ttl ?? null, count }
}

async function countPublicTerms(reads: Reads, noun: TermNoun): Promise<number> {
  const text = `select count(*)::int as count from ${noun} t where ${IS_PUBLIC[noun]}`
  const [row] = await reads.query<{ count: number }>({ name: `public-${noun}s-count`, text, values: [] })
  return row?.count ?? 0
}

/** The term, when the public may know it; otherwise the answer for one that does not exist. */
export async function getPublicTerm(reads: Reads, noun: TermNoun, key: string): Promise<Term & Fresh> {
  const column = isUuid(key) ? 'id' : 'slug'
  const text = `select t.id, t.slug, t.name, t.description, ${TTL}
    from ${noun} t where t.${column} = $1 and ${IS_PUBLIC[noun]}`
  const [row] = await reads.query<Term & Fresh>({ name: `public-${noun}-by-${column}`, text, values: [key] })
  if (!row) throw notFound(noun, key)
  return row
}

/** What Prisma's ways to the three tables, whose columns are the same, have in common. */
interface TermTable {
  findMany(args: object): PromiseLike<Row[]>
  findUnique(args: { where: Key }): PromiseLike<Row | null>
  count(): PromiseLike<number>
  createManyAndReturn(args: { data: Columns[]; skipDuplicates: true }): PromiseLike<Row[]>
  update(args: { where: Key; data: Partial<Row> }): PromiseLike<Row>
  delete(args: { where: Key }): PromiseLike<Row>
}
type Key = { id: string } | { slug: string }
interface Columns {
  name: string
  slug: string
  description: string | null
  updatedBy: string
}
interface Row extends Columns {
  id: string
  version: number
  createdAt: Date
  updatedAt: Date
}

const tableOf = (db: Db, noun: TermNoun): TermTable => db[noun]

const toTerm = ({ createdAt, updatedAt, ...row }: Row): EditorialTerm => ({
  ...row,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
