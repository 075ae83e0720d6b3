import { rm } from 'node:fs/promises'
import { dumpPath } from './database.ts'

export default async function globalTeardown() {
  await rm(dumpPath, { force: true })
}
