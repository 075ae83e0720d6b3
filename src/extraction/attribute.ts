import type { Attributed, Attribution, Heard, Sieve } from './attribution.ts'
import type { Place } from './scene.ts'
import { label, labelInside, signature } from './sieves/labels.ts'
import {
  afterStop,
  colonBefore,
  leadOfSentence,
  paragraphBefore,
  sameParagraph,
  sentenceBefore,
  toldBefore,
} from './sieves/neighbours.ts'
import * as same from './sieves/same-sentence.ts'

/** The most telling first: the first that finds a source decides. */
const SIEVES: readonly [string, Sieve][] = [
  ['label-inside', labelInside],
  ['after-sv', same.afterSubjectVerb],
  ['after-vs', same.afterVerbSubject],
  ['according-to', same.afterAccordingTo],
  ['closing', same.closing],
  ['label', label],
  ['signature', signature],
  ['before-sv', same.beforeSubjectVerb],
  ['before-weak', same.beforeWeakVerb],
  ['colon', colonBefore],
  ['far-before', same.farBefore],
  ['far-after', same.farAfter],
  ['noun', same.ownersNoun],
  ['same-sentence', same.sameSentence],
  ['lead', leadOfSentence],
  ['after-stop', afterStop],
  ['told-before', toldBefore],
  ['same-paragraph', sameParagraph],
  ['sentence-before', sentenceBefore],
  ['paragraph-before', paragraphBefore],
]
/** What looks into the quote's own sentence, and what looks beyond. */
const NEIGHBOURS = SIEVES.findIndex(([rule]) => rule === 'after-stop')
const OWN = SIEVES.slice(0, NEIGHBOURS)
const BEYOND = SIEVES.slice(NEIGHBOURS)

/** What each quote is attributed to, in the order of the text; a quote of several paragraphs as one. */
export function attribute(quotations: readonly (readonly Place[])[]): Attributed[] {
  const heard: Heard = { previous: undefined, lastVoice: undefined }
  return quotations.map((places) => {
    const attributed: Attributed = { places, attribution: attributionOf(places, heard) }
    heard.previous = attributed
    if (attributed.attribution) heard.lastVoice = attributed
    return attributed
  })
}

/** A quote of several paragraphs is introduced before the first or closed behind the last. */
function attributionOf(places: readonly Place[], heard: Heard): Attribution | undefined {
  const [first] = places
  const last = places.at(-1)
  if (!first || !last) return undefined
  return (
    sift(OWN, first, heard) ??
    (last !== first ? sift(OWN, last, heard) : undefined) ??
    sift(BEYOND, first, heard)
  )
}

function sift(sieves: typeof SIEVES, place: Place, heard: Heard): Attribution | undefined {
  for (const [rule, sieve] of sieves) {
    const found = sieve(place, heard)
    if (found) return { ...found, rule }
  }
  return undefined
}
