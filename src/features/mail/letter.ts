/** What a mail says: paragraphs, and things to follow. */
export type Part = string | { words: string; link: string }

/** A mail as it goes out. None of its headers holds anything that a reader wrote. */
export interface Message {
  to: readonly string[]
  subject: string
  parts: readonly Part[]
  /** Where its reader can say that no more is wanted; one click is enough (RFC 8058). */
  unsubscribeUrl?: string
}

/** What is kept of a mail until it is sent, sealed: for whom it is, and what it is about. */
export type Letter =
  | { kind: 'confirmation'; to: string; authorHash: string }
  | { kind: 'reply'; to: string; authorHash: string; replyId: string }
  | { kind: 'digest'; to: string[]; queues: WaitingQueue[] }

export interface WaitingQueue {
  title: string
  count: number
  oldestAt: string
}
