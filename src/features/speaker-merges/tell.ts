import type { Act } from '../../db/act.ts'
import { getSpeaker, isPublicSpeaker } from '../speakers/store.ts'

/** Records what a merge, or its undoing, changed of speakers other than the two. */
export async function tellOfThird(
  { tx, record }: Act,
  { members, merged }: { members: readonly string[]; merged: readonly string[] },
  before: string,
  after: string,
): Promise<void> {
  const led = [
    ...members.map((id) => ({ id, member: 'parentOrganization' })),
    ...merged.map((id) => ({ id, member: 'mergedInto' })),
  ]
  for (const { id, member } of led) {
    const { slug, version } = await getSpeaker(tx, id)
    record({
      type: 'speaker.changed',
      subject: { type: 'speaker', id, slug },
      version,
      isPublic: await isPublicSpeaker(tx, id),
      changes: { [member]: { before, after } },
    })
  }
}
