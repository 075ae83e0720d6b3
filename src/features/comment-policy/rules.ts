/** How comments are judged, for the whole site. Times and counts are those of the pipeline. */
export interface PolicyValues {
  /** What articles say, or for all of them at once: every comment waits, or none is taken. */
  mode: 'as-article' | 'pre' | 'closed'
  /** Comments of this score and above wait for a moderator, whatever the mode. */
  holdScore: number
  /** Comments of this score and above are taken for spam. */
  spamScore: number
  /** Links that weigh nothing. */
  linksAllowed: number
  /** Whoever solves a captcha and writes in less waits for a moderator; 0 is nobody. */
  secondsMin: number
  /** The same words by so many others within an hour are a campaign. */
  campaignAuthors: number
  /** Reports after which a public comment waits for a moderator, once. */
  reportsToHold: number
  /** So many approved comments, and none refused in 90 days, make an author trusted who confirmed an address; 0 is never. */
  trustAfter: number
  /** Comments in ten minutes from one address prefix, and of one author. */
  commentsPerPrefix: number
  commentsPerAuthor: number
  /** Days until the words of refused comments are destroyed; null is never. */
  retentionDays: number | null
}

export const DEFAULT_POLICY: PolicyValues = {
  mode: 'as-article',
  holdScore: 30,
  spamScore: 100,
  linksAllowed: 2,
  secondsMin: 0,
  campaignAuthors: 5,
  reportsToHold: 5,
  trustAfter: 3,
  commentsPerPrefix: 60,
  commentsPerAuthor: 20,
  retentionDays: 90,
}
