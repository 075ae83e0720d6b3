import type { Term } from '../lib/search-terms.ts'
import type { Values } from './delivery-sql.ts'
import type { Reads } from './statement.ts'

/** SQL that looks for words, over the functions that write the vectors: both sides see words the same way. */

/** The tables that have vectors. */
type Searched = 'edition' | 'edition_quote'

/**
 * The configurations of text search in which anything is stored: one step of an index for each, however many rows
 * there are. Every row is looked for in its own.
 */
export async function listConfigurations(reads: Reads, table: Searched): Promise<string[]> {
  const next = (than: string) =>
    `(select search_configuration from ${table} ${than} order by search_configuration limit 1)`
  const rows = await reads.query<{ name: string }>({
    name: `configurations-of-${table}`,
    text: `with recursive used(name) as (
      select ${next('')}
      union all
      select ${next('where search_configuration > used.name')} from used where used.name is not null
    ) select name from used where name is not null`,
    values: [],
  })
  return rows.map(({ name }) => name)
}

/** What a search is made of, with the places of its values in the statement. */
export interface Search {
  /** True for a row of `alias` that has the words. */
  matches: (alias: string) => string
  /** The tsquery for a row of `alias`, in its configuration. */
  query: (alias: string) => string
}

/** The search for `terms`, in each configuration that is in use. Its values are added to the statement. */
export function searchFor(terms: readonly Term[], configurations: readonly string[], values: Values): Search {
  // A statement takes no value that it does not use.
  const placed =
    configurations.length === 0
      ? []
      : terms.map((term) => ({ ...term, place: `${values.add(term.text)}::text` }))
  const queries = configurations.map((name) => {
    const configuration = `${values.add(name)}::text`
    const wanted = placed
      .filter(({ isExcluded }) => !isExcluded)
      .map(({ kind, place }) => termSql(kind, place, configuration))
    const unwanted = placed
      .filter(({ isExcluded }) => isExcluded)
      .map(({ kind, place }) => termSql(kind, place, configuration))
    const all = `(${wanted.join(' && ')})`
    return { configuration, all, query: [all, ...unwanted.map((each) => `!!${each}`)].join(' && ') }
  })
  return {
    // Of only words that a language does not index there is nothing to find; what is to be left out finds nothing.
    matches: (alias) =>
      anyOf(
        queries.map(
          ({ configuration, all, query }) =>
            `${alias}.search_configuration = ${configuration} and numnode(${all}) > 0 and ${alias}.search @@ (${query})`,
        ),
      ),
    query: (alias) =>
      `case ${alias}.search_configuration ${queries
        .map(({ configuration, all }) => `when ${configuration} then ${all}`)
        .join(' ')} end`,
  }
}

/** The tsquery of one term, whose text stands at a place of the statement. */
export const termSql = (kind: Term['kind'], place: string, configuration: string) =>
  kind === 'prefix'
    ? `coalesce(search_prefix(${place}), ''::tsquery)`
    : `search_phrase(${configuration}, ${place})`

const anyOf = (conditions: readonly string[]) =>
  conditions.length === 0 ? 'false' : `(${conditions.map((each) => `(${each})`).join(' or ')})`

/**
 * A statement that looks for words has no name: prepared, it would be planned once for all words, the rare ones and
 * those in every second article, and be very slow for either.
 */
export const PLANNED_ANEW = ''
