import { idsOf, uuidsIn, type Values } from '../../db/delivery-sql.ts'
import { listConfigurations, searchFor } from '../../db/search-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import type { Term } from '../../lib/search-terms.ts'

/** Which quotes are wanted. */
export interface QuoteFilter {
  speaker?: readonly string[] | undefined
  article?: readonly string[] | undefined
  tag?: readonly string[] | undefined
  /** Words of the quote itself. */
  q?: readonly Term[] | undefined
  /** Words of the quote or of its article, or a tag of it. */
  about?: readonly Term[] | undefined
  channel?: readonly string[] | undefined
  kind?: readonly string[] | undefined
  language?: readonly string[] | undefined
  saidFrom?: Date | undefined
  saidBefore?: Date | undefined
}

/** The configurations that the words of a filter are looked for in; none where it has no words. */
export interface Configurations {
  quotes: string[]
  editions: string[]
}

export async function configurationsFor(reads: Reads, { q, about }: QuoteFilter): Promise<Configurations> {
  return {
    quotes: q ? await listConfigurations(reads, 'edition_quote') : [],
    editions: about ? await listConfigurations(reads, 'edition') : [],
  }
}

/**
 * SQL for the speakers whom the keys mean, each with those who were merged into them or whom they were merged
 * into: a list of ids.
 */
export const speakerIds = (place: string) => `select distinct s.id
  from speaker asked
  cross join lateral (
    select coalesce(asked.merged_into_id, asked.id) as id
    union select m.id from speaker m where m.merged_into_id = coalesce(asked.merged_into_id, asked.id)) s
  where asked.slug = any(${place}::text[]) or asked.id = any(${uuidsIn(place)})`

/** SQL: what a frozen quote `q` of the visible edition `e` has to be, apart from who said it and when. */
export function conditions(filter: QuoteFilter, configurations: Configurations, values: Values): string {
  return [...named(filter, values), ...worded(filter, configurations, values), 'true'].join(' and ')
}

function named({ article, tag, channel, kind, language }: QuoteFilter, values: Values): string[] {
  const parts: string[] = []
  if (article) {
    const place = values.add(article)
    parts.push(`(e.slug = any(${place}::text[]) or e.article_id = any(${uuidsIn(place)}))`)
  }
  if (tag)
    parts.push(
      `exists (select from edition_tag j where j.edition_id = e.id and j.tag_id = any(${idsOf('tag', values.add(tag))}))`,
    )
  if (channel) parts.push(`q.channel = any(${values.add(channel)}::quote_channel[])`)
  if (kind) parts.push(`q.kind = any(${values.add(kind)}::quote_kind[])`)
  if (language) parts.push(`q.language = any(${values.add(language.map(canonicalLanguage))}::text[])`)
  return parts
}

/** The article has the words of its quotes, so that to look in it is to look in both; tags are among its words. */
function worded({ q, about }: QuoteFilter, { quotes, editions }: Configurations, values: Values): string[] {
  return [
    ...(q ? [searchFor(q, quotes, values).matches('q')] : []),
    ...(about ? [searchFor(about, editions, values).matches('e')] : []),
  ]
}

/**
 * Whether the database has to see the values to plan well: those of tags and languages do not matter, nor those of dates
 * where a speaker is walked along.
 */
export const dependsOnValues = ({ q, about, saidFrom, saidBefore, speaker }: QuoteFilter) =>
  Boolean(q ?? about ?? (speaker ? undefined : (saidFrom ?? saidBefore)))
