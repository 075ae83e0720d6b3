import { afterAll, beforeEach } from '@jest/globals'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { pino } from 'pino'
import { buildApp } from '../../src/app.ts'
import type { Database } from '../../src/db/client.ts'
import type { Reads } from '../../src/db/statement.ts'
import { mintKey } from '../../src/features/keys/rules.ts'
import type { Settings } from '../../src/http/settings.ts'
import { ROLES, type Role } from '../../src/lib/actor.ts'
import { deriveSecrets } from '../../src/lib/secrets.ts'
import { diskFiles } from '../../src/storage/disk.ts'
import type { Files } from '../../src/storage/files.ts'
import { checkAnswer } from './contract.ts'
import { openTestDatabase } from './database.ts'
import { temporaryFolder } from './folder.ts'

/** Deleting the few rows of a test is ten times faster than truncating; foreign keys look away meanwhile. */
const EMPTY_EVERY_TABLE = `do $$ declare name text; begin
  set local session_replication_role = 'replica';
  for name in select quote_ident(tablename) from pg_tables
    where schemaname = 'public' and tablename <> '_prisma_migrations'
  loop execute 'delete from ' || name; end loop;
end $$`

/** What the last test left at work may hold rows in another order: then it comes to its end first. */
async function emptyEveryTable(db: Database, tries = 3): Promise<void> {
  try {
    await db.$executeRawUnsafe(EMPTY_EVERY_TABLE)
  } catch (error) {
    if (tries === 1 || !String(error).includes('deadlock detected')) throw error
    await emptyEveryTable(db, tries - 1)
  }
}

export const SETTINGS: Settings = {
  publicUrl: 'http://127.0.0.1:3000',
  siteUrl: 'https://news.example',
  siteName: 'Port Alder Courier',
  articleUrl: '{site}/{section}/{slug}',
  timeZone: 'UTC',
  requireReview: false,
  mediaBytesMax: 1_000_000,
  hasAdminKey: false,
  isReady: () => true,
  outgoingAllow: [],
  corsOrigins: ['https://desk.example'],
  sendsMail: true,
  rateLimits: 'off',
}

export const SECRETS = deriveSecrets('a secret for tests that is long enough')

export interface Answer {
  status: number
  headers: Record<string, string | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
  body: any
  text: string
  bytes: Buffer
}

export type Caller = (
  method: HTTPMethods,
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>

export interface Newsroom {
  app: FastifyInstance
  db: Database
  reads: Reads
  /** Every SQL text sent since the last `statements.length = 0`. */
  statements: string[]
  /** What was logged as a warning or worse. */
  warnings: string[]
  /** Nobody: no key. */
  reader: Caller
  writer: Caller
  editor: Caller
  moderator: Caller
  admin: Caller
  /** A caller with one further header, such as a wrong key. */
  as: (headers: Record<string, string>) => Caller
}

/** Services outside that the newsroom asks, and where it keeps answers: nowhere unless said otherwise. */
type Outside = Partial<
  Pick<Parameters<typeof buildApp>[0], 'checks' | 'captchaProvider' | 'answers' | 'metrics'>
>

/**
 * The real application over this worker's own database, emptied before every test, with a key per role.
 * Every answer is held against the API document.
 */
export async function newsroom(
  settings: Partial<Settings> = {},
  files: Files = diskFiles(temporaryFolder()),
  outsideOf: (db: Database, reads: Reads) => Outside = () => ({}),
): Promise<Newsroom> {
  const statements: string[] = []
  const warnings: string[] = []
  const log = pino({ level: 'warn' }, { write: (entry: string) => warnings.push(entry) })
  const { db, reads, close } = await openTestDatabase((sql) => statements.push(sql))
  const app = await buildApp({
    db,
    reads,
    secrets: SECRETS,
    files,
    ...outsideOf(db, reads),
    settings: { ...SETTINGS, ...settings },
    log,
  })
  const minted = new Map((Object.keys(ROLES) as Role[]).map((role) => [role, mintKey()]))

  beforeEach(async () => {
    await emptyEveryTable(db)
    await db.apiKey.createMany({
      data: [...minted].map(([role, { prefix, secretHash }]) => ({
        prefix,
        secretHash,
        label: `Test ${role}`,
        scopes: [...ROLES[role]],
        // Noted already, so that the first request of a test costs what every request costs.
        lastUsedAt: new Date(Date.now() + 86_400_000),
        createdBy: 'system',
      })),
    })
    statements.length = 0
    warnings.length = 0
  })
  afterAll(async () => {
    await app.close()
    await close()
  })

  const as = (always: Record<string, string>): Caller => caller(app, always)
  const withRole = (role: Role) => as({ authorization: `Bearer ${minted.get(role)?.key}` })
  return {
    app,
    db,
    reads,
    statements,
    warnings,
    as,
    reader: as({}),
    writer: withRole('writer'),
    editor: withRole('editor'),
    moderator: withRole('moderator'),
    admin: withRole('admin'),
  }
}

export function caller(app: FastifyInstance, always: Record<string, string>): Caller {
  return async (method, url, body, headers = {}) => {
    const response = await app.inject({
      method,
      url,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...always,
        ...headers,
      },
      ...(body !== undefined && { payload: isRaw(body) ? body : JSON.stringify(body) }),
    })
    checkAnswer(app, method, url, response)
    const isJson = String(response.headers['content-type'] ?? '').includes('json')
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string | undefined>,
      body: isJson && response.body !== '' ? response.json() : null,
      text: response.body,
      bytes: response.rawPayload,
    }
  }
}

const isRaw = (body: unknown): body is string | Buffer => typeof body === 'string' || Buffer.isBuffer(body)
