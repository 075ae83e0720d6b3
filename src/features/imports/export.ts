import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { disqusReader } from './disqus.ts'
import type { Exported, Kind } from './rules.ts'
import { wxrReader } from './wxr.ts'

/** Takes the elements of an export as they begin and end; text is what stood directly inside one. */
export interface ExportReader {
  /** The name of the outermost element. */
  root: string
  begin(path: string, attributes: Record<string, string>): void
  end(path: string, text: string): void
  comments(): Exported[]
  /** Where the keys of its comments are unique. */
  source(): string
}

/** What a file holds. */
export interface Export {
  source: string
  comments: Exported[]
}

/** Exports are a few levels deep; one that goes on and on is not one. */
const DEPTH_MAX = 50
const CHUNK = 262_144
/** What a gzipped file may grow to: a file of zeros is a thousand times smaller. */
const UNPACKED_MAX = 268_435_456

/** What its sender can mend; everything else that goes wrong is our fault. */
export class ExportError extends Error {}

const READERS: Record<Kind, () => ExportReader> = { disqus_comments: disqusReader, wxr_comments: wxrReader }

/**
 * Reads a gzipped export, and lets others work between its parts. Throws `ExportError` for what is not
 * well-formed XML in UTF-8, or of another kind.
 */
export async function readExport(kind: Kind, file: Readable): Promise<Export> {
  const reader = READERS[kind]()
  const parser = parserFor(reader)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const bytes of unpacked(file))
    parser.write(decoded(() => decoder.decode(bytes, { stream: true })))
  parser.write(decoded(() => decoder.decode())).close()
  return { source: reader.source(), comments: reader.comments() }
}

async function* unpacked(file: Readable): AsyncGenerator<Uint8Array> {
  const unpacking = createGunzip({ chunkSize: CHUNK })
  // What fails is thrown by the loop that reads.
  pipeline(file, unpacking, () => {})
  let bytes = 0
  try {
    for await (const chunk of unpacking) {
      bytes += chunk.length
      if (bytes > UNPACKED_MAX) throw new ExportError(`Unpacked it has more than ${UNPACKED_MAX} bytes.`)
      yield chunk
    }
  } catch (error) {
    throw isOfZlib(error) ? new ExportError('The file is damaged: it cannot be unpacked.') : error
  }
}

const isOfZlib = (error: unknown) => String((error as { code?: unknown }).code).startsWith('Z_')

/** XML has no control characters, but exports have what somebody once pasted. */
const CONTROLS = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu

function decoded(decode: () => string): string {
  try {
    return decode().replace(CONTROLS, '')
  } catch {
    throw new ExportError('The file is not UTF-8.')
  }
}

function parserFor(reader: ExportReader): SaxesParser {
  const parser = new SaxesParser()
  const path: string[] = []
  const texts: string[] = []
  parser.on('error', ({ message }) => {
    throw new ExportError(`The file is not well-formed XML, at line and column ${message}`)
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (path.length === 0 && tag.name !== reader.root) {
      throw new ExportError(`The file begins with <${tag.name.slice(0, 40)}>, not with <${reader.root}>.`)
    }
    if (path.length >= DEPTH_MAX) throw new ExportError('The file is nested too deeply.')
    path.push(tag.name)
    texts.push('')
    reader.begin(path.join('/'), tag.attributes)
  })
  const add = (text: string) => {
    if (texts.length > 0) texts[texts.length - 1] += text
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    reader.end(path.join('/'), (texts.pop() ?? '').trim())
    path.pop()
  })
  return parser
}
