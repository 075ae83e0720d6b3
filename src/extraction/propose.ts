import type { Attributed, Attribution } from './attribution.ts'
import { type Circumstances, circumstancesOf } from './circumstances.ts'
import { confidenceOf } from './confidence.ts'
import { speechKind } from './kinds.ts'
import type { Proposal } from './proposal.ts'
import { type Knowledge, type Resolved, resolve } from './references.ts'
import type { Day } from './said-at.ts'
import { type Place, passageOf } from './scene.ts'
import { segmentOf } from './segments.ts'

/** Below this an editor should look before anything else. */
const SURE = 0.8
const UNATTRIBUTED = 'unattributed'
const NOWHERE: Circumstances = { channel: 'unknown', saidAt: null, saidAtText: null }

/** A quote with all that the text says of it, as an editor is asked to confirm it. */
export function propose(
  { places, attribution }: Attributed,
  knowledge: Knowledge,
  today: Day | undefined,
  before: Proposal | undefined,
): Proposal {
  const { scene } = knowledge
  const segments = places.map(({ span }) => segmentOf(scene.text, span))
  const resolved = attribution && resolve(attribution.source, knowledge)
  const kind = resolved?.isDocument ? 'document' : kindOf(places, attribution)
  const rule = attribution?.rule ?? UNATTRIBUTED
  const confidence = confidenceOf(rule, kind)
  const speaker = resolved?.speaker ?? null
  return {
    kind,
    text: segments.map(({ exact }) => exact).join(' '),
    segments,
    source: attribution ? passageOf(scene, attribution.source) : null,
    cue: attribution?.cue ? passageOf(scene, attribution.cue) : null,
    speaker,
    ...circumstances(places, attribution, { today, before, resolved }),
    rule,
    confidence,
    needsConfirmation: !speaker || resolved?.isConcluded === true || confidence < SURE,
  }
}

function kindOf(places: readonly Place[], attribution: Attribution | undefined) {
  const [first] = places
  return first && places.length === 1 ? speechKind(first, attribution) : 'direct'
}

interface Given {
  today: Day | undefined
  before: Proposal | undefined
  resolved: Resolved | undefined
}

/** “He added” goes on where the same speaker was: on the same occasion, unless it names another. */
function circumstances(
  places: readonly Place[],
  attribution: Attribution | undefined,
  { today, before, resolved }: Given,
): Circumstances {
  const [place] = places
  if (!place || !attribution) return NOWHERE
  const own = circumstancesOf(place, attribution, today)
  const isSilent = own.channel === 'unknown' && own.saidAtText === null
  if (isSilent && resolved?.isConcluded && before?.speaker?.name === resolved.speaker.name) {
    return { channel: before.channel, saidAt: before.saidAt, saidAtText: before.saidAtText }
  }
  return own.channel === 'unknown' && resolved?.isDocument ? { ...own, channel: 'document' } : own
}
