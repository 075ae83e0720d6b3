import type { Database } from '../../src/db/client.ts'

/** How many quotes readers find, by speaker, and what is kept of it: the two are to agree. */
export function quoteCountsOf(db: Database) {
  const bySpeaker = (rows: { id: string; count: number }[]) =>
    new Map(rows.map(({ id, count }) => [id, count]))
  return {
    /** One by one, by the clock. */
    counted: async () =>
      bySpeaker(
        await db.$queryRaw`select q.speaker_id as id, count(*)::int as count
          from edition_quote q join visible_edition e on e.id = q.edition_id
          where q.speaker_id is not null group by 1`,
      ),
    kept: async () =>
      bySpeaker(
        await db.$queryRaw`select speaker_id as id, sum(change)::int as count
          from speaker_tally group by 1 having sum(change) <> 0`,
      ),
  }
}
