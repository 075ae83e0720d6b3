import type { Db } from '../../db/client.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { SpeakerDuplicate } from './schema.ts'

const who = { select: { id: true, slug: true, name: true, kind: true } } as const

/** Pairs of speakers who may be one, the likeliest first: they are kept with the names, so a page costs a page. */
export async function listDuplicates(
  db: Db,
  { limit, after, wantsCount }: Window,
): Promise<Rows<SpeakerDuplicate>> {
  const rows = await db.speakerPair.findMany({
    where: after ? beyond(after) : {},
    orderBy: [{ score: 'desc' }, { firstId: 'asc' }, { secondId: 'asc' }],
    take: limit + 1,
    select: { score: true, why: true, first: who, second: who },
  })
  return {
    rows: rows.map(({ score, why, first, second }) => ({
      score: score / 100,
      why,
      speakers: [first, second],
    })),
    count: wantsCount ? await db.speakerPair.count() : undefined,
  }
}

/** The place of a pair: its score, and both ids. */
export const placeOf = ({ score, speakers }: SpeakerDuplicate) =>
  [String(Math.round(score * 100)), speakers.map(({ id }) => id).join(' ')] as const

function beyond([percent, ids]: readonly [string, string]) {
  const score = Number(percent)
  const [firstId = '', secondId = ''] = ids.split(' ')
  return {
    OR: [
      { score: { lt: score } },
      { score, firstId: { gt: firstId } },
      { score, firstId, secondId: { gt: secondId } },
    ],
  }
}
