import { createHash } from 'node:crypto'
import { type PGlite, protocol, type Transaction, types } from '@electric-sql/pglite'
import { LRUCache } from 'lru-cache'
import type { MaybeOpening } from './embedded.ts'
import type { Statement } from './statement.ts'

/** Each holds its plan in the memory of the database. */
const PREPARED_MAX = 250

/** What the database knows of a text that it has parsed. */
interface Prepared {
  name: string
  /** The types of its values and of its columns, as the database numbers them. */
  parameters: readonly number[]
  columns: readonly { name: string; dataTypeID: number }[]
}

/**
 * Named statements on the embedded database, parsed and planned once, as a connection of a pool does it. PGlite has no
 * names for statements and plans each anew, which takes longer there than to run it: so this speaks the protocol itself.
 * https://www.postgresql.org/docs/17/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export function embeddedStatements(opening: MaybeOpening) {
  /** What is prepared no longer has to be closed, at the next occasion. */
  let unused: string[] = []
  const prepared = new LRUCache<string, Prepared>({
    max: PREPARED_MAX,
    dispose: ({ name }) => unused.push(name),
  })

  const prepare = async (pglite: PGlite, text: string): Promise<Prepared> => {
    // The engine may outlive whoever prepared on it: a name that means its text is never another's.
    const name = createHash('sha256').update(text).digest('base64url')
    const closing = [...unused, name].map((each) => serialize.close({ type: 'S', name: each }))
    unused = []
    const parsing = [serialize.parse({ name, text }), serialize.describe({ type: 'S', name })]
    const answer = await tell(pglite, [...closing, ...parsing])
    const fresh = { name, parameters: parametersIn(answer), columns: columnsIn(answer) }
    prepared.set(text, fresh)
    return fresh
  }

  const run = async (pglite: PGlite, { text, values }: Statement) => {
    const statement = prepared.get(text) ?? (await prepare(pglite, text))
    const bound = serialize.bind({ statement: statement.name, values: textsOf(pglite, statement, values) })
    return rowsIn(pglite, statement, await tell(pglite, [bound, serialize.execute({})]))
  }

  /** Inside this transaction: behind its end the same statement would stand alone. */
  const inside = async (tx: Pick<Transaction, 'closed'>, statement: Statement) => {
    const pglite = await opening
    if (tx.closed) throw new Error('The transaction has ended.')
    return pglite._runExclusiveQuery(() => run(pglite, statement))
  }
  /** Outside any: it waits for the one that is open, as PGlite's own queries do. */
  const outside = async (statement: Statement) => {
    const pglite = await opening
    return pglite._runExclusiveTransaction(() => pglite._runExclusiveQuery(() => run(pglite, statement)))
  }
  return { inside, outside }
}

const { serialize } = protocol

type Answer = Awaited<ReturnType<PGlite['execProtocolStream']>>
type Parts = Record<string, unknown>

/** Says all of it at once. Behind an error the database listens again from the end on. */
function tell(pglite: PGlite, said: readonly Uint8Array[]): Promise<Answer> {
  return pglite.execProtocolStream(Buffer.concat([...said, serialize.sync()]), { syncToFs: true })
}

const partsOf = (answer: Answer, kind: string) =>
  answer.filter(({ name }) => name === kind) as unknown as Parts[]

const parametersIn = (answer: Answer) =>
  (partsOf(answer, 'parameterDescription')[0]?.dataTypeIDs ?? []) as Prepared['parameters']

const columnsIn = (answer: Answer) =>
  (partsOf(answer, 'rowDescription')[0]?.fields ?? []) as Prepared['columns']

function textsOf({ serializers }: PGlite, { parameters }: Prepared, values: readonly unknown[]) {
  return values.map((value, place) => {
    if (value === null || value === undefined) return null
    return serializers[parameters[place] ?? 0]?.(value) ?? String(value)
  })
}

const rowsIn = ({ parsers }: PGlite, { columns }: Prepared, answer: Answer) =>
  (partsOf(answer, 'dataRow') as { fields: (string | null)[] }[]).map(({ fields }) =>
    Object.fromEntries(
      columns.map(({ name, dataTypeID }, place) => [
        name,
        types.parseType(fields[place] ?? null, dataTypeID, parsers),
      ]),
    ),
  )
