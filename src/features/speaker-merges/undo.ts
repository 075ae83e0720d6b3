import { type Act, instant } from '../../db/act.ts'
import { requireCurrent } from '../../db/versions.ts'
import { conflict } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { toWords } from '../speakers/rules.ts'
import type { EditorialSpeaker } from '../speakers/schema.ts'
import { getSpeaker, isPublicSpeaker, replaceLists } from '../speakers/store.ts'
import { withoutGain } from './rules.ts'
import {
  getMerge,
  holdBoth,
  markUndone,
  returnMembers,
  returnMerged,
  returnQuotes,
  setMergedInto,
  setParent,
} from './store.ts'
import { tellOfThird } from './tell.ts'

interface Order {
  id: string
  mergeId: string
  expected: readonly number[]
}

/**
 * Takes a merge back: whatever it moved and nobody has moved on since is the first speaker's again. Refused
 * while a later merge rests on it, or when an identifier has become another one's. Returns the new version.
 */
export async function undoMerge(act: Act, { mergeId, expected, ...order }: Order): Promise<number> {
  const { tx } = act
  const { speakerId: id, intoId } = await getMerge(tx, order.id, mergeId)
  await holdBoth(tx, id, intoId)
  const { moved, undoneAt } = await getMerge(tx, id, mergeId)
  const speaker = await getSpeaker(tx, id)
  const survivor = await getSpeaker(tx, intoId)
  const changed = { ...speaker, updatedAt: new Date(speaker.updatedAt) }
  await requireCurrent(tx, { type: 'speaker', id }, changed, expected)
  refuseUndo(speaker, survivor, undoneAt)

  const now = await instant(tx)
  const { version } = await setMergedInto(act, id, null, now)
  const merged = await returnMerged(tx, moved.merged, intoId, id)
  const members = await returnMembers(tx, moved.members, intoId, id)
  await returnQuotes(tx, 'said', intoId, id, moved.said)
  await returnQuotes(tx, 'represented', intoId, id, moved.represented)
  const { before, after } = moved.gained.parentOrganization
  const parent = survivor.parentOrganization === after ? before : survivor.parentOrganization
  const { version: survivorVersion } = await setParent(act, intoId, parent, now)
  const old = toWords(survivor)
  const rest = { ...old, ...withoutGain(survivor, moved.gained) }
  await replaceLists(tx, intoId, rest)
  await replaceLists(tx, id, moved.before)
  await markUndone(act, mergeId, now)

  act.record({
    type: 'speaker.changed',
    subject: { type: 'speaker', id, slug: speaker.slug },
    version,
    isPublic: await isPublicSpeaker(tx, id),
    changes: { mergedInto: { before: intoId, after: null } },
  })
  act.record({
    type: 'speaker.changed',
    subject: { type: 'speaker', id: intoId, slug: survivor.slug },
    version: survivorVersion,
    isPublic: await isPublicSpeaker(tx, intoId),
    changes: changesBetween(old, rest),
  })
  await tellOfThird(act, { members, merged }, intoId, id)
  return version
}

function refuseUndo(speaker: EditorialSpeaker, survivor: EditorialSpeaker, undoneAt: Date | null): void {
  if (undoneAt) throw conflict(`The merge was undone at ${undoneAt.toISOString()}.`)
  if (survivor.mergedInto) {
    throw conflict(`${survivor.slug} was merged into ${survivor.mergedInto} since: undo that first.`)
  }
  if (speaker.mergedInto !== survivor.id)
    throw conflict(`${speaker.slug} is not merged into ${survivor.slug}.`)
}
