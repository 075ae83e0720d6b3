import type { Act } from '../../db/act.ts'
import { readEdtf } from '../../lib/edtf.ts'
import { ApiError, conflict, invalid, unknownReference } from '../../lib/errors.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import { roleHeldAt } from '../speakers/held-role.ts'
import { createSpeaker, getSpeaker } from '../speakers/store.ts'
import type { NewQuote } from './schema.ts'
import { type FullQuote, holdSpeakerId, type QuoteFacts } from './store.ts'

/** What a quote was before, and the time of its writing. */
interface Moment {
  current?: FullQuote
  now: Date
  /** When the article was first published elsewhere or here; null while it was not. */
  writtenAt: Date | null
  /** The confirmation says expressly that there is no role. */
  hasNoRole?: boolean
}

/** The columns of a quote as somebody writes it; what contradicts itself or what was promised is refused. */
export async function factsOf(act: Act, input: NewQuote, moment: Moment): Promise<QuoteFacts> {
  refuseContradiction(input)
  refuseUnsourced(input)
  refuseOtherRole(input, moment.current)
  const speakerId = await speakerOf(act, input)
  const {
    kind,
    segments: _segments,
    revision: _revision,
    speaker: _speaker,
    onBehalfOfId: _id,
    ...rest
  } = input
  return {
    ...ABSENT,
    ...rest,
    kind,
    language: input.language === undefined ? null : canonicalLanguage(input.language),
    original: input.original
      ? { ...input.original, language: canonicalLanguage(input.original.language) }
      : null,
    speakerId,
    onBehalfOfId: await representedBy(act, input),
    roleAsStated: await roleOf(act, { ...input, speakerId }, moment),
    ...intervalOf(input),
    ...reviewOf(act, { ...input, speakerId }, moment),
  }
}

/** What nobody has said of a quote. */
export const ABSENT = {
  speakerUnknown: false,
  roleAsStated: null,
  channel: 'unknown' as const,
  saidAt: null,
  saidAtText: null,
  source: null,
  attribution: null,
  verification: 'unverified' as const,
  lifecycle: 'active' as const,
}

/** The instants between which a vague date lies: what intervals are compared with. */
function intervalOf({ saidAt }: NewQuote): Pick<QuoteFacts, 'saidAtMin' | 'saidAtMax'> {
  const interval = saidAt === undefined ? undefined : readEdtf(saidAt)
  return { saidAtMin: interval?.min ?? null, saidAtMax: interval?.max ?? null }
}

/**
 * What the speaker was called: as the quote says, else at its confirmation, which freezes it, the role that
 * they held by the directory when they said it.
 */
async function roleOf({ tx }: Act, input: Attributed, moment: Moment): Promise<string | null> {
  const { roleAsStated, speakerId, review } = input
  const isConfirming = review === 'confirmed' && moment.current?.review !== 'confirmed'
  if (roleAsStated !== undefined || !speakerId || !isConfirming || moment.hasNoRole)
    return roleAsStated ?? null
  const { roles } = await getSpeaker(tx, speakerId)
  const day = moment.writtenAt ?? moment.now
  const said = input.saidAt === undefined ? undefined : readEdtf(input.saidAt)
  return roleHeldAt(roles, said ?? { min: day, max: day })?.title ?? null
}

type Review = Pick<QuoteFacts, 'review' | 'confirmedAt' | 'confirmedBy'>
type Attributed = Pick<NewQuote, 'review' | 'speakerUnknown' | 'roleAsStated' | 'saidAt'> & {
  speakerId: string | null
}

/** Who confirmed a quote and when: noted once, and forgotten when the confirmation is taken back. */
function reviewOf({ actor }: Act, input: Attributed, { current, now }: Moment): Review {
  const { review = 'proposed', speakerId, speakerUnknown } = input
  if (review !== 'confirmed') return { review, confirmedAt: null, confirmedBy: null }
  if (!speakerId && !speakerUnknown) {
    throw new ApiError('unprocessable', 'A confirmed quote needs a speaker, or speakerUnknown.', {
      errors: [{ pointer: '/speakerId', code: 'required', detail: 'is required to confirm a quote' }],
    })
  }
  if (current?.review === 'confirmed') {
    return { review, confirmedAt: current.confirmedAt, confirmedBy: current.confirmedBy }
  }
  return { review, confirmedAt: now, confirmedBy: actor.label }
}

function refuseContradiction({ speakerId, speaker, speakerUnknown }: NewQuote): void {
  const said = [speakerId !== undefined, speaker !== undefined, speakerUnknown === true].filter(Boolean)
  if (said.length > 1)
    throw invalid('/speakerId', 'speaker and speakerUnknown exclude each other', 'contradiction')
}

/** Words that were compared letter by letter were compared with something. */
function refuseUnsourced({ verification, source }: NewQuote): void {
  if (verification !== 'verbatim_match' || source !== undefined) return
  throw new ApiError('unprocessable', 'A verbatim match names the source that was compared.', {
    errors: [{ pointer: '/source', code: 'required', detail: 'is required for a verbatim match' }],
  })
}

/**
 * What the speaker was called is frozen with the confirmation. One that was left out may be added; another one
 * needs the confirmation to be taken back first.
 */
function refuseOtherRole({ review, roleAsStated }: NewQuote, current: FullQuote | undefined): void {
  if (current?.review !== 'confirmed' || review !== 'confirmed') return
  if (current.roleAsStated === null || current.roleAsStated === roleAsStated) return
  throw conflict('The role was confirmed as stated. Take the confirmation back to change it.')
}

async function speakerOf(act: Act, { speakerId, speaker }: NewQuote): Promise<string | null> {
  if (speaker) return (await createSpeaker(act, speaker.create)).id
  if (speakerId === undefined) return null
  const id = await holdSpeakerId(act.tx, speakerId)
  if (id === null) throw unknownReference('/speakerId', 'speaker', speakerId)
  return id
}

async function representedBy({ tx }: Act, { onBehalfOfId }: NewQuote): Promise<string | null> {
  if (onBehalfOfId === undefined) return null
  const id = await holdSpeakerId(tx, onBehalfOfId)
  if (id === null) throw unknownReference('/onBehalfOfId', 'speaker', onBehalfOfId)
  return id
}
