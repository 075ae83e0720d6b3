import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'inherit' })

export default function globalSetup() {
  process.env.VERBATIM_TEST_RUN = String(process.pid)
  if (isStale()) build()
  // The template database is made in a process of its own: Jest would load it, and the engine, as CommonJS.
  run('--import', 'tsx', path('tests/support/template.ts'))
}

/** Whether what is built, which the tests of whole instances start, is older than the source. */
function isStale(): boolean {
  if (!existsSync(path('dist/main.js'))) return true
  const built = statSync(path('dist/main.js')).mtimeMs
  const sources = ['src', 'prisma/migrations'].flatMap((folder) =>
    readdirSync(path(folder), { recursive: true, encoding: 'utf8' }).map((file) => path(`${folder}/${file}`)),
  )
  return sources.some((source) => statSync(source).mtimeMs > built)
}

/** `npm run build`, without looking at types: those are for `npm run check`. */
function build() {
  run(path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.build.json'), '--noCheck')
  run(path('scripts/make-template.js'))
}
