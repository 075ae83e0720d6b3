import type { Config } from '../config.ts'
import type { Settings } from '../http/settings.ts'

export type Phase = 'starting' | 'ready' | 'stopping'

/** What of the configuration the routes may read, and how far the server has come. */
export const settingsOf = (config: Config, phase: () => Phase): Settings => ({
  publicUrl: config.publicUrl,
  siteUrl: config.siteUrl,
  siteName: config.siteName,
  articleUrl: config.articleUrl,
  timeZone: config.timeZone,
  requireReview: config.requireReview,
  compiles: true,
  mediaBytesMax: config.mediaBytesMax,
  hasAdminKey: config.adminKey !== undefined,
  isReady: () => phase() === 'ready',
  isStopping: () => phase() === 'stopping',
  outgoingAllow: config.outgoingAllow,
  corsOrigins: config.corsOrigins,
  sendsMail: config.mail !== undefined,
  rateLimits: config.rateLimits,
})
