/** The part of the configuration that features and the HTTP floor read. */
export interface Settings {
  /** Where this API answers. */
  publicUrl: string
  /** Where readers' browsers find the site; articles' `url` is built from it. */
  siteUrl: string
  /** What the publication is called, in feeds, sitemaps and embeds. */
  siteName: string
  /** `{site}/{section}/{slug}`, also `{id}` and `{language}`. */
  articleUrl: string
  /** The newsroom's own IANA zone, for dates that name none. */
  timeZone: string
  requireReview: boolean
  /** Keeps articles compiled in the database; undefined where every answer is put together. */
  compiles?: boolean
  /** How large an uploaded image may be. */
  mediaBytesMax: number
  /** `ADMIN_KEY` is set: somebody can always administer. */
  hasAdminKey: boolean
  /** Migrated, seeded and not shutting down. */
  isReady: () => boolean
  /** Was ready, and is about to close. */
  isStopping?: () => boolean
  /** Ranges that webhooks may reach although they are not public. */
  outgoingAllow: readonly string[]
  corsOrigins: readonly string[]
  /** Mail is set up: readers may ask to be told of replies. */
  sendsMail: boolean
  rateLimits: RateLimits | 'off'
}

export const RATE_CLASSES = ['read', 'search', 'captcha', 'comment', 'write'] as const
export type RateClass = (typeof RATE_CLASSES)[number]

interface Rate {
  max: number
  windowMs: number
}
export type RateLimits = Record<RateClass, Rate>
