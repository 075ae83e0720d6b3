// `npm start` in a tree that was installed with --ignore-scripts: generates and builds what is missing.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const makeWhenMissing = (file, script) => {
  if (existsSync(`${root}${file}`)) return
  const { status } = spawnSync('npm', ['run', '-s', script], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

if (!existsSync(`${root}dist/main.js`)) makeWhenMissing('src/db/generated/client.ts', 'generate')
makeWhenMissing('dist/main.js', 'build')
