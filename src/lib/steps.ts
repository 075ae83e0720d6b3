import { tracingChannel } from 'node:diagnostics_channel'

/** A step of work that leaves this process: a statement for the database, a request to somebody else. */
export type Step = Statement | Outgoing

interface Statement {
  kind: 'statement'
  /** Its name where it has one. */
  name?: string | undefined
  text: string
}

interface Outgoing {
  kind: 'outgoing'
  method: string
  url: string
  /** Sent along; whoever listens may add to them before it begins. */
  headers: Record<string, string>
}

/** Where steps are told, while anybody listens. */
export const STEPS = tracingChannel<Step>('verbatim:step')

/** Does the step, and tells of it those who listen; nobody does unless traces are wanted. */
export const told = <T>(step: Step, work: () => Promise<T>): Promise<T> =>
  STEPS.start.hasSubscribers ? STEPS.tracePromise(work, step) : work()
