import { attribute } from './attribute.ts'
import { directoryOf } from './directory.ts'
import { languageOf } from './languages/languages.ts'
import type { Proposal } from './proposal.ts'
import { propose } from './propose.ts'
import { quotationsOf } from './quotations.ts'
import { localDay } from './said-at.ts'
import { type Phrase, placesOf, sceneOf } from './scene.ts'

export interface ExtractionInput {
  text: string
  /** What “on Monday” is relative to. */
  publishedAt?: Date | undefined
  /** IANA name; UTC where it is absent. */
  timeZone?: string | undefined
  /** BCP 47; English where it is absent or has no rules of its own. */
  language?: string | undefined
  /** Whom the newsroom knows: an alias or a surname alone finds the full name. */
  speakers?: readonly { id: string; name: string; aliases: readonly string[] }[] | undefined
}

/** Every quote of a text in its order, with who is likely to have said it. The same text gives the same answer. */
export function extractQuotes(input: ExtractionInput): Proposal[] {
  const scene = sceneOf(input.text, languageOf(input.language))
  const directory = directoryOf(scene, input.speakers ?? [])
  const today = input.publishedAt && localDay(input.publishedAt, input.timeZone)
  const voices = new Map<number, Phrase>()
  const proposals: Proposal[] = []
  for (const attributed of attribute(quotationsOf(placesOf(scene)))) {
    const proposal = propose(attributed, { scene, directory, voices }, today, proposals.at(-1))
    proposals.push(proposal)
    const source = attributed.attribution?.source
    for (const { sentence } of attributed.places) if (source) voices.set(sentence.index, source)
  }
  return proposals
}
