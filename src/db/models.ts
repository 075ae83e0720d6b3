// The rows that stores hand to each other, under their names in `prisma/schema.prisma`.
export type {
  Article,
  ArticleRevision,
  Edition,
  Quote,
  QuoteSegment,
  Speaker,
} from './generated/client.ts'
export { Prisma } from './generated/client.ts'
