import { createHash } from 'node:crypto'
import type { Transaction } from '../../db/client.ts'
import type { PlainTransaction } from '../../db/plain-transaction.ts'
import { ApiError } from '../../lib/errors.ts'
import type { PolicyValues } from '../comment-policy/rules.ts'

interface Sender {
  prefixHash: Uint8Array
  authorHash: Uint8Array | null
}

/** Draws on the budgets of whoever sent a comment; throws 429 when one is spent. A rollback gives it back. */
export async function drawOnBudgets(
  sql: PlainTransaction,
  sender: Sender,
  policy: PolicyValues,
): Promise<void> {
  await Promise.all([
    draw(sql, 'prefix', sender.prefixHash, policy.commentsPerPrefix),
    sender.authorHash && draw(sql, 'author', sender.authorHash, policy.commentsPerAuthor),
  ])
}

const WINDOW_SECONDS = 600

/** Draws on a budget in one statement: of any number of requests at its edge, so many get through and no more. */
async function draw(sql: PlainTransaction, kind: string, digest: Uint8Array, max: number): Promise<void> {
  const key = new Uint8Array(createHash('sha256').update(kind).update(digest).digest())
  const drawn = await sql.query({
    name: 'comment-budgets.draw',
    text: `
      insert into comment_budget as held (key, window_start, spent)
      values ($1::bytea,
        to_timestamp(floor(extract(epoch from clock_timestamp()) / ${WINDOW_SECONDS}) * ${WINDOW_SECONDS}), 1)
      on conflict (key) do update set
        spent = case when held.window_start = excluded.window_start then held.spent + 1 else 1 end,
        window_start = excluded.window_start
        where held.window_start <> excluded.window_start or held.spent < $2::int
      returning spent`,
    values: [key, max],
  })
  if (drawn.length > 0) return
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
