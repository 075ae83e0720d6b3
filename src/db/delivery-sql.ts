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
