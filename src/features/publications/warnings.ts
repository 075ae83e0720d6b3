import { mediaIdIn } from '../../lib/references.ts'
import { articleKeyIn } from '../revisions/rules.ts'
import { type Candidate, confirmedOf, type Finding, isBlank } from './findings.ts'

interface Surroundings {
  urls: { siteUrl: string; articleUrl: string }
  /** Ids and slugs of articles of ours that the public cannot read. */
  hidden: ReadonlySet<string>
  /** The number of an edition that has not begun, and would be replaced. */
  scheduled: number | null
  /** When what readers see expires. */
  expiresAt: Date | null
}

/** The ids and slugs of articles that the body links to. */
export const linkedArticles = ({ references }: Candidate, urls: Surroundings['urls']): string[] => [
  ...new Set(references.links.flatMap((link) => articleKeyIn(link, urls) ?? [])),
]

/** What an editor should know, and may decide to live with. */
export function warningsOf(candidate: Candidate, surroundings: Surroundings): Finding[] {
  const { copy, quotes, references } = candidate
  const { urls, hidden } = surroundings
  const proposed = quotes.filter(({ review }) => review === 'proposed').length
  const isHidden = (link: string) => hidden.has(articleKeyIn(link, urls) ?? '')
  return [
    ...(copy.sectionId === null ? [{ code: 'no-section', pointer: '/section', detail: 'is not set' }] : []),
    ...(proposed > 0
      ? [{ code: 'unconfirmed-proposals', pointer: '/quotes', detail: unconfirmed(proposed) }]
      : []),
    ...confirmedOf(quotes)
      .filter(({ speaker, roleAsStated }) => speaker?.kind === 'person' && roleAsStated === null)
      .map(({ id, speaker }) => ({
        code: 'speaker-without-role',
        pointer: '/quotes',
        detail: `name ${speaker?.name} without a role`,
        quoteId: id,
      })),
    ...references.links.filter(isHidden).map((link) => ({
      code: 'link-to-hidden-article',
      pointer: '/body',
      detail: `links to ${link}, which the public cannot read`,
    })),
    ...references.images
      .filter(({ src, alt }) => !mediaIdIn(src) && isBlank(alt))
      .map(({ src }) => ({
        code: 'foreign-image-without-alt',
        pointer: '/body',
        detail: `shows ${src} without alternative text`,
      })),
    ...plansUndone(surroundings),
  ]
}

function plansUndone({ scheduled, expiresAt }: Surroundings): Finding[] {
  const replaced = scheduled !== null && {
    code: 'replaces-scheduled',
    pointer: '/scheduled',
    detail: `edition ${scheduled} has not begun and would be replaced`,
  }
  const unending = expiresAt !== null && {
    code: 'drops-expiry',
    pointer: '/expiresAt',
    detail: `what readers see ends at ${expiresAt.toISOString()}: a publication that does not say so has no end`,
  }
  return [replaced, unending].filter((finding) => finding !== false)
}

const unconfirmed = (count: number) =>
  count === 1
    ? 'has a proposal that is neither confirmed nor rejected'
    : `have ${count} proposals that are neither confirmed nor rejected`
