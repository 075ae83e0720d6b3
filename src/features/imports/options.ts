import { type Actor, hasScope } from '../../lib/actor.ts'
import { invalidParameter } from '../../lib/errors.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import { isOfArticles, type Kind } from './rules.ts'
import type { ImportOptions } from './store.ts'

/** What somebody asks for who imports. */
export interface Wanted {
  kind: Kind
  publish?: boolean | undefined
  language?: string | undefined
}

/** What an import is to do, noted when it is asked for: keys and settings may be others when it is carried out. */
export function optionsOf(
  { kind, publish, language }: Wanted,
  actor: Actor,
  { requireReview }: { requireReview: boolean },
): ImportOptions {
  if (!isOfArticles(kind)) {
    if (publish !== undefined) throw invalidParameter('publish', 'is only for articles')
    if (language !== undefined) throw invalidParameter('language', 'is only for articles')
    return {}
  }
  if (kind === 'text_articles' && language === undefined) {
    throw invalidParameter('language', 'must be there: plain text does not tell its language', 'required')
  }
  const mayBackdate = hasScope(actor, 'content:publish')
  return {
    publish: publish ?? false,
    language: language === undefined ? '' : canonicalLanguage(language),
    mayBackdate,
    requireReview,
  }
}
