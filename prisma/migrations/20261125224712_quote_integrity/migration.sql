-- CreateEnum
CREATE TYPE "quote_severity" AS ENUM ('none', 'low', 'medium', 'high', 'critical');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "quote_integrity" ADD VALUE 'truncated';
ALTER TYPE "quote_integrity" ADD VALUE 'extended';
ALTER TYPE "quote_integrity" ADD VALUE 'unquoted';
ALTER TYPE "quote_integrity" ADD VALUE 'attribution-changed';

-- AlterTable
ALTER TABLE "quote" ADD COLUMN     "finding" JSONB,
ADD COLUMN     "severity" "quote_severity" NOT NULL DEFAULT 'none';

-- What was found before severities were kept.
UPDATE "quote" SET "severity" = CASE "integrity"
    WHEN 'typography-changed' THEN 'low'::"quote_severity"
    WHEN 'ambiguous' THEN 'medium'::"quote_severity"
    ELSE 'high'::"quote_severity"
  END
  WHERE "integrity" IN ('typography-changed', 'ambiguous', 'altered', 'missing');

-- The queue of the whole newsroom: the few quotes that somebody should look at.
CREATE INDEX "quote_integrity_queue" ON "quote" ("id" DESC)
  WHERE "severity" <> 'none' AND "review" <> 'rejected' AND "deleted_at" IS NULL;
