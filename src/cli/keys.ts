import { parseArgs } from 'node:util'
import { validate } from 'uuid'
import { act } from '../db/act.ts'
import type { Database } from '../db/client.ts'
import { issueApiKey, listApiKeys, type Row, revokeApiKey, toApiKey } from '../features/keys/store.ts'
import { ROLES, type Role } from '../lib/actor.ts'
import { COMMAND_LINE, type Command, UsageError, type Work } from './command.ts'

const LABEL_MAX = 100
const AT_ONCE = 100

const isRole = (name: string | undefined): name is Role => name !== undefined && Object.hasOwn(ROLES, name)

/** Makes, lists and revokes keys without one: for whoever has the database, also when every key is lost. */
export const keys: Command = {
  help: `verbatim keys create --label TEXT --role ${Object.keys(ROLES).join('|')} [--expires-at TIME]
verbatim keys list
verbatim keys revoke ID

create tells the key once; only a digest of it is stored. TIME is such as 2030-01-31T12:00:00Z.
revoke refuses the last key that can administer, unless ADMIN_KEY is set.`,
  plan: ([action, ...args]) => {
    if (action === 'create') return create(args)
    if (action === 'list') return list(args)
    if (action === 'revoke') return revoke(args)
    throw new UsageError('keys create, keys list or keys revoke?')
  },
}

function create(args: string[]): Work {
  const string = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { label: string, role: string, 'expires-at': string } })
  const { label = '', role, 'expires-at': expiresAt } = values
  if (label.trim() === '' || label.length > LABEL_MAX)
    throw new UsageError('--label needs 1 to 100 characters')
  if (!isRole(role)) throw new UsageError(`--role is one of ${Object.keys(ROLES).join(', ')}`)
  if (expiresAt !== undefined && Number.isNaN(Date.parse(expiresAt)))
    throw new UsageError('--expires-at must be a time')
  const input = { label, role, ...(expiresAt !== undefined && { expiresAt }) }
  return async ({ database: { db }, tell }) => {
    tell(await act(db, COMMAND_LINE, (unit) => issueApiKey(unit, input)))
    return true
  }
}

function list(args: string[]): Work {
  parseArgs({ args })
  return async ({ database: { db }, tell }) => {
    for await (const row of everyKey(db)) tell(toApiKey(row))
    return true
  }
}

async function* everyKey(db: Database): AsyncGenerator<Row> {
  let after: ['', string] | undefined
  for (;;) {
    const { rows } = await listApiKeys(db, { limit: AT_ONCE, after, wantsCount: false })
    yield* rows.slice(0, AT_ONCE)
    const last = rows[AT_ONCE - 1]
    if (rows.length <= AT_ONCE || !last) return
    after = ['', last.id]
  }
}

function revoke(args: string[]): Work {
  const [id = ''] = parseArgs({ args, allowPositionals: true }).positionals
  if (!validate(id)) throw new UsageError('Which key? keys list shows their ids.')
  return async ({ config, database: { db }, tell }) => {
    await act(db, COMMAND_LINE, (unit) => revokeApiKey(unit, id, config.adminKey !== undefined))
    tell({ id, isRevoked: true })
    return true
  }
}
