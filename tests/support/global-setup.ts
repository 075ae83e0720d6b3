import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Makes the template database in a process of its own: Jest would load this file, and the engine, as CommonJS. */
export default function globalSetup() {
  process.env.VERBATIM_TEST_RUN = String(process.pid)
  const script = fileURLToPath(new URL('./template.ts', import.meta.url))
  execFileSync(process.execPath, ['--import', 'tsx', script], { stdio: 'inherit' })
}
