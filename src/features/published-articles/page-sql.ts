import { firstOf, IS_FIRST_OF_SPEAKER, idsOf, speakerIdsOf, type Values } from '../../db/delivery-sql.ts'
import type { Window } from '../../http/paging.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import { type ArticleFilter, conditions } from './filter.ts'

type Walked = 'speaker' | 'tag' | 'author' | 'section' | 'kind' | 'language'

/** Where an index has the editions of one value in the order of their publication. */
interface Walk {
  by: Walked
  /** SQL: the array of values that a list of them means. */
  wanted: (list: readonly string[], values: Values) => string
  /** SQL: the visible editions `e` of one `wanted.value`. */
  from: string
  /** SQL: by what they are in order. */
  place: Place
}

type Place = readonly [publishedAt: string, articleId: string]

const OWN: Place = ['e.published_at', 'e.article_id']
const JOINED: Place = ['j.published_at', 'j.article_id']

const own = (column: string) => `visible_edition e where e.${column} = wanted.value`
const joined = (table: string, column: string) =>
  `${table} j join visible_edition e on e.id = j.edition_id where j.${column} = wanted.value`

/** In the order of how few a value mostly leaves. Of several quotes that an article has of a speaker the first counts. */
const WALKS: readonly Walk[] = [
  {
    by: 'speaker',
    wanted: (list, values) => speakerIdsOf(values.add(list)),
    from: `${joined('edition_quote', 'speaker_id')} and ${IS_FIRST_OF_SPEAKER}`,
    place: ['j.published_at', 'e.article_id'],
  },
  {
    by: 'tag',
    wanted: (list, values) => idsOf('tag', values.add(list)),
    from: joined('edition_tag', 'tag_id'),
    place: JOINED,
  },
  {
    by: 'author',
    wanted: (list, values) => idsOf('author', values.add(list)),
    from: joined('edition_contributor', 'author_id'),
    place: JOINED,
  },
  {
    by: 'section',
    wanted: (list, values) => idsOf('section', values.add(list)),
    from: own('section_id'),
    place: OWN,
  },
  {
    by: 'kind',
    wanted: (list, values) => `${values.add([...new Set(list)])}::article_kind[]`,
    from: own('kind'),
    place: OWN,
  },
  {
    by: 'language',
    wanted: (list, values) => `${values.add([...new Set(list.map(canonicalLanguage))])}::text[]`,
    from: own('language'),
    place: OWN,
  },
]

/**
 * SQL for a page of visible editions `e`: what they have to be, their order, and how many come at most. An index has
 * each value's articles in order, but not those of several, and a plan for any value does not know whether it is a
 * rare one: so each value is walked along for itself, as far as a page goes.
 */
export function pageSql(
  filter: ArticleFilter,
  { limit, after }: Pick<Window, 'limit' | 'after'>,
  values: Values,
) {
  const most = values.add(limit + 1)
  const behind = after && [values.add(after[0]), values.add(after[1])]
  const [comparison, direction] = filter.ascending ? ['>', 'asc'] : ['<', 'desc']
  const beyond = ([publishedAt, id]: Place) =>
    behind ? `and (${publishedAt}, ${id}) ${comparison} (${behind[0]}::timestamptz, ${behind[1]}::uuid)` : ''
  const orderOf = ([publishedAt, id]: Place) => `${publishedAt} ${direction}, ${id} ${direction}`
  const walk = WALKS.find(({ by }) => filter[by])
  const ending = { order: orderOf(OWN), most }
  if (!walk) return { ...ending, where: `${conditions(filter, values)} ${beyond(OWN)}` }
  const { by, from, place } = walk
  const wanted = walk.wanted(filter[by] ?? [], values)
  const rest = conditions({ ...filter, [by]: undefined }, values, place[0])
  const sorted = `select e.id from ${from} and ${rest} ${beyond(place)} order by ${orderOf(place)}`
  const where = `e.id = any(array(
    select each.id from unnest(${wanted}) wanted(value) cross join lateral (${firstOf(sorted, most)}) each))`
  return { ...ending, where }
}
