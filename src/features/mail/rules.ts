/** How often a mail is tried: with the growing pauses between, for about a day. */
export const ATTEMPTS_MAX = 10

/** How many mails about replies one address gets in an hour; more wait. */
export const REPLIES_PER_HOUR = 10

export type Refusal = { isFinal: boolean; failure: string }

/**
 * What a failed try means: that this mail will never be taken, or that the server could not be reached, has no
 * time, or does not let us in. Its own words are not kept: they repeat the address.
 */
export function refusalOf(error: unknown): Refusal {
  const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number }
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  const isFinal = isAboutMail && responseCode !== undefined && responseCode >= 500
  return { isFinal, failure: responseCode === undefined ? code : `${code} ${responseCode}` }
}
