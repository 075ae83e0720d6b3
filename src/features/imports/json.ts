import { ExportError } from './unpack.ts'

/** What is read as one value; more has to come line by line. */
const VALUE_MAX = 16_777_216

/**
 * The values of a JSON text: the items of an array, one object, or (NDJSON) one object in each line, which are
 * read as they come. Throws `ExportError` for what is neither.
 */
export async function* jsonValues(parts: AsyncIterable<string>): AsyncGenerator<unknown> {
  let rest = ''
  let isLines: boolean | undefined
  for await (const part of parts) {
    rest = (rest + part).trimStart()
    if (isLines === undefined && rest.includes('\n')) isLines = isObject(firstLine(rest))
    const end = isLines ? rest.lastIndexOf('\n') + 1 : 0
    yield* valuesOfLines(rest.slice(0, end))
    rest = rest.slice(end)
    if (rest.length > VALUE_MAX) {
      throw new ExportError(`One value has more than ${VALUE_MAX} characters: send one article in each line.`)
    }
  }
  const last = rest.trim() === '' ? [] : parse(rest)
  yield* Array.isArray(last) ? last : [last]
}

function* valuesOfLines(text: string): Generator<unknown> {
  for (const line of text.split('\n')) if (line.trim() !== '') yield parse(line)
}

const firstLine = (text: string) => text.slice(0, text.indexOf('\n'))

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ExportError(`The file is not JSON: ${String((error as Error).message).slice(0, 200)}`)
  }
}
