/** A comment that waits for services outside. The address it came from is here and nowhere else. */
export interface WaitingComment {
  id: string
  revisionId: string
  articleId: string
  parentId: string | null
  /** The mode of the article when it was posted; if it is another by then, a person decides. */
  mode: 'pre' | 'post' | 'closed'
  /** Public as soon as nobody outside speaks against it. */
  isInnocent: boolean
  authorName: string
  body: string
  address: string
  userAgent: string | undefined
}

/** Words that a moderator has judged otherwise than was thought. */
export interface Lesson extends Pick<WaitingComment, 'authorName' | 'body' | 'parentId'> {
  kind: 'spam' | 'ham'
}

export type ServiceState = 'unknown' | 'ok' | 'refused' | 'unreachable'

/** The services outside that have a say in what becomes of a comment. */
export interface CommentChecks {
  /** Asks them, at once or in its turn; whatever goes wrong leaves the comment waiting for a moderator. */
  take(comment: WaitingComment): void
  /** Tells those that learn. */
  teach(lesson: Lesson): Promise<void>
  /** Finds out whether they let us in. */
  verify(): Promise<void>
  states(): Record<string, ServiceState>
  /** How many comments they have not answered about yet. */
  waiting(): number
  /** Asks nobody any more; what waits goes on waiting for a moderator. */
  stop(): Promise<void>
}

export interface SpamSettings {
  siteUrl: string
  akismet: { key: string; url: string } | undefined
  check: { url: string; secret: Buffer } | undefined
}
