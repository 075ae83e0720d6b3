import type { Job } from '../../jobs/job.ts'
import { carryOutNext } from './carry-out.ts'

export const carryOutImports: Job = {
  name: 'carry-out-imports',
  everyMs: 2000,
  run: carryOutNext,
}
