import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import type { Session } from './session.ts'

const prismaDirectory = fileURLToPath(new URL('../../prisma/', import.meta.url))
const migrationsDirectory = join(prismaDirectory, 'migrations')
const schemaPath = join(prismaDirectory, 'schema.prisma')

/** Node has WebAssembly, but its types come with the browser's library only. */
const { WebAssembly: wasmRuntime } = globalThis as unknown as {
  WebAssembly: {
    instantiate(
      module: Uint8Array,
      imports: object,
    ): Promise<{ instance: { exports: Record<string, unknown> } }>
  }
}

export const NO_FILTERS = { externalTables: [], externalEnums: [] }

type Glue = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm(exports: unknown): void }

/** Loaded once per process: a second instance would take the first one's memory from under it. */
let glue: Promise<Glue> | undefined

async function loadGlue(): Promise<Glue> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const directory = entry.replace(/schema_engine\.js$/, '')
  const loaded = await import(pathToFileURL(`${directory}schema_engine_bg.js`).href)
  const wasm = readFileSync(`${directory}schema_engine_bg.wasm`)
  const { instance } = await wasmRuntime.instantiate(wasm, { './schema_engine_bg.js': loaded })
  loaded.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return loaded
}

/**
 * Prisma's own schema engine as WebAssembly: it writes the same `_prisma_migrations` table as
 * `prisma migrate deploy`, needs no downloaded binary, and works over any driver adapter.
 */
export async function openEngine(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  glue ??= loadGlue()
  const { SchemaEngine } = await glue
  return SchemaEngine.new(
    { datamodels: [[schemaPath, readFileSync(schemaPath, 'utf8')]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

/** The migrations as the engine takes them, oldest first. */
export async function readMigrations() {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const value = await readFile(join(migrationsDirectory, path, 'migration.sql'), 'utf8')
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
    }),
  )
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(migrationsDirectory, 'migration_lock.toml'), 'utf8'),
  }
  return { baseDir: migrationsDirectory, lockfile, shadowDbInitScript: '', migrationDirectories }
}

/**
 * The SQL that would take the migrations to the schema; nothing when they agree. Migrates in a transaction
 * that first empties the database of the session, and rolls it back.
 */
export async function findDrift(
  { adapter, execute }: Session,
  schema = readFileSync(schemaPath, 'utf8'),
): Promise<string | undefined> {
  const engine = await openEngine(adapter)
  await execute('begin; drop schema public cascade; create schema public')
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations()) },
      to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: schema }] },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    })
    return exitCode === 0 ? undefined : (stdout ?? 'The engine reports a difference and does not name it.')
  } finally {
    await execute('rollback')
    engine.free()
  }
}
