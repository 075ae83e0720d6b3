/** The members of a JSON object by their folded names. */
export type Members = ReadonlyMap<string, unknown>

/**
 * ninjs wrote `body_html` and `versioncreated` in version 1, and writes `versionCreated` since 3: case and
 * underscores say nothing.
 */
const folded = (name: string) => name.replaceAll('_', '').toLowerCase()

/** What is no object has no members. */
export const membersOf = (value: unknown): Members =>
  new Map(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([name, member]) => [folded(name), member])
      : [],
  )

/** The first of these that is a text with something in it. */
export function textIn(members: Members, ...names: string[]): string {
  const found = names.map((name) => members.get(name)).find((value) => typeof value === 'string' && value)
  return typeof found === 'string' ? found : ''
}

/** The objects of a list; of none where it is no list. */
export function listIn(members: Members, ...names: string[]): Members[] {
  const list = names.map((name) => members.get(name)).find(Array.isArray)
  return list ? list.map(membersOf) : []
}
