import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { withPostgres } from './postgres/server.ts'

// `npm run test:postgres`: the suite on PostgreSQL. TEST_DATABASE_URL names a server that may make and drop
// databases; without it one is made in a temporary folder from the binaries that are installed.
let tests: ChildProcess | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // With the tests ended, the rest is put away in order.
  process.on(signal, () => (tests ? tests.kill(signal) : process.exit(1)))
}

const given = process.env.TEST_DATABASE_URL
process.exitCode = given ? await runTests(given) : await withPostgres(runTests)

/** Runs the suite with the arguments of this script and returns its exit code. */
async function runTests(url: string): Promise<number> {
  tests = spawn('npm', ['test', '--', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: url },
  })
  const [code] = await once(tests, 'exit')
  return code ?? 1
}
