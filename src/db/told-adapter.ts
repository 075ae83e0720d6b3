import type {
  SqlMigrationAwareDriverAdapterFactory,
  SqlQueryable,
  Transaction,
} from '@prisma/driver-adapter-utils'
import { told } from '../lib/steps.ts'

/** The adapter, with every statement that Prisma sends told as a step. */
export function toldAdapter(
  adapter: SqlMigrationAwareDriverAdapterFactory,
): SqlMigrationAwareDriverAdapterFactory {
  const { provider, adapterName } = adapter
  const connect = async () => {
    const connected = telling(await adapter.connect())
    const startTransaction = connected.startTransaction.bind(connected)
    const begin = async (...options: Parameters<typeof startTransaction>): Promise<Transaction> =>
      telling(await startTransaction(...options))
    return Object.assign(connected, { startTransaction: begin })
  }
  return { provider, adapterName, connect, connectToShadowDb: () => adapter.connectToShadowDb() }
}

function telling<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable)
  const executeRaw = queryable.executeRaw.bind(queryable)
  return Object.assign(queryable, {
    queryRaw: (query: Parameters<typeof queryRaw>[0]) =>
      told({ kind: 'statement', text: query.sql }, () => queryRaw(query)),
    executeRaw: (query: Parameters<typeof executeRaw>[0]) =>
      told({ kind: 'statement', text: query.sql }, () => executeRaw(query)),
  })
}
