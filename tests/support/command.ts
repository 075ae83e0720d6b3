import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** The command as an operator types it, with these settings, in this folder. */
export async function runCommand(cwd: string, settings: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  const isJson = stdout.startsWith('{')
  return {
    code,
    stdout,
    stderr,
    lines: isJson
      ? stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [],
  }
}
