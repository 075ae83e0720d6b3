import { IS_FIRST_OF_SPEAKER, idsOf, type Values } from '../../db/delivery-sql.ts'
import { speakerIds } from '../published-quotes/filter.ts'
import type { SearchFilter, Sought } from './store.ts'

type Type = Sought['type']

/** SQL: what is searched, as the visible edition `e` and, of quotes, the quote `q`. */
export const TABLES: Record<Type, string> = {
  articles: 'visible_edition e',
  quotes: 'edition_quote q join visible_edition e on e.id = q.edition_id',
}

/** An index that has what belongs to one value in the order of its publication. */
interface Walk {
  by: 'speaker' | 'tag'
  /** SQL: the array of the values that are asked for. */
  wanted: (filter: SearchFilter, values: Values) => string
  tables: string
  /** SQL: what belongs to one `wanted.value`. */
  ofValue: string
  publishedAt: string
}

const SPEAKER = {
  by: 'speaker' as const,
  wanted: ({ speaker = [] }: SearchFilter, values: Values) => `array(${speakerIds(values.add(speaker))})`,
}
const TAG = {
  by: 'tag' as const,
  wanted: ({ tag = [] }: SearchFilter, values: Values) => idsOf('tag', values.add(tag)),
  ofValue: 'j.tag_id = wanted.value',
  publishedAt: 'j.published_at',
}

/** In the order of how few a value mostly leaves. Of several quotes that an article has of a speaker the first counts. */
const WALKS: Record<Type, readonly Walk[]> = {
  articles: [
    {
      ...SPEAKER,
      tables: `edition_quote j join ${TABLES.articles} on e.id = j.edition_id`,
      ofValue: `j.speaker_id = wanted.value and ${IS_FIRST_OF_SPEAKER}`,
      publishedAt: 'j.published_at',
    },
    { ...TAG, tables: `edition_tag j join ${TABLES.articles} on e.id = j.edition_id` },
  ],
  quotes: [
    {
      ...SPEAKER,
      tables: TABLES.quotes,
      ofValue: 'q.speaker_id = wanted.value',
      publishedAt: 'q.published_at',
    },
    {
      ...TAG,
      tables: `edition_tag j join edition_quote q on q.edition_id = j.edition_id
        join visible_edition e on e.id = q.edition_id`,
    },
  ],
}

/**
 * The index that what has the words is looked for along, where somebody asks for one who spoke or for a tag: words that
 * are everywhere do not lead there, and along all there is they would be looked for in texts that are not asked for.
 */
export const walkFor = (type: Type, filter: SearchFilter): Walk | undefined =>
  WALKS[type].find(({ by }) => filter[by])
