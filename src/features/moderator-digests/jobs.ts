import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { enqueueMail } from '../mail/store.ts'
import { findDueDate, listWaiting } from './store.ts'

const FIVE_MINUTES_MS = 300_000

/** Once a day, from an hour on, moderators are told what waits for them; nothing where nothing does. */
export const writeModeratorDigest: Job = {
  name: 'write-moderator-digest',
  everyMs: FIVE_MINUTES_MS,
  run: async ({ db, secrets, mail }) => {
    if (!mail || mail.digestTo.length === 0) return false
    const { digestTo, digestHour, timeZone } = mail
    await act(db, { actor: SYSTEM, requestId: null }, async (unit) => {
      const { tx } = unit
      const date = await findDueDate(tx, timeZone, digestHour)
      const queues = date === undefined ? [] : await listWaiting(tx)
      if (queues.length === 0) return
      const letter = { kind: 'digest' as const, to: [...digestTo], queues }
      enqueueMail(unit, secrets, { dedupeKey: `digest:${date}`, authorHash: null, letter })
    })
    return false
  },
}
