import type { Readable } from 'node:stream'
import { unavailable } from '../db/errors.ts'

/**
 * Where files are kept. A key is `<folder>/<name>`, both made by us: never anything that a client sent. A
 * storage that does not answer is a 503.
 */
export interface Files {
  /** Keeps the file whole or not at all; one that has the key already is replaced. */
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>
  /** The file, or nothing. Read the stream or destroy it. */
  open(key: string): Promise<StoredFile | undefined>
  /** Removes everything in the folder, which may be gone already. */
  removeFolder(folder: string): Promise<void>
}

export interface StoredFile {
  bytes: number
  stream: Readable
}

export const storageFailed = (cause: unknown) =>
  unavailable('The storage of files does not answer at the moment.', cause)

const FOLDER = /^[0-9a-f-]{36}$/
const NAME = /^[0-9a-z-]+\.[a-z]+$/

/** Guards what reaches a file system or an address: whoever makes a key from a client's words fails here. */
export function requireKey(key: string): void {
  const [folder = '', name = '', ...more] = key.split('/')
  requireFolder(folder)
  if (!NAME.test(name) || more.length > 0) throw new Error('A key must end with a plain name.')
}

export function requireFolder(folder: string): void {
  if (!FOLDER.test(folder)) throw new Error('A folder must be an id.')
}
