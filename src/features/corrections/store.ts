import { instantJson } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Window } from '../../http/paging.ts'
import { articleUrl } from '../revisions/rules.ts'
import type { Correction } from './schema.ts'

/** A correction as SQL builds it from `c` and the visible edition `e` of its article. */
export type CorrectionJson = Omit<Correction, 'article'> & {
  article: { id: string; slug: string; title: string; language: string; section: string | null }
}

/** Needs a correction `c` and the visible edition `e` of its article. */
export const CORRECTION_JSON = `json_build_object(
  'id', c.id, 'articleId', c.article_id, 'kind', c.kind, 'publicText', c.public_text, 'at', ${instantJson('c.created_at')},
  'fromEdition', c.from_edition, 'toEdition', c.to_edition,
  'article', json_build_object('id', e.article_id, 'slug', e.slug, 'title', e.title, 'language', e.language,
    'section', (select slug from section where id = e.section_id)))`

export function toCorrection(
  { article, ...correction }: CorrectionJson,
  urls: { siteUrl: string; articleUrl: string },
): Correction {
  const { id, slug, title } = article
  return { ...correction, article: { id, slug, title, url: articleUrl(urls, article) } }
}

interface Found {
  /** Whether the public can read the article that was asked for; true when none was. */
  isVisible: boolean
  rows: CorrectionJson[]
  ttl: number | null
  count?: number
}

const NIL = '00000000-0000-0000-0000-000000000000'

/** Newest first: of one article, or across the site; only of what the public can read now. */
export async function listCorrections(
  reads: Reads,
  articleId: string | undefined,
  { limit, after, wantsCount }: Window,
): Promise<Found> {
  const ofArticle = articleId === undefined ? '' : 'and c.article_id = $4::uuid'
  const from = `from correction c join visible_edition e on e.article_id = c.article_id where true ${ofArticle}`
  const text = `select ${TTL},
    ${articleId === undefined ? 'true' : 'exists (select from visible_edition where article_id = $4::uuid)'} as "isVisible",
    ${wantsCount ? `(select count(*)::int ${from})` : 'null::int'} as count,
    (select coalesce(json_agg(x.correction), '[]') from (
      select ${CORRECTION_JSON} as correction ${from} and (c.created_at, c.id) < ($1::timestamptz, $2::uuid)
      order by c.created_at desc, c.id desc limit $3
    ) x) as rows`
  const [at = 'infinity', id = NIL] = after ?? []
  const [row] = await reads.query<Omit<Found, 'count'> & { count: number | null }>({
    name: `corrections${articleId === undefined ? '' : '-of-article'}${wantsCount ? '-counted' : ''}`,
    text,
    values: [at, id, limit + 1, ...(articleId === undefined ? [] : [articleId])],
  })
  if (!row) throw new Error('A select without a table gives one row.')
  const { count, ...found } = row
  return { ...found, ...(count !== null && { count }) }
}
