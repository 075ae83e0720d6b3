/** What readers may say is wrong with a comment: of the moderators' reasons those that a reader can see. */
export const REPORT_REASONS = [
  'spam',
  'offensive',
  'harassment',
  'hate',
  'illegal',
  'misinformation',
  'off-topic',
  'personal-data',
  'impersonation',
  'copyright',
  'other',
] as const
