/** SQL that delivery queries share. They read `visible_edition` and what is joined live, nothing else. */

/** A timestamp inside JSON, as the API writes it. */
export const instantJson = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Collects the values of a statement and names their places. */
export class Values {
  readonly list: unknown[] = []

  /** `$1` for the first value, and so on. */
  add(value: unknown): string {
    this.list.push(value)
    return `$${this.list.length}`
  }
}

/** A page, and one row more that tells whether there is another. */
const PAGE_ROWS_MAX = 101

/**
 * SQL for the first rows of `sorted`, as many as the value at `most` says. Without the value a planner takes a limit
 * for a tenth of all rows, finds that knowing it is worth planning the statement anew each time, and takes longer for
 * that than to run it. So it is told the most that a page may have.
 */
export const firstOf = (sorted: string, most: string) =>
  `select * from (${sorted} limit ${PAGE_ROWS_MAX}) sorted limit ${most}`

/** The ids among a list of ids and slugs, as an array for `= any(…)`: an index finds them, as it finds slugs. */
export const uuidsIn = (place: string) =>
  `array(select key::uuid from unnest(${place}::text[]) key where key ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')`

/** The ids that a list of ids and slugs means, as an array for `= any(…)`; unknown ones mean nothing. */
export const idsOf = (table: string, place: string) =>
  `array(select id from ${table} where slug = any(${place}::text[]) or id = any(${uuidsIn(place)}))`

/** The same for speakers: whoever was merged means the survivor. */
export const speakerIdsOf = (place: string) =>
  `array(select coalesce(merged_into_id, id) from speaker
    where slug = any(${place}::text[]) or id = any(${uuidsIn(place)}))`

/**
 * SQL: of the quotes of one speaker in one edition `j` is the first. Looked up for each by its key: as a join it may be
 * made with all that the speaker ever said, which of some is tens of thousands. A planner takes what `coalesce` tells for
 * as likely as not, and what is null for a rare case. Speakers are compared as no index can: the one that has speakers first
 * would be read for all that this one ever said.
 */
export const IS_FIRST_OF_SPEAKER = `coalesce((select false from edition_quote o where o.edition_id = j.edition_id
  and o.speaker_id is not distinct from j.speaker_id and o.position < j.position limit 1), true)`
