// The rows that stores hand to each other, under their names in `prisma/schema.prisma`.
export type {
  Article,
  ArticleRevision,
  CommentBan,
  CompiledArticle,
  Edition,
  Erasure,
  Media,
  ModerationWord,
  Quote,
  QuoteSegment,
  Speaker,
  SpeakerMerge,
  WebhookAttempt,
  WebhookEndpoint,
} from './generated/client.ts'
export { Prisma } from './generated/client.ts'
