import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPGlite } from './embedded.ts'

/** Where the database lies inside the data directory; unfinished ones carry a suffix. */
const NAME = 'database'

/** Keeps a second process out of the data directory until the returned function is called. */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, 'verbatim.pid')
  if (isStale(path)) rmSync(path, { force: true })
  try {
    writeFileSync(path, identify(process.pid), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const holder = Number.parseInt(readFileSync(path, 'utf8'), 10)
    throw new Error(
      `${directory} is in use by process ${holder}. Stop it, or set DATA_DIR to another folder.`,
    )
  }
  return () => rmSync(path, { force: true })
}

/** A process and when it began: process numbers come round again, and inside containers soon. */
function identify(pid: number): string {
  try {
    // The 22nd field of Linux's table; the second, in brackets, may itself hold blanks.
    const started = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19]
    return `${pid} ${started}\n`
  } catch {
    return `${pid}\n`
  }
}

function isStale(path: string): boolean {
  if (!existsSync(path)) return false
  const holder = readFileSync(path, 'utf8')
  const pid = Number.parseInt(holder, 10)
  return !pid || !isAlive(pid) || identify(pid) !== holder
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export const hasDatabase = (directory: string) => existsSync(join(directory, NAME))

/** Opens the embedded database of a data directory that is locked, and makes it when there is none. */
export async function openDirectory(directory: string) {
  const path = join(directory, NAME)
  removeUnfinished(directory)
  if (!existsSync(path)) await create(path)
  return openPGlite({ dataDir: path })
}

/**
 * Making a database takes half a gigabyte of memory and the whole thread for seconds: another process
 * does it. The folder gets its name when it is complete, so an interrupted start leaves nothing half made.
 */
async function create(path: string): Promise<void> {
  const unfinished = `${path}.new-${process.pid}`
  const script = fileURLToPath(new URL(`./create-database${extname(import.meta.url)}`, import.meta.url))
  const maker = fork(script, [unfinished])
  process.once('exit', () => maker.kill())
  const [code] = await once(maker, 'exit')
  if (code !== 0) throw new Error(`The embedded database could not be made in ${path}.`)
  renameSync(unfinished, path)
}

function removeUnfinished(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(`${NAME}.new-`)) rmSync(join(directory, name), { recursive: true, force: true })
  }
}
