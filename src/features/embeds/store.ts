import { instantJson } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { ImageRow } from '../media/rules.ts'
import { mediaJson } from '../media/store.ts'
import { QUOTE_JSON, FROM as QUOTES, type QuoteJson } from '../published-quotes/store.ts'

interface ArticleJson {
  id: string
  slug: string
  title: string
  language: string
  section: string | null
  publishedAt: string
}

interface CardJson {
  quote: QuoteJson
  article: ArticleJson
  /** The newest thing that was said of the article is that it was retracted. */
  isRetracted: boolean
}

const ARTICLE_JSON = `json_build_object('id', e.article_id, 'slug', e.slug, 'title', e.title, 'language', e.language,
  'section', (select slug from section where id = e.section_id), 'publishedAt', ${instantJson('e.published_at')})`

const IS_RETRACTED = `coalesce((select c.kind = 'retraction' from correction c
  where c.article_id = e.article_id and c.created_at <= now() order by c.created_at desc, c.id desc limit 1), false)`

/** A public quote with its article; undefined when no visible edition has it. */
export async function findCard(reads: Reads, id: string) {
  const [row] = await reads.query<{ card: CardJson | null; ttl: number | null }>({
    name: 'quote-card',
    text: `select ${TTL}, (
      select json_build_object('quote', ${QUOTE_JSON}, 'article', ${ARTICLE_JSON}, 'isRetracted', ${IS_RETRACTED})
      ${QUOTES} where q.quote_id = $1 limit 1) as card`,
    values: [id],
  })
  return row?.card ? { card: row.card, ttl: row.ttl } : undefined
}

interface LinkJson extends ArticleJson {
  authors: { id: string; name: string }[]
  image: ImageRow | null
}

/** A visible article by its id or by any slug that it had; undefined when there is none. */
export async function findLink(reads: Reads, by: { id: string | null; slug: string | null }) {
  const [row] = await reads.query<{ link: LinkJson | null; ttl: number | null }>({
    name: 'article-link',
    text: `select ${TTL}, (
      select (${ARTICLE_JSON})::jsonb || jsonb_build_object(
        'authors', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by j.position), '[]')
                    from edition_contributor j join author a on a.id = j.author_id where j.edition_id = e.id),
        'image', (select ${mediaJson('m')} from media m where m.id = e.image_id))
      from visible_edition e where e.article_id = coalesce($1::uuid,
        (select article_id from edition where slug = $2 and valid_from <= now() limit 1))) as link`,
    values: [by.id, by.slug],
  })
  return row?.link ? { link: row.link, ttl: row.ttl } : undefined
}
