/** How words came into the world. */
export const CHANNELS = [
  'social_post',
  'press_conference',
  'interview',
  'speech',
  'statement',
  'press_release',
  'hearing',
  'court_filing',
  'broadcast',
  'document',
  'other',
  'unknown',
] as const
export type Channel = (typeof CHANNELS)[number]
