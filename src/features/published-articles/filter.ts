import { idsOf, speakerIdsOf, type Values } from '../../db/delivery-sql.ts'
import { canonicalLanguage } from '../../lib/language.ts'

/** Which articles are wanted, and from which end. */
export interface ArticleFilter {
  section?: readonly string[] | undefined
  tag?: readonly string[] | undefined
  author?: readonly string[] | undefined
  speaker?: readonly string[] | undefined
  language?: readonly string[] | undefined
  kind?: readonly string[] | undefined
  publishedFrom?: Date | undefined
  publishedBefore?: Date | undefined
  ascending: boolean
}

/** SQL: what the visible edition `e` has to be. `publishedAt` is where an index has the time of its publication. */
export function conditions(filter: ArticleFilter, values: Values, publishedAt = 'e.published_at'): string {
  const { section, tag, author, speaker, language, kind, publishedFrom, publishedBefore } = filter
  const parts = ['true']
  const joined = (table: string, column: string, ids: string) =>
    `exists (select from ${table} j where j.edition_id = e.id and j.${column} = any(${ids}))`
  if (section) parts.push(`e.section_id = any(${idsOf('section', values.add(section))})`)
  if (tag) parts.push(joined('edition_tag', 'tag_id', idsOf('tag', values.add(tag))))
  if (author) parts.push(joined('edition_contributor', 'author_id', idsOf('author', values.add(author))))
  if (speaker) parts.push(joined('edition_quote', 'speaker_id', speakerIdsOf(values.add(speaker))))
  if (language) parts.push(`e.language = any(${values.add(language.map(canonicalLanguage))}::text[])`)
  if (kind) parts.push(`e.kind = any(${values.add(kind)}::article_kind[])`)
  if (publishedFrom) parts.push(`${publishedAt} >= ${values.add(publishedFrom)}::timestamptz`)
  if (publishedBefore) parts.push(`${publishedAt} < ${values.add(publishedBefore)}::timestamptz`)
  return parts.join(' and ')
}
