import type { Db } from '../../db/client.ts'
import type { Proposal } from '../../extraction/proposal.ts'
import { fold } from '../speaker-names/rules.ts'
import { findAlike } from '../speaker-names/store.ts'
import type { QuoteProposal } from './schema.ts'

/** The editor is shown no more of them; who is not among them is looked for by hand. */
const CANDIDATES_MAX = 5

/** Nobody writes an article with more; of a text that was made to have them the first ones are looked up. */
const NAMES_MAX = 200

type Attributed = Pick<Proposal, 'speaker'>

/** Proposals with the speakers on file whom their names may mean, in one statement for all of a text. */
export async function withCandidates<Found extends Attributed>(
  db: Db,
  found: readonly Found[],
): Promise<(Found & Pick<QuoteProposal, 'speaker'>)[]> {
  const names = new Set(found.flatMap(({ speaker }) => nameOf(speaker) ?? []))
  const asked = [...names].slice(0, NAMES_MAX)
  const alike = await findAlike(db, asked)
  return found.map((proposal) => {
    const { speaker } = proposal
    const place = asked.indexOf(nameOf(speaker) ?? '')
    const candidates = (alike[place] ?? [])
      .slice(0, CANDIDATES_MAX)
      .map(({ id, ...candidate }) => ({ speakerId: id, ...candidate }))
    return { ...proposal, speaker: speaker && { ...speaker, candidates } }
  })
}

/** Of an anonymous source nobody on file is looked for. */
function nameOf(speaker: Attributed['speaker']): string | undefined {
  if (!speaker || speaker.kind === 'anonymous') return undefined
  return fold(speaker.name) || undefined
}
