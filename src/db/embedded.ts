import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

/** The add-ons of the embedded PostgreSQL that the migrations ask for. */
const extensions = { btree_gist }

/** Opens the embedded PostgreSQL; without a directory it lives in memory. */
export const openPGlite = (options: PGliteOptions = {}) => PGlite.create({ ...options, extensions })

/**
 * Prisma over the embedded database. Two things differ from the adapter as published: a script is awaited
 * (its failure would otherwise pass as success), and the shadow database knows our extensions.
 */
export function embeddedAdapter(pglite: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const adapter = new PrismaPGlite(pglite)
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: async () => awaitingScripts(await adapter.connect(), pglite),
    connectToShadowDb: async () => {
      const shadow = await openPGlite()
      return awaitingScripts(await new PrismaPGlite(shadow).connect(), shadow)
    },
  }
}

const awaitingScripts = (adapter: SqlDriverAdapter, pglite: PGlite) =>
  Object.assign(adapter, {
    executeScript: async (script: string) => {
      await pglite.exec(script)
    },
  })

/** Keeps a second process out of the data directory; the file names the holder. */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'verbatim.pid')
  const holder = readHolder(path)
  if (holder !== undefined && holder !== process.pid && isAlive(holder))
    throw new Error(
      `${directory} is in use by process ${holder}. Stop it, or set DATA_DIR to another folder.`,
    )
  writeFileSync(path, `${process.pid}\n`)
  return () => rmSync(path, { force: true })
}

function readHolder(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
