import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { TSchema } from 'typebox'
import type { Database } from '../db/client.ts'
import type { Reads } from '../db/statement.ts'
import type { CaptchaGuard } from '../lib/captcha-guard.ts'
import type { CommentChecks } from '../lib/comment-checks.ts'
import type { Secrets } from '../lib/secrets.ts'
import type { Files } from '../storage/files.ts'
import type { Metrics } from './metrics.ts'
import type { Settings } from './settings.ts'

/** Everything from outside that a feature may use. A feature takes what it needs and imports no global. */
export interface Deps {
  db: Database
  /** Prepared statements outside any transaction: the read path of delivery, which replicas may answer. */
  reads: Reads
  /** The same on the primary: what was written a moment ago is there. */
  freshReads: Reads
  secrets: Secrets
  /** Where the files of images are kept. */
  files: Files
  settings: Settings
  /** Who asks for captchas, and the service outside that may show them. */
  captcha: CaptchaGuard
  /** Services outside that are asked about comments; undefined where there are none. */
  checks?: CommentChecks | undefined
  /** What is measured; undefined where the operator wants nothing shown. */
  metrics?: Metrics | undefined
}

/** What a folder of src/features offers the application. */
export interface Feature {
  prefix: string
  schemas: readonly TSchema[]
  routes: FastifyPluginAsyncTypebox<Deps>
}
