import { CONFIDENCES } from './confidences.ts'
import type { ProposalKind } from './proposal.ts'

/** How often a rule was right where people had marked the speaker; what was never measured counts as nothing known. */
export function confidenceOf(rule: string, kind: ProposalKind): number {
  const measured = CONFIDENCES[rule]
  if (kind === 'scare' || !measured) return 0
  return kind === 'partial' ? measured.partial : measured.direct
}
