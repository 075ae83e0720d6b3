import { type Act, instant } from '../../db/act.ts'
import { ApiError } from '../../lib/errors.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { changedMembers } from '../../lib/merge-patch.ts'
import { referencesIn } from '../../lib/references.ts'
import { listQuotes } from '../quotes/store.ts'
import { getArticleHead, getWorkingCopy } from '../revisions/store.ts'
import { destinationOf } from '../workflow/rules.ts'
import { blocksOf, type Candidate, confirmedOf, type Finding } from './findings.ts'
import { quoteEvents } from './quote-events.ts'
import { type EditionSpan, hasBegun, refuseWithheld } from './rules.ts'
import type { Validation } from './schema.ts'
import {
  hiddenAmong,
  listSpans,
  mediaOfRevision,
  quotesOfEdition,
  wordsOfEdition,
  wordsOfRevision,
} from './store.ts'
import { linkedArticles, warningsOf } from './warnings.ts'

interface Context {
  urls: { siteUrl: string; articleUrl: string }
  requireReview: boolean
}

/** What a publication of the working copy would meet and change; nothing is changed by asking. */
export async function validate(
  { tx }: Pick<Act, 'tx'>,
  articleId: string,
  { urls, requireReview }: Context,
): Promise<Validation> {
  const head = await getArticleHead(tx, articleId)
  const copy = await getWorkingCopy(tx, head)
  const quotes = await listQuotes(tx, articleId)
  const references = referencesIn(renderMarkdown(copy.body).tree)
  const media = await mediaOfRevision(tx, copy)
  const candidate: Candidate = { head, copy, quotes, references, media, requireReview }

  const now = await instant(tx)
  const spans = await listSpans(tx, articleId)
  const scheduled = spans.find((edition) => !hasBegun(edition, now))?.number ?? null
  const begun = spans.filter((edition) => hasBegun(edition, now)).at(-1)
  const hidden = await hiddenAmong(tx, linkedArticles(candidate, urls), articleId)
  const blocks = [
    ...refusals(() => refuseWithheld(head)),
    ...refusals(() => destinationOf('publication', head)),
  ]
  return {
    publishable: blocks.length === 0 && blocksOf(candidate).length === 0,
    blocks: [...blocks, ...blocksOf(candidate)],
    warnings: warningsOf(candidate, { urls, hidden, scheduled, expiresAt: expiryAhead(begun, now) }),
    changes: {
      edition: (begun?.number ?? 0) + 1,
      fields: await changedFields(tx, copy, begun),
      quotes: tally(begun ? await quotesOfEdition(tx, begun.id) : [], confirmedOf(quotes)),
    },
    version: head.version,
    revision: head.revision,
  }
}

/** When what readers see ends by itself. */
const expiryAhead = (begun: EditionSpan | undefined, now: Date): Date | null =>
  begun?.expiresAt && begun.expiresAt > now ? begun.expiresAt : null

/** A rule that would refuse the publication itself, as a finding. */
function refusals(rule: () => unknown): Finding[] {
  try {
    rule()
    return []
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return [{ code: 'state', pointer: '/state', detail: error.message }]
  }
}

async function changedFields(
  tx: Act['tx'],
  copy: { articleId: string; number: number },
  begun: EditionSpan | undefined,
): Promise<string[]> {
  return changedMembers(begun ? await wordsOfEdition(tx, begun.id) : {}, await wordsOfRevision(tx, copy))
}

function tally(before: Parameters<typeof quoteEvents>[0], after: Parameters<typeof quoteEvents>[1]) {
  const events = quoteEvents(before, after)
  const count = (type: string) => events.filter((event) => event.type === type).length
  return {
    confirmed: count('quote.confirmed'),
    corrected: count('quote.corrected'),
    retracted: count('quote.retracted'),
  }
}
