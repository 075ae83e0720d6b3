import type { DirectSession } from './direct.ts'

/** The tables that make up a newsroom: an export carries all their rows. */
export const CARRIED = [
  'section',
  'tag',
  'author',
  'speaker',
  'speaker_alias',
  'speaker_identifier',
  'speaker_role',
  'speaker_key',
  'speaker_pair',
  'speaker_merge',
  'speaker_tally',
  'media',
  'article',
  'article_slug',
  'article_revision',
  'revision_tag',
  'revision_contributor',
  'revision_media',
  'review_step',
  'quote',
  'quote_segment',
  'edition',
  'edition_tag',
  'edition_contributor',
  'edition_quote',
  'correction',
  'withdrawal',
  'comment',
  'comment_revision',
  'discussion',
  'moderation_event',
  'comment_report',
  'comment_policy',
  'comment_ban',
  'moderation_word',
  'erasure',
  'event',
  'job_mark',
] as const

/** What an export leaves where it is, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  api_key: 'Keys belong to an installation: a copy must not open with those of the original.',
  webhook_endpoint: 'Holds secrets, and a copy must not tell the receivers of the original anything.',
  webhook_delivery: 'Goes with its endpoint.',
  webhook_attempt: 'Goes with its endpoint.',
  comment_author: 'Addresses of readers, sealed with the SECRET of the installation.',
  reply_subscription: 'Goes with the address; a copy must not write to readers.',
  outgoing_mail: 'Addresses of readers; a copy must not write to them.',
  address_key: 'The keys behind the digests of network prefixes, which die with them.',
  idempotency_record: 'Answers for repeated requests of the next 24 hours.',
  captcha_use: 'Captchas of the next hour.',
  comment_budget: 'Budgets of the next minutes.',
  article_lease: 'Who is at work just now.',
  moderation_claim: 'Who is at work just now.',
  import: 'Work that was done with a file that is gone; what it brought is carried.',
  compiled_article: 'Made of the rest, and made again behind its readers.',
  compiled_epoch: 'Goes with what is compiled.',
  _prisma_migrations: 'What the database is, not what is in it.',
}

/** Every table of the database, by name. */
export async function tablesOf(session: DirectSession): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  return rows.map(({ name }) => name)
}
