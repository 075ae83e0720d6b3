import type { Reads } from './db/statement.ts'
import { editorialArticles } from './features/articles/editorial.ts'
import { restoration } from './features/articles/restoration.ts'
import { audit } from './features/audit/routes.ts'
import { authorExports } from './features/author-exports/routes.ts'
import { captchaGuard } from './features/captcha/guard.ts'
import { captcha as captchas } from './features/captcha/routes.ts'
import { changes } from './features/changes/delivery.ts'
import { commentAuthors } from './features/comment-authors/routes.ts'
import { commentBans } from './features/comment-bans/routes.ts'
import { commentPolicy } from './features/comment-policy/routes.ts'
import { commentReports } from './features/comment-reports/routes.ts'
import { commentThreads } from './features/comment-threads/routes.ts'
import { comments } from './features/comments/routes.ts'
import { corrections } from './features/corrections/delivery.ts'
import { desk } from './features/desk/routes.ts'
import { embeds } from './features/embeds/delivery.ts'
import { erasures } from './features/erasures/routes.ts'
import { feeds } from './features/feeds/delivery.ts'
import { imports } from './features/imports/routes.ts'
import { integrity } from './features/integrity/routes.ts'
import { me } from './features/keys/me.ts'
import { keys } from './features/keys/routes.ts'
import { isAdminKey } from './features/keys/rules.ts'
import { findActor } from './features/keys/store.ts'
import { leases } from './features/leases/editorial.ts'
import { media } from './features/media/routes.ts'
import { moderation } from './features/moderation/routes.ts'
import { moderationClaims } from './features/moderation-claims/routes.ts'
import { moderationQueues } from './features/moderation-queues/routes.ts'
import { moderationStatistics } from './features/moderation-statistics/routes.ts'
import { moderationStream } from './features/moderation-stream/routes.ts'
import { moderationWords } from './features/moderation-words/routes.ts'
import { previews } from './features/previews/delivery.ts'
import { previewTokens } from './features/previews/editorial.ts'
import { publicationHistory } from './features/publication-history/editorial.ts'
import { publications } from './features/publications/editorial.ts'
import { articlesByTerm } from './features/published-articles/by-term.ts'
import { publishedArticles } from './features/published-articles/delivery.ts'
import { articleDocuments } from './features/published-articles/documents.ts'
import { publishedEditions } from './features/published-articles/editions.ts'
import { publishedQuotes } from './features/published-quotes/delivery.ts'
import { publishedSpeakers } from './features/published-speakers/routes.ts'
import { quoteAnnotations } from './features/quote-annotations/delivery.ts'
import { quoteProposals } from './features/quote-proposals/routes.ts'
import { quoteVariants } from './features/quote-variants/delivery.ts'
import { editorialQuotes } from './features/quotes/editorial.ts'
import { quoteReviews } from './features/quotes/review-editorial.ts'
import { replyMails } from './features/reply-mails/routes.ts'
import { revisions } from './features/revisions/editorial.ts'
import { searches } from './features/search/delivery.ts'
import { documentation } from './features/service/documentation.ts'
import { health } from './features/service/health.ts'
import { shownMetrics } from './features/service/metrics.ts'
import { problemPages } from './features/service/problem-pages.ts'
import { sitemaps } from './features/sitemaps/delivery.ts'
import { sourceReports } from './features/source-reports/editorial.ts'
import { speakerDuplicates } from './features/speaker-duplicates/editorial.ts'
import { speakerMerges } from './features/speaker-merges/editorial.ts'
import { speakerTimelines } from './features/speaker-timelines/delivery.ts'
import { speakers } from './features/speakers/routes.ts'
import { taxonomy } from './features/taxonomy/routes.ts'
import { webhookDeliveries } from './features/webhook-deliveries/routes.ts'
import { webhooks } from './features/webhooks/routes.ts'
import { workflow } from './features/workflow/editorial.ts'
import { useAccess } from './http/access.ts'
import { putInFront } from './http/answers/front.ts'
import { useSharedLoads } from './http/answers/hooks.ts'
import type { Answers } from './http/answers/keep.ts'
import { addressReader } from './http/caller-address.ts'
import { useCors } from './http/cors.ts'
import { useConditionalGet } from './http/delivery.ts'
import type { Deps, Feature } from './http/feature.ts'
import { useHeaders } from './http/headers.ts'
import { useMethods } from './http/methods.ts'
import { useMetrics } from './http/metrics.ts'
import { useOpenApi } from './http/openapi.ts'
import { useOptionalBody } from './http/optional-body.ts'
import { useParsers } from './http/parsers.ts'
import { useProblems } from './http/problems.ts'
import { useRateLimits } from './http/rate-limits.ts'
import { useReadiness } from './http/readiness.ts'
import { refuseInFront } from './http/refuse-in-front.ts'
import { sharedSchemas } from './http/schemas.ts'
import { newServer, type ServerOptions } from './http/server.ts'
import { useShedding } from './http/shedding.ts'
import { followRequests, type RequestTracing, useTracing } from './http/tracing.ts'
import { useValidation } from './http/validation.ts'
import { SCOPES } from './lib/actor.ts'
import type { CaptchaProvider } from './lib/captcha-provider.ts'
import { together } from './lib/together.ts'

