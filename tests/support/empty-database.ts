import pg from 'pg'
import { databaseUrl } from './database.ts'

/** A fresh PostgreSQL database under this name; answers its address. */
export async function makeDatabase(name: string): Promise<string> {
  await dropDatabase(name)
  await administer(`create database ${name}`)
  return databaseUrl(name)
}

export const dropDatabase = (name: string) => administer(`drop database if exists ${name} with (force)`)

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl('postgres') })
  await client.connect()
  await client.query(sql)
  await client.end()
}
