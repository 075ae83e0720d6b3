import { setTimeout as sleep } from 'node:timers/promises'
import type { Newsroom } from './newsroom.ts'

type Room = Pick<Newsroom, 'app' | 'db' | 'statements'>

/** Reads these articles until they are compiled, which happens after the answer, and nothing more is being compiled. */
export async function compile(room: Room, ids: readonly string[]): Promise<void> {
  for (let tries = 0; (await room.db.compiledArticle.count()) < ids.length; tries++) {
    if (tries === 100) throw new Error(`There are not ${ids.length} compiled articles.`)
    await Promise.all(ids.map((id) => room.app.inject(`/v1/articles/${id}`)))
    await sleep(20)
  }
  await untilStill(room)
}

const LOOKS = 5

/** Who asked last may have made one more be compiled: its statements would count as somebody else's. */
async function untilStill({ db, statements }: Room): Promise<void> {
  for (let still = 0; still < LOOKS; ) {
    const held = await db.$queryRaw<unknown[]>`select from pg_locks
      where locktype = 'advisory' and objid = 72707371
        and database = (select oid from pg_database where datname = current_database())`
    const seen = statements.length
    await sleep(20)
    still = held.length === 0 && statements.length === seen ? still + 1 : 0
  }
}
