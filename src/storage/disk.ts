import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Files, requireFolder, requireKey, storageFailed } from './files.ts'

/** Files in a folder of this machine, or one that several mount; made when the first file comes. */
export function diskFiles(directory: string): Files {
  return {
    put: (key, bytes) => {
      requireKey(key)
      return write(join(directory, key), bytes).catch(fail)
    },
    open: async (key) => {
      requireKey(key)
      const file = await open(join(directory, key)).catch(absent)
      if (!file) return undefined
      const { size } = await file.stat()
      return { bytes: size, stream: file.createReadStream() }
    },
    removeFolder: async (folder) => {
      requireFolder(folder)
      await rm(join(directory, folder), { recursive: true, force: true }).catch(fail)
    },
  }
}

/** Under another name first: nobody reads half a file, and what a power cut leaves is never taken for one. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`
  try {
    const file = await open(unfinished, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw storageFailed(error)
}

function fail(error: unknown): never {
  throw storageFailed(error)
}
