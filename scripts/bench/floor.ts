import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import Fastify from 'fastify'
import pg from 'pg'

/** What a floor server is told: an answer of ours, to be sent by the shortest way. */
export interface FloorOrders {
  headers: Record<string, string>
  /** A file with the bytes of the answer. */
  body: string
  /** How many rows there are of it. */
  rows: number
  /** Where the row is: PostgreSQL, or nothing for an embedded database in memory. */
  databaseUrl?: string | undefined
}

type Query = (name: string, text: string, values: unknown[]) => Promise<{ text: string }[]>

const TABLE = `drop table if exists bench_row; create table bench_row (id int primary key, text text not null);
  drop table if exists bench_comment; create table bench_comment (id uuid primary key default gen_random_uuid(),
    article_id uuid not null, author_name text not null, body text not null, html text not null,
    status text not null, created_at timestamptz not null default now())`
const INSERT = `insert into bench_comment (article_id, author_name, body, html, status)
  values ($1::uuid, $2, $3, $4, 'pending') returning id::text as text`

/** Bare Fastify: no hooks, no schemas, no log. */
async function serveFloor({ headers, body, rows, databaseUrl }: FloorOrders): Promise<string> {
  const bytes = readFileSync(body)
  const query = await openDatabase(databaseUrl)
  const insert = 'insert into bench_row select id, $1 from generate_series(1, $2::int) id'
  await query('insert', insert, [bytes.toString(), rows])
  const app = Fastify()
  app.get('/bytes', (_request, reply) => {
    reply.headers(headers).send(bytes)
  })
  app.get('/304', (request, reply) => {
    if (request.headers['if-none-match'] === headers.etag) reply.code(304).headers(headers).send()
    else reply.headers(headers).send(bytes)
  })
  app.get('/row/:id', async (request, reply) => {
    const { id } = request.params as { id: string }
    const [row] = await query('row', 'select text from bench_row where id = $1', [Number(id)])
    return reply.headers(headers).send(row?.text)
  })
  app.post('/insert', async (request, reply) => {
    const { body: words, author } = request.body as { body: string; author: { name: string } }
    const values = ['00000000-0000-7000-8000-000000000000', author.name, words, `<p>${words}</p>`]
    const [row] = await query('comment', INSERT, values)
    return reply.code(201).send({ comment: { id: row?.text, status: 'pending' } })
  })
  return app.listen({ host: '127.0.0.1', port: 0 })
}

async function openDatabase(url: string | undefined): Promise<Query> {
  if (url === undefined) {
    const embedded = await PGlite.create()
    await embedded.exec(TABLE)
    return async (_name, text, values) => (await embedded.query<{ text: string }>(text, values)).rows
  }
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  await pool.query(TABLE)
  return async (name, text, values) => (await pool.query({ name, text, values })).rows
}

process.once('message', (orders: FloorOrders) => {
  serveFloor(orders).then((address) => process.send?.(address))
})
process.once('disconnect', () => process.exit(0))
