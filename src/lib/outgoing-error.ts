/** Every way in which a request to somewhere else can end without an answer. */
export const OUTGOING_FAILURES = [
  'url-refused',
  'address-refused',
  'name-unknown',
  'connection-failed',
  'tls-failed',
  'timeout',
  'stopped',
  'answer-unreadable',
] as const
export type OutgoingFailure = (typeof OUTGOING_FAILURES)[number]

/** There is no answer. `code` says why, in words that may be shown; `cause` is for the log. */
export class OutgoingError extends Error {
  readonly code: OutgoingFailure

  constructor(code: OutgoingFailure, cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}
