import type { Database } from '../db/client.ts'
import type { CommentChecks } from '../lib/comment-checks.ts'
import type { Secrets } from '../lib/secrets.ts'
import type { Files } from '../storage/files.ts'

/** What a job may use: it acts for nobody who asks, so it needs no more than data, keys and files. */
export interface JobDeps {
  db: Database
  secrets: Secrets
  files: Files
  /** Ranges that a request may be sent to although they are not public. */
  outgoingAllow: readonly string[]
  /** How mail is sent; where nothing is set up, none is written. */
  mail: MailSettings | undefined
  /** Services outside that are asked about comments; undefined where there are none. */
  checks: CommentChecks | undefined
}

export interface MailSettings {
  smtpUrl: string
  from: string
  /** Who is told once a day what waits for moderators. */
  digestTo: readonly string[]
  /** From this hour on, in the newsroom's zone. */
  digestHour: number
  timeZone: string
  publicUrl: string
  siteUrl: string
  articleUrl: string
}

/**
 * Work that recurs by itself. Every instance runs every job, so `run` must be right when several run at once
 * and when one is killed in the middle: what it does is claimed and done in one transaction.
 */
export interface Job {
  name: string
  /** The pause between the end of one run and the next. */
  everyMs: number
  /** Does what is due; true when there is more to do at once. `signal` tells that the server stops. */
  run(deps: JobDeps, signal: AbortSignal): Promise<boolean>
}
