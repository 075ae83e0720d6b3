import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { NewsroomFileError } from './lines.ts'

/** Changes when files of before cannot be read any more. */
export const FORMAT = 1

/** The first line: what the file is, and which database it fits. */
const Head = Type.Object({
  verbatim: Type.Literal('newsroom'),
  format: Type.Integer(),
  /** The newest migration of the database that it was taken from. */
  migration: Type.String(),
  exportedAt: Type.String(),
})
export type Head = Static<typeof Head>

/** A file of the storage; its bytes follow as lines of `chunk`. */
const FileHead = Type.Object({
  file: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
})
export type FileHead = Static<typeof FileHead>

const Chunk = Type.Object({ chunk: Type.String() })

/** The last line: a file without it was cut off. */
const End = Type.Object({
  end: Type.Object({ rows: Type.Record(Type.String(), Type.Integer()), files: Type.Integer() }),
})
export type Counts = Static<typeof End>['end']

type Line =
  | { kind: 'row'; table: string }
  | { kind: 'file'; head: FileHead }
  | { kind: 'chunk'; bytes: Buffer }
  | { kind: 'end'; counts: Counts }

/** As `rowLine` writes it. The row itself is for the database to read: numbers may be larger than ours. */
const ROW = /^\{"table":"([a-z_]+)","row":\{/

export const rowLine = (table: string, row: string) => `{"table":"${table}","row":${row}}`

export function readHead(text: string | undefined): Head {
  const head = parse(text ?? '')
  if (!Value.Check(Head, head)) throw new NewsroomFileError('This is not an export of a newsroom.')
  return head
}

export function readLine(text: string, number: number): Line {
  const table = ROW.exec(text)?.[1]
  if (table !== undefined) return { kind: 'row', table }
  const line = parse(text)
  if (Value.Check(Chunk, line)) return { kind: 'chunk', bytes: Buffer.from(line.chunk, 'base64') }
  if (Value.Check(FileHead, line)) return { kind: 'file', head: line }
  if (Value.Check(End, line)) return { kind: 'end', counts: line.end }
  throw new NewsroomFileError(`Line ${number} is none of an export.`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
