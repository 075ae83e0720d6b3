import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connectEmbedded, connectPostgres } from '../../src/db/client.ts'
import { openDirectory } from '../../src/db/data-directory.ts'
import { migrateEmbedded, migratePostgres } from '../../src/db/migrate.ts'
import { type App, openApp, SECRET } from './app.ts'
import { fillNewsroom } from './newsroom.ts'
import type { Places } from './rows.ts'

/** A newsroom that was filled for the bench. */
export interface Target {
  /** What a server over it is started with. */
  environment: Record<string, string>
  databaseUrl: string | undefined
  /** Asks it in this process: what its paths are made of, how many statements a request costs. */
  inProcess<T>(work: (app: App, statements: string[]) => Promise<T>): Promise<T>
  remove(): void
}

export async function makeTarget(databaseUrl: string | undefined, articles: number): Promise<Target> {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
  const connect = async (statements: string[]): Promise<Connection> => {
    const onStatement = (sql: string) => void statements.push(sql)
    if (databaseUrl) return connectPostgres({ url: databaseUrl, poolMax: 4, onStatement })
    const embedded = await openDirectory(directory)
    await migrateEmbedded(embedded)
    return connectEmbedded(embedded, { onStatement })
  }
  if (databaseUrl) await migratePostgres(databaseUrl)
  const target: Target = {
    environment: {
      SECRET,
      DATA_DIR: directory,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    },
    databaseUrl,
    inProcess: async (work) => {
      const statements: string[] = []
      const connection = await connect(statements)
      const app = await openApp(connection, directory)
      try {
        return await work(app, statements)
      } finally {
        await app.close()
        await connection.close()
      }
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
  const filling = await connect([])
  await fillNewsroom(filling.db, articles)
  if (databaseUrl) await filling.db.$executeRawUnsafe('vacuum analyze')
  await filling.close()
  return target
}

const PAGES_MAX = 20

/** The newest articles, those whom the newest one quotes, and pages of all articles. */
export async function placesOf(app: App): Promise<Places> {
  const articles = (await read<{ id: string }>(app, '/v1/articles?limit=100')).map(({ id }) => id)
  const [article] = articles
  if (!article) throw new Error('The newsroom is empty.')
  const speakers = (await read<{ id: string }>(app, '/v1/speakers?limit=40')).map(({ id }) => id)
  const pages = await wholePages(app)
  return { article, articles, speakers, pages: pages.slice(0, PAGES_MAX), deepPage: pages.at(-1) ?? '' }
}

async function wholePages(app: App): Promise<string[]> {
  const pages: string[] = []
  for (let page = '/v1/articles'; ; ) {
    const { data, page: here } = await readPage(app, page)
    if (data.length === 20) pages.push(page)
    if (here.next === null) return pages
    page = `/v1/articles?cursor=${here.next}`
  }
}

const read = async <Item>(app: App, url: string) => (await readPage(app, url)).data as Item[]

async function readPage(app: App, url: string) {
  const answer = await app.inject({ url })
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
  return answer.json<{ data: unknown[]; page: { next: string | null } }>()
}
