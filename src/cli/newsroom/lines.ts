import { createReadStream } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** The file of a newsroom: what is in it is not as it should be. */
export class NewsroomFileError extends Error {}

/** No row and no piece of a file comes near it. */
const LINE_LENGTH_MAX = 100_000_000

export const isPacked = (path: string) => path.endsWith('.gz')

/** The lines of a file, unpacked when its name ends in `.gz`; never more than a few of them in memory. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of opened(path)) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > LINE_LENGTH_MAX)
      throw new NewsroomFileError('A line of the file is too long to be one.')
    yield* parts
  }
  if (rest !== '') yield rest
}

function opened(path: string): Readable {
  const file = createReadStream(path)
  // Whoever reads gets the error of either.
  return isPacked(path) ? pipeline(file, createGunzip(), () => undefined) : file
}
