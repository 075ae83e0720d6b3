import { randomUUID } from 'node:crypto'
import { type messages, type PGlite, protocol, type Transaction, types } from '@electric-sql/pglite'
import type { Statement } from './statement.ts'

type Query = (statement: Statement) => Promise<unknown[]>

interface EmbeddedStatements {
  /** Outside any transaction: waits for the one that is open. */
  query: Query
  /** In a transaction that is open. */
  inside: (tx: Transaction) => Query
}

/** A statement that the embedded database has parsed. */
interface Prepared {
  name: string
  /** The types of its values, as PostgreSQL numbers them. */
  parameters: readonly number[]
  columns: messages.RowDescriptionMessage['fields']
}

/**
 * Statements on the embedded database, each prepared once under its name as on PostgreSQL: to plan one takes it longer
 * than to run it. PGlite's own `query` prepares nothing, so they are told in PostgreSQL's words
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY).
 */
export function embeddedStatements(pglite: PGlite): EmbeddedStatements {
  const known = new Map<string, Prepared>()
  // Whoever else asks the same database has names of their own.
  const mine = randomUUID()
  let prepared = 0
  const tell = (words: readonly Uint8Array[]) =>
    pglite.execProtocolStream(Buffer.concat([...words, serialize.sync()]))

  const prepare = async (text: string): Promise<Prepared> => {
    prepared += 1
    const name = `${mine}.${prepared}`
    const answers = await tell([serialize.parse({ name, text }), serialize.describe({ type: 'S', name })])
    const parameters = answers.find(isParameters)
    const row = answers.find(isColumns)
    const statement = { name, parameters: parameters?.dataTypeIDs ?? [], columns: row?.fields ?? [] }
    known.set(text, statement)
    return statement
  }

  const run: Query = async ({ text, values }) => {
    const { name, parameters, columns } = known.get(text) ?? (await prepare(text))
    const written = values.map((value, at) => serialized(pglite, value, parameters[at]))
    const answers = await tell([serialize.bind({ statement: name, values: written }), serialize.execute({})])
    return answers.filter(isRow).map(({ fields }) => rowOf(pglite, columns, fields))
  }

  return {
    query: (statement) =>
      statement.name === ''
        ? pglite.query(statement.text, [...statement.values]).then(({ rows }) => rows)
        : pglite._runExclusiveTransaction(() => pglite.runExclusive(() => run(statement))),
    inside: (tx) => (statement) =>
      statement.name === ''
        ? tx.query(statement.text, [...statement.values]).then(({ rows }) => rows)
        : pglite.runExclusive(() => run(statement)),
  }
}

const { serialize } = protocol

type Answer = messages.BackendMessage
const isParameters = (answer: Answer): answer is messages.ParameterDescriptionMessage =>
  answer.name === 'parameterDescription'
const isColumns = (answer: Answer): answer is messages.RowDescriptionMessage =>
  answer.name === 'rowDescription'
const isRow = (answer: Answer): answer is messages.DataRowMessage => answer.name === 'dataRow'

function serialized({ serializers }: PGlite, value: unknown, type: number | undefined): string | null {
  if (value === null || value === undefined) return null
  return (serializers[type ?? types.TEXT] ?? String)(value)
}

const rowOf = ({ parsers }: PGlite, columns: Prepared['columns'], fields: readonly (string | null)[]) =>
  Object.fromEntries(
    columns.map(({ name, dataTypeID }, at) => [
      name,
      types.parseType(fields[at] ?? null, dataTypeID, parsers),
    ]),
  )
