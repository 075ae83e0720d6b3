import type { Database } from '../../src/db/client.ts'
import type { Job, JobDeps } from '../../src/jobs/job.ts'
import { SECRETS } from './newsroom.ts'

/** Runs a job until it has nothing more to do. */
export async function runToTheEnd(job: Job, db: Database, deps: Partial<JobDeps> = {}): Promise<void> {
  const { signal } = new AbortController()
  // What else a job may use, a test that needs it gives.
  const all = { db, secrets: SECRETS, ...deps } as JobDeps
  while (await job.run(all, signal));
}