/** Every resource the API serves, in the order its document lists them. A new one is a line here. */
const FEATURES: readonly Feature[] = [
  publishedArticles,
  publishedEditions,
  articleDocuments,
  publishedQuotes,
  quoteAnnotations,
  embeds,
  quoteVariants,
  searches,
  corrections,
  editorialArticles,
  revisions,
  restoration,
  leases,
  previewTokens,
  previews,
  editorialQuotes,
  quoteReviews,
  quoteProposals,
  integrity,
  workflow,
  publications,
  publicationHistory,
  sourceReports,
  publishedSpeakers,
  speakers,
  speakerMerges,
  speakerDuplicates,
  speakerTimelines,
  ...taxonomy,
  ...media,
  imports,
  ...articlesByTerm,
  feeds,
  sitemaps,
  commentThreads,
  commentReports,
  comments,
  commentAuthors,
  replyMails,
  captchas,
  changes,
  moderation,
  moderationStream,
  moderationStatistics,
  moderationClaims,
  moderationQueues,
  commentPolicy,
  moderationWords,
  commentBans,
  me,
  keys,
  webhooks,
  webhookDeliveries,
  erasures,
  authorExports,
  audit,
  desk,
  health,
  shownMetrics,
  problemPages,
  documentation,
]

interface Options extends Omit<Deps, 'captcha' | 'freshReads'>, ServerOptions {
  /** Replicas that may answer what delivery reads. */
  replicated?: Reads | undefined
  /** Where public answers are kept; undefined where every one is made anew. */
  answers?: Answers | undefined
  /** Follows requests; undefined where nobody wants traces. */
  tracing?: RequestTracing | undefined
  /** A service outside that shows captchas; undefined where there is none. */
  captchaProvider?: CaptchaProvider | undefined
  /** The operator's key from the environment: it administers while it is set. */
  adminKey?: string | undefined
}

/** The whole application, ready to listen or to be injected into. Below is what happens to a request, in order. */
export async function buildApp({
  adminKey,
  trustedProxies,
  log,
  times,
  captchaProvider,
  answers,
  tracing,
  replicated,
  ...given
}: Options) {
  const captcha = captchaGuard(captchaProvider, given.settings.rateLimits === 'off')
  const deps: Deps = { ...given, captcha, reads: replicated ?? given.reads, freshReads: given.reads }
  const schemas = [...sharedSchemas, ...FEATURES.flatMap((feature) => feature.schemas)]
  const app = newServer({ trustedProxies, log, times })
  const isStopping = () => deps.settings.isStopping?.() ?? false

  if (tracing) useTracing(app)
  const onAnswer = deps.metrics && useMetrics(app, deps.metrics)
  useProblems(app)
  useParsers(app)
  useValidation(app, schemas)
  useHeaders(app)
  useReadiness(app, deps.settings)
  const { spend, draw } = await useRateLimits(app, deps.settings.rateLimits)
  await useCors(app, deps.settings.corsOrigins)
  const { isTooMuch } = useShedding(app)
  await useOpenApi(app, deps.settings.publicUrl)
  const findHolder = together((key) => findActor(deps.db, key))
  useAccess(app, async (key) => (isAdminKey(key, adminKey) ? ADMIN : findHolder(key)), spend)
  app.decorateRequest('load', null)
  if (answers) useSharedLoads(app, { answers, isStopping })
  useOptionalBody(app)
  useConditionalGet(app)
  useMethods(app)

  for (const schema of schemas) app.addSchema(schema)
  for (const { prefix, routes } of FEATURES) await app.register(called(routes, prefix), { prefix, ...deps })

  await app.ready()
  refuseInFront(app, { isTooMuch, isStopping, onAnswer })
  if (answers)
    putInFront(app, { answers, draw, addressOf: addressReader(trustedProxies ?? []), isStopping, onAnswer })
  if (tracing) followRequests(app, tracing)
  return app
}

/** Among all modules that are loaded Fastify would look for the file of a plugin that has no name. */
const called = (routes: Feature['routes'], name: string) =>
  Object.assign(routes, { [Symbol.for('fastify.display-name')]: `routes of ${name || '/'}` })

const ADMIN = { keyId: null, label: 'ADMIN_KEY', scopes: SCOPES, expiresAt: null }
