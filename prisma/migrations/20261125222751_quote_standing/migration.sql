-- AlterTable
ALTER TABLE "edition_quote" ADD COLUMN     "original" JSONB;

-- AlterTable
ALTER TABLE "quote" ADD COLUMN     "attribution" JSONB,
ADD COLUMN     "original" JSONB;
