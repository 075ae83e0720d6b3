import type { Channel } from '../lib/channels.ts'

/** A stretch of the text: UTF-16 offsets, the end exclusive. */
export interface Passage {
  text: string
  start: number
  end: number
}

/** What stands between one pair of marks, without them, as a W3C anchor. */
export interface ProposedSegment {
  start: number
  end: number
  exact: string
  prefix: string
  suffix: string
}

/** `document`: a written text that somebody issued. `scare`: a title, a nickname or a word held at arm's length. */
export const PROPOSAL_KINDS = ['direct', 'partial', 'document', 'scare'] as const
export type ProposalKind = (typeof PROPOSAL_KINDS)[number]

export type SpeakerKind = 'person' | 'organization' | 'group' | 'document' | 'anonymous'

export interface ProposedSpeaker {
  name: string
  role: string | null
  kind: SpeakerKind
  onBehalfOf: string | null
}

/** What an editor is asked to confirm. */
export interface Proposal {
  kind: ProposalKind
  /** The words, segments joined by a space. */
  text: string
  segments: ProposedSegment[]
  /** The phrase that names the speaker; null when nobody was found. */
  source: Passage | null
  cue: Passage | null
  speaker: ProposedSpeaker | null
  channel: Channel
  /** EDTF. */
  saidAt: string | null
  saidAtText: string | null
  /** The sieve that found the source. */
  rule: string
  confidence: number
  needsConfirmation: boolean
}
