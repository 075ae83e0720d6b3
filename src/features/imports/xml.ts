import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { ExportError, textOf } from './unpack.ts'

/** Takes the elements of an export as they begin and end; text is what stood directly inside one. */
export interface XmlReader {
  /** The name of the outermost element. */
  root: string
  begin(path: string, attributes: Record<string, string>): void
  end(path: string, text: string): void
}

/** Exports are a few levels deep; one that goes on and on is not one. */
const DEPTH_MAX = 50

/**
 * Reads a gzipped export, and lets others work between its parts: after each one the reader has been told what is
 * in it. Throws `ExportError` for what is not well-formed XML in UTF-8, or of another kind.
 */
export async function* xmlParts(file: Readable, reader: XmlReader): AsyncGenerator<void> {
  const parser = parserFor(reader)
  for await (const text of textOf(file)) {
    parser.write(text)
    yield
  }
  parser.close()
}

function parserFor(reader: XmlReader): SaxesParser {
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
