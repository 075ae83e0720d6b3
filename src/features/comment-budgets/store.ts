import { createHash } from 'node:crypto'
import type { Transaction } from '../../db/client.ts'
import { ApiError } from '../../lib/errors.ts'
import type { PolicyValues } from '../comment-policy/rules.ts'

interface Sender {
  prefixHash: Uint8Array
  authorHash: Uint8Array | null
}

/** Draws on the budgets of whoever sent a comment; throws 429 when one is spent. A rollback gives it back. */
export async function drawOnBudgets(tx: Transaction, sender: Sender, policy: PolicyValues): Promise<void> {
  await draw(tx, 'prefix', sender.prefixHash, policy.commentsPerPrefix)
  if (sender.authorHash) await draw(tx, 'author', sender.authorHash, policy.commentsPerAuthor)
}

const WINDOW_SECONDS = 600

/** Draws on a budget in one statement: of any number of requests at its edge, so many get through and no more. */
async function draw(tx: Transaction, kind: string, digest: Uint8Array, max: number): Promise<void> {
  const key = new Uint8Array(createHash('sha256').update(kind).update(digest).digest())
  const drawn = await tx.$executeRaw`
    insert into comment_budget as held (key, window_start, spent)
    values (${key}, to_timestamp(floor(extract(epoch from clock_timestamp()) / ${WINDOW_SECONDS}::int) * ${WINDOW_SECONDS}::int), 1)
    on conflict (key) do update set
      spent = case when held.window_start = excluded.window_start then held.spent + 1 else 1 end,
      window_start = excluded.window_start
      where held.window_start <> excluded.window_start or held.spent < ${max}::int`
  if (drawn > 0) return
  const reset = WINDOW_SECONDS - (Math.floor(Date.now() / 1000) % WINDOW_SECONDS)
  throw new ApiError('rate-limited', `More than ${max} comments in ten minutes.`, {
    headers: {
      'retry-after': String(reset),
      'ratelimit-policy': `"comments-per-${kind}";q=${max};w=${WINDOW_SECONDS}`,
      ratelimit: `"comments-per-${kind}";r=0;t=${reset}`,
    },
  })
}

/** Removes budgets of windows that have passed. Returns how many. */
export const purgeBudgets = (tx: Transaction, atMost: number) => tx.$executeRaw`
  delete from comment_budget where key in (
    select key from comment_budget where window_start < now() - 2 * ${WINDOW_SECONDS}::int * interval '1 second'
    limit ${atMost}::int for update skip locked)`
