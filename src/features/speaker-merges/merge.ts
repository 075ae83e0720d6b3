import { type Act, instant } from '../../db/act.ts'
import { requireCurrent } from '../../db/versions.ts'
import { unknownReference } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { toWords } from '../speakers/rules.ts'
import type { EditorialSpeaker } from '../speakers/schema.ts'
import { getSpeaker, isPublicSpeaker, replaceLists } from '../speakers/store.ts'
import { gainOf, refuseMerge, withGain } from './rules.ts'
import type { SpeakerMerge } from './schema.ts'
import {
  findSpeakerByKey,
  holdBoth,
  insertMerge,
  moveMembers,
  moveMerged,
  moveQuotes,
  setMergedInto,
  setParent,
  toMerge,
} from './store.ts'
import { tellOfThird } from './tell.ts'

interface Order {
  id: string
  expected: readonly number[]
  /** Id or slug of the survivor. */
  into: string
}

/**
 * Makes two speakers one: every word that is attributed to the first, in articles and in all their editions, is
 * the survivor's from now on, and the first one's address leads there. All that was moved is kept with the
 * merge, so that it can be undone.
 */
export async function mergeSpeaker(act: Act, order: Order): Promise<SpeakerMerge> {
  const { tx, record } = act
  const { speaker, survivor } = await holdPair(act, order)
  const { id } = speaker
  await requireCurrent(tx, { type: 'speaker', id }, dated(speaker), order.expected)
  refuseMerge(speaker, survivor)
  const wasPublic = await isPublicSpeaker(tx, id)
  const createdAt = await instant(tx)
  const gained = gainOf(survivor, speaker)

  const merged = await moveMerged(tx, id, survivor.id)
  const { version } = await setMergedInto(act, id, survivor.id, createdAt)
  await replaceLists(tx, id, { name: speaker.name, kind: speaker.kind, slug: speaker.slug })
  const members = await moveMembers(tx, id, survivor.id)
  const said = await moveQuotes(tx, 'said', id, survivor.id)
  const represented = await moveQuotes(tx, 'represented', id, survivor.id)
  const parent = await setParent(act, survivor.id, gained.parentOrganization.after, createdAt)
  const before = toWords(survivor)
  const after = { ...before, ...withGain(survivor, gained) }
  await replaceLists(tx, survivor.id, after)
  const parents = changesBetween(
    { parentOrganization: gained.parentOrganization.before },
    { parentOrganization: gained.parentOrganization.after },
  )

  const row = await insertMerge(act, {
    speakerId: id,
    intoId: survivor.id,
    moved: { said, represented, members, merged, before: toWords(speaker), gained },
    createdAt,
  })
  record({
    type: 'speaker.merged',
    subject: { type: 'speaker', id, slug: speaker.slug },
    version,
    isPublic: wasPublic,
    data: { into: survivor.id },
    changes: { mergedInto: { before: null, after: survivor.id } },
  })
  record({
    type: 'speaker.changed',
    subject: { type: 'speaker', id: survivor.id, slug: survivor.slug, aliases: [speaker.slug] },
    version: parent.version,
    isPublic: await isPublicSpeaker(tx, survivor.id),
    changes: { ...changesBetween(before, after), ...parents },
  })
  await tellOfThird(act, { members, merged }, id, survivor.id)
  return toMerge(row)
}

/** Both speakers as they are while nobody else can change them. */
async function holdPair({ tx }: Act, { id, into }: Order) {
  await getSpeaker(tx, id)
  const survivorId = await findSpeakerByKey(tx, into)
  if (survivorId === null) throw unknownReference('/into', 'speaker', into)
  await holdBoth(tx, id, survivorId)
  return { speaker: await getSpeaker(tx, id), survivor: await getSpeaker(tx, survivorId) }
}

const dated = (speaker: EditorialSpeaker) => ({ ...speaker, updatedAt: new Date(speaker.updatedAt) })
