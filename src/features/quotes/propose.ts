import { type Act, instant } from '../../db/act.ts'
import type { Article, ArticleRevision } from '../../db/models.ts'
import { extractQuotes } from '../../extraction/extract.ts'
import type { Proposal } from '../../extraction/proposal.ts'
import { canonicalJson } from '../../lib/canonical.ts'
import { readEdtf } from '../../lib/edtf.ts'
import { withCandidates } from '../quote-proposals/store.ts'
import { getWorkingCopy, lockArticle } from '../revisions/store.ts'
import { ABSENT } from './facts.ts'
import { isOpen, matchProposals } from './match-proposals.ts'
import type { ArticleProposals } from './proposals-schema.ts'
import { anchorAt } from './rules.ts'
import {
  changeReading,
  type FullQuote,
  findFirstPublication,
  insertQuotes,
  listQuotes,
  type NewRow,
  type Reading,
  readingOf,
  removeQuote,
} from './store.ts'
import { noteChange, refuseTooMany } from './write.ts'

/**
 * Finds the quotes of the working copy and keeps as proposals what is not among its quotes yet, in any review:
 * what was rejected is not proposed again. Doing it twice changes nothing the second time.
 */
export async function proposeQuotes(
  act: Act,
  articleId: string,
  { timeZone }: { timeZone: string },
): Promise<ArticleProposals> {
  const { tx } = act
  const head = await lockArticle(tx, articleId)
  const copy = await getWorkingCopy(tx, head)
  const quotes = await listQuotes(tx, articleId)
  const day = await dayOf(act, head, copy, timeZone)
  const found = extractQuotes({ text: copy.text, language: copy.language, ...day })
  const { fresh, known, gone, collapsed } = matchProposals(found, quotes)
  refuseTooMany(quotes.length - gone.length + fresh.length)

  for (const { id } of gone) await removeQuote(tx, id)
  const reread = known.filter(({ quote, proposal }) => isOther(readingOf(quote), readingIn(proposal)))
  for (const { quote, proposal } of reread) await changeReading(tx, quote.id, readingIn(proposal))
  const rows = fresh.map((proposal) => rowOf(proposal, copy.text))
  const added = rows.length === 0 ? [] : await insertQuotes(tx, head, rows)
  const isChanged = added.length + gone.length + reread.length > 0
  const what = added.length > 0 ? 'created' : gone.length > 0 ? 'deleted' : 'changed'
  const touched = { before: gone, after: [...added, ...reread.map(({ quote }) => quote)] }
  const version = isChanged ? await noteChange(act, head, what, touched.before, touched.after) : head.version

  const open = isChanged ? await listQuotes(tx, articleId) : quotes
  return {
    version,
    data: await withCandidates(tx, open.filter(isOpen).map(toProposal)),
    collapsed: await withCandidates(tx, collapsed),
  }
}

/** What “on Monday” is relative to: the dateline, else the first publication, else now. */
async function dayOf({ tx }: Act, head: Article, copy: ArticleRevision, fallback: string) {
  if (copy.datelineDate) {
    return { publishedAt: new Date(`${copy.datelineDate}T12:00:00Z`), timeZone: 'UTC' }
  }
  const first = head.firstPublishedAt ?? (await findFirstPublication(tx, head.id))
  return { publishedAt: first ?? (await instant(tx)), timeZone: copy.timeZone ?? fallback }
}

const readingIn = ({ rule, confidence, needsConfirmation, source, cue, speaker }: Proposal): Reading => ({
  ...{ rule, confidence, needsConfirmation, source, cue, speaker },
})

const isOther = (a: Reading | null, b: Reading) => canonicalJson(a) !== canonicalJson(b)

const ROLE_MAX = 300
const SOURCE_MAX = 300
const CUE_MAX = 100
const WHEN_MAX = 200

/** A line that is longer than a quote can hold is left to the editor. */
const within = (text: string | null | undefined, max: number) =>
  text && text.length <= max && !/[\n\r]/.test(text) ? text : null

function rowOf(proposal: Proposal, text: string): NewRow {
  const { kind, channel, saidAt, saidAtText, speaker, source, cue, segments } = proposal
  const said = saidAt === null ? undefined : readEdtf(saidAt)
  const phrase = within(source?.text, SOURCE_MAX)
  const verb = within(cue?.text, CUE_MAX)
  return {
    facts: {
      ...ABSENT,
      kind: kind === 'scare' ? 'partial' : kind,
      channel,
      roleAsStated: within(speaker?.role, ROLE_MAX),
      saidAt: said ? saidAt : null,
      saidAtMin: said?.min ?? null,
      saidAtMax: said?.max ?? null,
      saidAtText: within(saidAtText, WHEN_MAX),
      attribution: phrase === null ? null : { text: phrase, ...(verb !== null && { cue: verb }) },
      speakerId: null,
      onBehalfOfId: null,
      language: null,
      original: null,
      ...{ review: 'proposed', confirmedAt: null, confirmedBy: null },
    },
    anchors: segments.map(({ start, end }) => anchorAt(text, start, end - start)),
    reading: readingIn(proposal),
  }
}

/** A stored proposal in the shape of one that is not stored, with the id by which it is reviewed. */
function toProposal(quote: FullQuote) {
  const { rule, confidence, needsConfirmation, source, cue, speaker } = readingOf(quote) ?? NOTHING
  const { id, kind, text, channel, saidAt, saidAtText } = quote
  const segments = quote.segments.map(({ exact, prefix, suffix, start, end }) => ({
    ...{ exact, prefix, suffix, start, end },
  }))
  const said = { channel, saidAt, saidAtText }
  // A paraphrase stands in no marks, so that none is found; an editor may call a found quote one.
  const found = { rule, confidence, needsConfirmation, source, cue, speaker }
  return { id, kind, text, segments, ...said, ...found }
}

const NOTHING: Reading = {
  ...{ rule: 'none', confidence: 0, needsConfirmation: true, source: null, cue: null, speaker: null },
}
