import { instantJson } from '../../db/delivery-sql.ts'
import { CORRECTION_JSON } from '../corrections/store.ts'
import { mediaJson } from '../media/store.ts'
import { QUOTE_JSON } from '../published-quotes/store.ts'
import type { BodyFormat } from './schema.ts'

export interface Included {
  quotes: boolean
  speakers: boolean
  corrections: boolean
  /** All that belongs to it, instead of the first of many; and its urgency. */
  isWhole?: boolean
}

/** One more than are embedded, so that it is known whether there are more. */
const EMBEDDED_MAX = 21
/** More than any article has. */
const WHOLE_MAX = 1000

const COLUMNS: Record<BodyFormat, string> = { html: 'e.html', text: 'e.text', markdown: 'e.markdown' }

const quotesJson = (max: number) => `(select coalesce(json_agg(x.quote), '[]') from (
  select ${QUOTE_JSON} as quote from edition_quote q join quote w on w.id = q.quote_id
  where q.edition_id = e.id order by q.position limit ${max}) x)`

const SPEAKERS = `(select coalesce(json_agg(x.speaker), '[]') from (
  select json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'kind', s.kind,
                           'sortName', s.sort_name, 'description', s.description) as speaker
  from speaker s join (
    select speaker_id, min(position) as first from edition_quote where edition_id = e.id group by speaker_id
  ) said on said.speaker_id = s.id order by said.first limit 100) x)`

/** Newest first. */
const correctionsJson = (max: number) => `(select coalesce(json_agg(x.correction), '[]') from (
  select ${CORRECTION_JSON} as correction from correction c where c.article_id = e.article_id
  order by c.created_at desc, c.id desc limit ${max}) x)`

/** The other language editions that the public can read. */
export const TRANSLATIONS = `(select coalesce(json_agg(json_build_object(
    'id', o.article_id, 'slug', o.slug, 'language', o.language, 'title', o.title,
    'section', (select slug from section where id = o.section_id), 'sectionId', o.section_id) order by o.language, o.article_id), '[]')
  from visible_edition o where o.translation_group_id = e.translation_group_id and o.article_id <> e.article_id)`

/** Whether it takes comments now. */
export const IS_OPEN = `(e.comment_mode <> 'closed' and (e.comments_close_at is null or e.comments_close_at > now()))`
export const COMMENT_COUNT = `coalesce((select d.comment_count from discussion d where d.article_id = e.article_id), 0)`

/** The JSON of the visible edition `e`, with names and counts as they are now. */
export function articleJson(body: BodyFormat | undefined, included: Included): string {
  const { quotes, speakers, corrections, isWhole = false } = included
  const max = isWhole ? WHOLE_MAX : EMBEDDED_MAX
  return `json_build_object(
    'id', e.article_id, 'slug', e.slug, 'language', e.language, 'kind', e.kind, 'title', e.title,
    'subtitle', e.subtitle, 'slugline', e.slugline, 'summary', e.summary,
    'datelinePlace', e.dateline_place, 'datelineDate', e.dateline_date, 'byline', e.byline,
    'edition', e.number, 'publishedAt', ${instantJson('e.published_at')}, 'updatedAt', ${instantJson('e.valid_from')},
    'wordCount', e.word_count, 'source', e.source, 'rights', e.rights,
    'image', (select ${mediaJson('m')} from media m where m.id = e.image_id),
    'imageAlt', e.image_alt, 'imageCaption', e.image_caption,
    'correctionCount', (select count(*)::int from correction c where c.article_id = e.article_id),
    'open', ${IS_OPEN}, 'count', ${COMMENT_COUNT},
    'section', (select json_build_object('id', id, 'slug', slug, 'name', name) from section where id = e.section_id),
    'tags', (select coalesce(json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name)
                                      order by j.position), '[]')
             from edition_tag j join tag t on t.id = j.tag_id where j.edition_id = e.id),
    'authors', (select coalesce(json_agg(json_build_object('id', a.id, 'slug', a.slug, 'name', a.name, 'role', j.role)
                                         order by j.position), '[]')
                from edition_contributor j join author a on a.id = j.author_id where j.edition_id = e.id)
    ${body ? `, 'body', ${COLUMNS[body]}, 'translations', ${TRANSLATIONS}, 'group', e.translation_group_id` : ''}
    ${isWhole ? `, 'urgency', e.urgency` : ''}
    ${corrections ? `, 'corrections', ${correctionsJson(max)}` : ''}
    ${quotes ? `, 'quotes', ${quotesJson(max)}` : ''}
    ${speakers ? `, 'speakers', ${SPEAKERS}` : ''})`
}
