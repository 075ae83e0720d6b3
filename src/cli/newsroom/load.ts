import { CARRIED } from '../../db/carried-tables.ts'
import { insertRows } from '../../db/copy-in.ts'
import type { DirectSession } from '../../db/direct.ts'
import type { Files } from '../../storage/files.ts'
import { type Counts, type FileHead, readLine } from './format.ts'
import { NewsroomFileError } from './lines.ts'

interface Target {
  session: DirectSession
  files: Files
  onProgress(what: string, done: number): void
}

type Table = (typeof CARRIED)[number]
const isCarried = (name: string): name is Table => CARRIED.some((table) => table === name)

const ROWS_AT_ONCE = 200
const LENGTH_AT_ONCE = 4_000_000

/** Takes the lines behind the first one into the database and the storage; throws when one is not as it should be. */
export async function loadLines(lines: AsyncIterable<string>, target: Target): Promise<Counts> {
  const rows = rowsInto(target)
  const files = filesInto(target)
  let number = 1
  for await (const text of lines) {
    number += 1
    const line = readLine(text, number)
    if (line.kind === 'row') {
      files.refuseHalf(number)
      await rows.add(line.table, text, number)
      continue
    }
    await rows.flush(number)
    if (line.kind === 'chunk') files.add(line.bytes, number)
    else files.refuseHalf(number)
    if (line.kind === 'end') return complete(line.counts, { rows: rows.counts, files: files.count() })
    if (line.kind === 'file') files.begin(line.head)
    await files.finishWhenWhole()
  }
  throw new NewsroomFileError('The file was cut off: its last line is missing.')
}

function complete(promised: Counts, loaded: Counts): Counts {
  const tables = new Set([...Object.keys(promised.rows), ...Object.keys(loaded.rows)])
  const differing = [...tables].filter((table) => promised.rows[table] !== loaded.rows[table])
  if (promised.files !== loaded.files) differing.push('files')
  if (differing.length > 0) throw new NewsroomFileError(`The file is not whole: ${differing.join(', ')}.`)
  return loaded
}

/** Rows in batches of one table. */
function rowsInto({ session, onProgress }: Target) {
  const counts: Counts['rows'] = {}
  let waiting: string[] = []
  let table: Table | undefined
  let length = 0

  const flush = async (number: number) => {
    if (!table || waiting.length === 0) return
    await insertRows(session, table, waiting).catch((cause: Error) => {
      const where = `Rows of ${table} before line ${number} were refused`
      throw new NewsroomFileError(`${where}: ${cause.message}`, { cause })
    })
    const done = (counts[table] ?? 0) + waiting.length
    counts[table] = done
    onProgress(table, done)
    waiting = []
    length = 0
  }
  const add = async (name: string, text: string, number: number) => {
    if (!isCarried(name))
      throw new NewsroomFileError(`Line ${number} is of ${name}, which no export carries.`)
    const isFull = waiting.length >= ROWS_AT_ONCE || length + text.length > LENGTH_AT_ONCE
    if (name !== table || isFull) await flush(number)
    table = name
    waiting.push(text)
    length += text.length
  }
  return { add, flush, counts }
}

/** Files one after the other, each put when all its pieces are there. */
function filesInto({ files, onProgress }: Target) {
  let open: { head: FileHead; pieces: Buffer[]; missing: number } | undefined
  let count = 0

  return {
    count: () => count,
    refuseHalf: (number: number) => {
      if (open) throw new NewsroomFileError(`${open.head.file} is not whole before line ${number}.`)
    },
    begin: (head: FileHead) => {
      open = { head, pieces: [], missing: head.bytes }
    },
    add: (bytes: Buffer, number: number) => {
      if (!open || bytes.length > open.missing) {
        throw new NewsroomFileError(`Line ${number} holds bytes of no file.`)
      }
      open.pieces.push(bytes)
      open.missing -= bytes.length
    },
    finishWhenWhole: async () => {
      if (!open || open.missing > 0) return
      const { head, pieces } = open
      open = undefined
      await files.put(head.file, Buffer.concat(pieces), head.mediaType)
      onProgress('files', ++count)
    },
  }
}
