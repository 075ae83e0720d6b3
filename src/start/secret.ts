import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const BYTES = 32

/**
 * The embedded database's own secret, beside it and readable by its owner only; made at the first start. The
 * file gets its name when it is whole: keys derived from half a secret could be guessed.
 */
export function secretOf(dataDir: string): string {
  const path = join(dataDir, 'secret')
  const unfinished = `${path}.new-${process.pid}`
  try {
    writeFileSync(unfinished, randomBytes(BYTES).toString('base64url'), { mode: 0o600 })
    linkSync(unfinished, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished, { force: true })
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (Buffer.byteLength(secret) < BYTES)
    throw new Error(`${path} holds no whole secret: remove it, or set SECRET.`)
  return secret
}
