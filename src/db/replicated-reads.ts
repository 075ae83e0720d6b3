import type { Barrier } from './barrier.ts'
import { areTogether, hasReplayed } from './log-position.ts'
import type { Replica } from './replica.ts'
import type { Reads, Statement } from './statement.ts'

interface Options {
  primary: Reads
  replicas: readonly Replica[]
  barrier: Barrier
  /** Whether purges arrive from wherever they are made. */
  isCurrent: () => boolean
  /** Who answered: a replica; nothing for the primary. */
  onAnswer: (replica: Replica | undefined) => void
  /** What failed on a replica and went on to the primary. */
  onFailure: (replica: Replica) => void
}

/** Whether a replica knows all that this instance knows to have changed, on a clock that can be relied on. */
export function isFarEnough(replica: Replica, barrier: Barrier): boolean {
  const [seen, required] = [replica.seen(), barrier.required()]
  if (!seen || !required) return false
  return hasReplayed(seen.position, required.position) && areTogether(seen.clock, required.clock)
}

/**
 * Reads from replicas in turn, and from the primary whatever no replica can answer: what it does not know yet, what was
 * purged while it answered, what failed there. Nobody can tell by an answer where it came from.
 */
export function readsOver({ primary, replicas, barrier, isCurrent, onAnswer, onFailure }: Options): Reads {
  let turn = 0
  const next = (): Replica | undefined => {
    if (!isCurrent()) return undefined
    turn = (turn + 1) % replicas.length
    const inTurn = [...replicas.slice(turn), ...replicas.slice(0, turn)]
    return inTurn.find((replica) => isFarEnough(replica, barrier))
  }
  return {
    query: async <Row>(statement: Statement) => {
      const replica = next()
      const raised = barrier.raised()
      const rows = await replica?.query(statement).catch(() => onFailure(replica))
      // What was purged meanwhile it may not have known.
      const isTrue = rows !== undefined && barrier.raised() === raised
      onAnswer(isTrue ? replica : undefined)
      // The caller names the row that its own SQL text returns.
      return isTrue ? (rows as Row[]) : primary.query<Row>(statement)
    },
  }
}
