import type { Client } from 'pg'

/** What is filled by the million; where nothing lies in the way of it meanwhile. */
const FILLED = [
  ...['article', 'article_slug', 'article_revision', 'revision_tag', 'revision_contributor'],
  ...[
    'edition',
    'edition_tag',
    'edition_contributor',
    'edition_quote',
    'quote',
    'quote_segment',
    'correction',
    'withdrawal',
  ],
  ...['comment', 'comment_revision', 'moderation_event', 'discussion', 'event'],
]

/** Triggers whose work the generator does for all rows at once: counts, and merges of which it makes none. */
const DONE_AT_ONCE: Record<string, readonly string[]> = {
  comment: ['comment_counts_new', 'comment_counts_changed'],
  quote: ['quote_names_survivors'],
  edition_quote: ['edition_quote_names_survivors', 'edition_quote_tallies_new'],
}

/** What makes the database again what it was. */
export interface TakenDown {
  /** One after the other, or several at once. */
  indexes: string[]
  /** One after the other, behind the indexes that they need. */
  constraints: string[]
}

/** Takes down whatever would be asked for every row: primary keys stay, and the triggers that write what is searched. */
export async function takeDown(client: Client): Promise<TakenDown> {
  const constraints = await definitions(client, CONSTRAINTS)
  for (const { table, name } of constraints)
    await client.query(`alter table ${table} drop constraint ${name}`)
  const indexes = await definitions(client, INDEXES)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  for (const [table, triggers] of Object.entries(DONE_AT_ONCE)) {
    for (const trigger of triggers) await client.query(`alter table ${table} disable trigger ${trigger}`)
  }
  return {
    indexes: indexes.map(({ definition }) => definition),
    constraints: constraints.map(
      ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
    ),
  }
}

export async function enableTriggers(client: Client): Promise<void> {
  for (const [table, triggers] of Object.entries(DONE_AT_ONCE)) {
    for (const trigger of triggers) await client.query(`alter table ${table} enable trigger ${trigger}`)
  }
}

interface Definition {
  table: string
  name: string
  definition: string
}

/** Foreign keys first: others rest on the indexes that follow. */
const CONSTRAINTS = `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where conrelid = any($1::regclass[]) and contype in ('f', 'x') order by contype, conname`
const INDEXES = `select indrelid::regclass::text as table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
  from pg_index where indrelid = any($1::regclass[]) and not indisprimary order by indexrelid`

async function definitions(client: Client, text: string): Promise<Definition[]> {
  return (await client.query<Definition>(text, [FILLED])).rows
}

/** Whether anything was written that is filled here: it is not mixed with what is real. */
export async function isEmpty(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ full: boolean }>(
    `select (${['section', 'tag', 'author', 'speaker', ...FILLED].map((table) => `exists (select from ${table})`).join(' or ')}) as full`,
  )
  return rows[0]?.full === false
}

/** Statistics, and what says of whole pages that everybody sees them. */
export async function vacuum(client: Client): Promise<void> {
  await client.query('vacuum (analyze)')
}
