import { type Static, Type } from 'typebox'
import { PROPOSAL_KINDS } from '../../extraction/proposal.ts'
import { closed, Id, Language, named, nullable, ref, Timestamp } from '../../http/schemas.ts'
import { CHANNELS } from '../../lib/channels.ts'
import { QuoteSegment } from '../quotes/schema.ts'
import { SPEAKER_KINDS } from '../speakers/schema.ts'

/** So much is read in well under a second, whatever it holds. */
const TEXT_MAX = 200_000

const Passage = named(
  'TextPassage',
  Type.Object(
    {
      text: Type.String(),
      start: Type.Integer({ description: 'In UTF-16 units of the text that was sent.' }),
      end: Type.Integer({ description: 'Exclusive.' }),
    },
    { examples: [{ text: 'Harbour master Mara Quint', start: 67, end: 92 }] },
  ),
)

const SpeakerCandidate = named(
  'SpeakerCandidate',
  Type.Object(
    {
      speakerId: Id,
      name: Type.String(),
      score: Type.Number({ minimum: 0, maximum: 1 }),
      why: Type.String({ description: 'What agrees.', examples: ['full name'] }),
    },
    {
      examples: [
        {
          speakerId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b22',
          name: 'Mara Quint',
          score: 0.97,
          why: 'full name',
        },
      ],
    },
  ),
)

const ProposedSpeaker = named(
  'ProposedSpeaker',
  Type.Object(
    {
      name: Type.String({
        description:
          'As full as the text knows it: a surname, a pronoun or “the statement” is resolved to whom it means.',
      }),
      role: nullable(Type.String(), 'What the text calls them.'),
      kind: Type.Enum([...SPEAKER_KINDS]),
      onBehalfOf: nullable(Type.String(), 'Whom they spoke for.'),
      candidates: Type.Array(ref(SpeakerCandidate), {
        description: 'Speakers on file, the likeliest first.',
      }),
    },
    {
      examples: [
        { name: 'Mara Quint', role: 'Harbour master', kind: 'person', onBehalfOf: null, candidates: [] },
      ],
    },
  ),
)

export const QuoteProposal = named(
  'QuoteProposal',
  Type.Object(
    {
      kind: Type.Enum([...PROPOSAL_KINDS], {
        description:
          '`direct`: whole sentences. `partial`: some words of one. `document`: out of a written text. `scare`: a title, a nickname or a word held at arm’s length, no speech; show it folded.',
      }),
      text: Type.String({ description: 'The words, verbatim; segments joined by a space.' }),
      segments: Type.Array(ref(QuoteSegment), { description: 'Inside the marks, one for each paragraph.' }),
      source: nullable(ref(Passage), 'The phrase that names the speaker; null when nobody was found.'),
      cue: nullable(ref(Passage), 'The verb, or what stands for one.'),
      speaker: nullable(ref(ProposedSpeaker)),
      channel: Type.Enum([...CHANNELS]),
      saidAt: nullable(
        Type.String({ description: 'EDTF. Relative words need `publishedAt`.', examples: ['2026-03-10'] }),
      ),
      saidAtText: nullable(
        Type.String({ description: 'The words that say when.', examples: ['on Tuesday night'] }),
      ),
      rule: Type.String({ description: 'The rule that found the source.', examples: ['after-sv'] }),
      confidence: Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'How often the rule was right on annotated news.',
      }),
      needsConfirmation: Type.Boolean({
        description: 'The speaker was concluded from other sentences, or the rule errs more often.',
      }),
    },
    {
      description: 'A quote as the rules read it. Nothing is stored or published by proposing it.',
      examples: [
        {
          kind: 'direct',
          text: 'We will dredge at night,',
          segments: [
            {
              start: 39,
              end: 63,
              exact: 'We will dredge at night,',
              prefix: 'arbour will be dredged.\n\n“',
              suffix: '” harbour master Mara Quint said',
            },
          ],
          source: { text: 'harbour master Mara Quint', start: 65, end: 90 },
          cue: { text: 'said', start: 91, end: 95 },
          speaker: {
            name: 'Mara Quint',
            role: 'harbour master',
            kind: 'person',
            onBehalfOf: null,
            candidates: [],
          },
          channel: 'press_conference',
          saidAt: '2026-03-10',
          saidAtText: 'on Tuesday night',
          rule: 'after-sv',
          confidence: 0.98,
          needsConfirmation: false,
        },
      ],
    },
  ),
)
export type QuoteProposal = Static<typeof QuoteProposal>

export const QuoteProposals = named('QuoteProposals', Type.Object({ data: Type.Array(ref(QuoteProposal)) }))

export const ProposalRequest = named(
  'ProposalRequest',
  closed(
    {
      text: Type.String({
        maxLength: TEXT_MAX,
        description: 'Plain text; blocks separated by a blank line.',
      }),
      publishedAt: Type.Optional(
        Type.Unsafe<string>({ ...Timestamp, description: 'What “on Monday” is relative to.' }),
      ),
      timeZone: Type.Optional(
        Type.String({
          format: 'time-zone',
          maxLength: 60,
          description: 'IANA; the newsroom’s own when there is none.',
          examples: ['Asia/Tehran'],
        }),
      ),
      language: Type.Optional(Language),
    },
    {
      examples: [
        {
          text: 'The harbour will be dredged.\n\n“We will dredge at night,” harbour master Mara Quint said at a press conference on Tuesday night.',
          publishedAt: '2026-03-11T08:00:00Z',
          timeZone: 'Europe/Lisbon',
          language: 'en',
        },
      ],
    },
  ),
)
export type ProposalRequest = Static<typeof ProposalRequest>

export const schemas = [
  Passage,
  SpeakerCandidate,
  ProposedSpeaker,
  QuoteProposal,
  QuoteProposals,
  ProposalRequest,
]
