/**
 * Everything that can speak against a comment, and what it weighs. From 30 on a comment waits for a moderator,
 * from 100 on it is taken for spam, as the policy has it by default: a single hint only holds.
 */
export const FINDINGS = {
  /** A field that people do not see was filled in. */
  honeypot: 100,
  /** It was written in less time than reading the captcha takes. */
  'too-fast': 30,
  /** The captcha could not be checked, since who checks it did not answer. */
  'captcha-outage': 30,
  /** Its author, network or link is banned. */
  banned: 100,
  /** Its author, network or link is watched. */
  watched: 30,
  'banned-word': 100,
  'suspect-word': 40,
  links: 30,
  'masked-link': 30,
  capitals: 20,
  repetition: 20,
  'piled-marks': 30,
  'turned-text': 30,
  /** Its author wrote the same elsewhere; by itself no crime, as "Thank you" shows. */
  repeated: 20,
  /** Many wrote the same. */
  campaign: 60,
  /** A check failed: nothing is approved unchecked. */
  'check-failed': 30,
  /** Services outside have not said yet what they think of it. */
  'awaiting-check': 0,
  /** A service outside wants a moderator to look at it, or takes it for spam. */
  'service-hold': 30,
  'service-spam': 100,
} as const satisfies Record<string, number>
export type Reason = keyof typeof FINDINGS

/** Whatever a policy's thresholds are: nothing is approved that was not checked. */
export const UNCHECKED: readonly Reason[] = ['captcha-outage', 'check-failed', 'service-hold']

/** What is not in the words, and cannot be found out again from them. */
export const CIRCUMSTANCES = [
  'honeypot',
  'too-fast',
  'captcha-outage',
  'banned',
  'watched',
  'repeated',
  'campaign',
  'check-failed',
  'service-hold',
  'service-spam',
] as const satisfies readonly Reason[]
export type Circumstance = (typeof CIRCUMSTANCES)[number]
