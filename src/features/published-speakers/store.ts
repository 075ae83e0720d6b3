import type { Transaction } from '../../db/client.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { fold } from '../speaker-names/rules.ts'
import type { WholeSpeaker } from '../speakers/schema.ts'
import { isNamed, type SpeakerFilter } from '../speakers/store.ts'

const NIL = '00000000-0000-0000-0000-000000000000'

/**
 * SQL: quotes of the speaker `s` in editions of usable articles of which something has come, and is not recorded yet.
 * There are few, so each is asked about: joined, all that a speaker ever said may be looked through for them.
 */
const unrecorded = (what: string) => `(select coalesce(sum((
    select count(*) from edition_quote q where q.edition_id = e.id and q.speaker_id is not distinct from s.id)), 0) from edition e
  where ${what} and (select is_usable(a.pub_status, a.deleted_at) from article a where a.id = e.article_id))`

/** What is kept of how many public quotes the speaker `s` has, and what the clock has changed since. */
const QUOTE_COUNT = `((select coalesce(sum(t.change), 0) from speaker_tally t where t.speaker_id = s.id)
  + ${unrecorded('e.begin_recorded_at is null and e.valid_from <= now() and (e.valid_to is null or now() < e.valid_to)')}
  - ${unrecorded('e.end_recorded_at is null and e.valid_to <= now() and e.begin_recorded_at is not null')})::int`

/** The speaker `s` as the public reads it. An organization that no visible edition names stays unnamed. */
const SPEAKER = `json_build_object(
  'id', s.id, 'slug', s.slug, 'name', s.name, 'sortName', s.sort_name, 'kind', s.kind,
  'description', s.description,
  'aliases', (select coalesce(json_agg(json_build_object('name', a.name, 'type', a.type)
    order by a.position), '[]') from speaker_alias a where a.speaker_id = s.id),
  'identifiers', (select coalesce(json_agg(json_build_object('scheme', i.scheme, 'value', i.value)
    order by i.scheme, i.value), '[]') from speaker_identifier i where i.speaker_id = s.id),
  'roles', (select coalesce(json_agg(json_build_object('title', r.title, 'organization', r.organization,
    'from', r."from", 'to', r."to") order by r.position), '[]') from speaker_role r where r.speaker_id = s.id),
  'parentOrganization', (select json_build_object('id', p.id, 'slug', p.slug, 'name', p.name)
    from speaker p where p.id = s.parent_organization_id and ${isNamed('p.id')}),
  'quoteCount', ${QUOTE_COUNT})`

const MATCHES = `s.merged_into_id is null and ${isNamed('s.id')}
  and ($1::text is null or exists (select from speaker_key k where k.speaker_id = s.id and k.folded like $1))
  and ($2::text[] is null or s.kind::text = any($2)) and ($3::text[] is null or s.slug = any($3))`

const LIST = `select ${TTL}, coalesce((select json_agg(page.speaker order by page.name, page.id) from (
  select s.name, s.id, ${SPEAKER} as speaker from speaker s
  where ${MATCHES} and (s.name, s.id) > ($4, $5::uuid)
  order by s.name, s.id limit $6) page), '[]') as speakers`

const COUNT = `select count(*)::int as count from speaker s where ${MATCHES}`

const found = (column: 'id' | 'slug') => `select ${SPEAKER} as speaker, ${TTL}
  from speaker asked join speaker s on s.id = coalesce(asked.merged_into_id, asked.id)
  where asked.${column} = $1 and ${isNamed('s.id')}`
const BY_ID = found('id')
const BY_SLUG = found('slug')

export interface Fresh {
  /** Seconds for which it stays true by itself. */
  ttl: number | null
}

/** The speakers whom a visible edition names, by name. */
export async function listPublicSpeakers(
  reads: Reads,
  { limit, after, wantsCount }: Window,
  { q, kind, slug }: SpeakerFilter,
): Promise<Rows<WholeSpeaker> & Fresh> {
  const filter = [q === undefined ? null : part(fold(q)), kind ?? null, slug ?? null]
  const [name = '', id = NIL] = after ?? []
  const [page] = await reads.query<{ speakers: WholeSpeaker[] } & Fresh>({
    name: 'public-speakers',
    text: LIST,
    values: [...filter, name, id, limit + 1],
  })
  const count = wantsCount ? await countPublicSpeakers(reads, filter) : undefined
  return { rows: page?.speakers ?? [], ttl: page?.ttl ?? null, count }
}

/** A folded text has no wildcards, and one that is empty is nobody's name. */
const part = (folded: string) => (folded === '' ? '' : `%${folded}%`)

async function countPublicSpeakers(reads: Reads, values: unknown[]): Promise<number> {
  const [row] = await reads.query<{ count: number }>({ name: 'public-speakers-count', text: COUNT, values })
  return row?.count ?? 0
}

/** The speaker, or the one whom this one was merged into; nobody unless a visible edition names them. */
export async function findPublicSpeaker(
  reads: Reads,
  by: 'id' | 'slug',
  key: string,
): Promise<({ speaker: WholeSpeaker } & Fresh) | undefined> {
  const text = by === 'id' ? BY_ID : BY_SLUG
  const [row] = await reads.query<{ speaker: WholeSpeaker } & Fresh>({
    name: `public-speaker-by-${by}`,
    text,
    values: [key],
  })
  return row
}

/**
 * Makes one row of what is kept of each of some speakers. Returns of how many. What another takes is left to it, and
 * what is added meanwhile comes later.
 */
export async function addUpTallies(tx: Transaction, speakersMax: number): Promise<number> {
  const [done] = await tx.$queryRaw<{ speakers: number }[]>`
    with many as (select speaker_id from speaker_tally group by 1 having count(*) > 1 limit ${speakersMax}::int),
      taken as (select t.speaker_id, t.id from speaker_tally t join many using (speaker_id) for update of t skip locked),
      gone as (delete from speaker_tally t using taken where t.speaker_id = taken.speaker_id and t.id = taken.id
        returning t.speaker_id, t.change),
      kept as (insert into speaker_tally (speaker_id, change)
        select speaker_id, sum(change) from gone group by 1 having sum(change) <> 0)
    select count(distinct speaker_id)::int as speakers from gone`
  return done?.speakers ?? 0
}
