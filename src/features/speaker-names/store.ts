import type { Db, Transaction } from '../../db/client.ts'
import type { SpeakerWords } from '../speakers/schema.ts'
import { FOLD_VERSION, keysOf, type Likeness, likeness, type NameKey, surnameOf } from './rules.ts'

/** Whoever writes names waits for the others who do: two who are added at once are seen as a pair, too. */
const NAMES_LOCK = 72_707_372

type Words = Parameters<typeof keysOf>[0]

/** Writes the keys under which a speaker is looked up, and the pairs that they suggest. */
export async function writeKeys(tx: Transaction, speakerId: string, words: Words): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${NAMES_LOCK})`
  const keys = keysOf(words)
  await tx.speakerKey.deleteMany({ where: { speakerId } })
  await tx.speakerKey.createMany({ data: keys.map((key) => ({ speakerId, ...key })) })
  const data = { foldVersion: FOLD_VERSION }
  const { kind, mergedIntoId } = await tx.speaker.update({ where: { id: speakerId }, data })
  await suggestPairs(tx, speakerId, kind === 'anonymous' || mergedIntoId ? [] : keys)
}

/** Of speakers who share the commonest names only the likeliest are suggested. */
const PAIRS_MAX = 20

async function suggestPairs(tx: Transaction, speakerId: string, keys: readonly NameKey[]): Promise<void> {
  await tx.speakerPair.deleteMany({ where: { OR: [{ firstId: speakerId }, { secondId: speakerId }] } })
  const names = keys.filter(({ type }) => type !== 'surname').map(({ folded }) => folded)
  const alike = await findAlike(tx, names)
  const best = new Map<string, Likeness>()
  for (const { id, ...found } of alike.flat()) {
    const known = best.get(id)
    if (id !== speakerId && (!known || known.score < found.score)) best.set(id, found)
  }
  const pairs = [...best].sort(([, a], [, b]) => b.score - a.score).slice(0, PAIRS_MAX)
  await tx.speakerPair.createMany({
    data: pairs.map(([other, { score, why }]) => {
      const [firstId = '', secondId = ''] = [speakerId, other].sort()
      return { firstId, secondId, score: Math.round(score * 100), why }
    }),
  })
}

/** A speaker who may be meant by a name. */
interface Alike extends Likeness {
  id: string
  name: string
}

interface Met {
  place: number
  id: string
  name: string
  own: string
  type: NameKey['type']
  folded: string
  similarity: number
}

/** For each of these folded names the speakers who may be meant by it, likeliest first; in one statement. */
export async function findAlike(db: Db, names: readonly string[]): Promise<Alike[][]> {
  if (names.length === 0) return []
  const surnames = names.map((name) => surnameOf(name))
  const met = await db.$queryRaw<Met[]>`
    select asked.place::int as place, s.id, s.name, coalesce(own.folded, '') as own, k.type::text as type, k.folded,
      similarity(k.folded, asked.folded)::float8 as similarity
    from unnest(${names}::text[], ${surnames}::text[]) with ordinality as asked(folded, surname, place)
    cross join lateral (
      (select k.* from speaker_key k where k.folded = asked.folded limit 50)
      union
      (select k.* from speaker_key k
        join speaker_key own on own.speaker_id = k.speaker_id and own.type = 'name'
          and (left(own.folded, 1) = left(asked.folded, 1) or own.folded = k.folded)
        where k.folded = asked.surname and k.type = 'surname' limit 50)
      union
      (select k.* from similar_names(asked.folded) k)
    ) k
    join speaker s on s.id = k.speaker_id and s.merged_into_id is null and s.kind <> 'anonymous'
    left join speaker_key own on own.speaker_id = s.id and own.type = 'name'`
  const found = names.map(() => new Map<string, Alike>())
  for (const { place, id, name, own, similarity, ...key } of met) {
    const like = likeness({ asked: names[place - 1] ?? '', key, own, similarity })
    const known = found[place - 1]?.get(id)
    if (like && (!known || known.score < like.score)) found[place - 1]?.set(id, { id, name, ...like })
  }
  return found.map((each) => [...each.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)))
}

const BATCH = 25

/** Writes keys anew that an older rule made; true when there are more. */
export async function refold(tx: Transaction): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${NAMES_LOCK})`
  const stale = await tx.speaker.findMany({
    where: { foldVersion: { lt: FOLD_VERSION } },
    orderBy: [{ foldVersion: 'asc' }, { id: 'asc' }],
    take: BATCH,
    include: {
      aliases: { select: { name: true, type: true } },
      identifiers: { select: { scheme: true, value: true } },
    },
  })
  for (const { id, sortName, ...words } of stale) {
    await writeKeys(tx, id, { ...words, ...(sortName !== null && { sortName }) } as SpeakerWords)
  }
  return stale.length === BATCH
}
