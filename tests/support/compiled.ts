import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../../src/db/client.ts'

/** Reads these articles until they are compiled, which happens after the answer. */
export async function compile(app: FastifyInstance, db: Database, ids: readonly string[]): Promise<void> {
  for (let tries = 0; (await db.compiledArticle.count()) < ids.length; tries++) {
    if (tries === 100) throw new Error(`There are not ${ids.length} compiled articles.`)
    await Promise.all(ids.map((id) => app.inject(`/v1/articles/${id}`)))
    await sleep(20)
  }
}
