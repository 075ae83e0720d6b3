-- Names are found by parts of them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "speaker_key_type" AS ENUM ('name', 'alias', 'surname', 'handle');

-- AlterTable
ALTER TABLE "quote" ADD COLUMN     "proposal" JSONB;

-- AlterTable
ALTER TABLE "speaker" ADD COLUMN     "fold_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "speaker_key" (
    "speaker_id" UUID NOT NULL,
    "type" "speaker_key_type" NOT NULL,
    "folded" TEXT NOT NULL,

    CONSTRAINT "speaker_key_pkey" PRIMARY KEY ("speaker_id","type","folded")
);

-- CreateTable
CREATE TABLE "speaker_pair" (
    "first_id" UUID NOT NULL,
    "second_id" UUID NOT NULL,
    "score" INTEGER NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "speaker_pair_pkey" PRIMARY KEY ("first_id","second_id")
);

-- CreateTable
CREATE TABLE "speaker_merge" (
    "id" UUID NOT NULL,
    "speaker_id" UUID NOT NULL,
    "into_id" UUID NOT NULL,
    "moved" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "speaker_merge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "speaker_key_folded_type_idx" ON "speaker_key"("folded", "type");

-- CreateIndex
CREATE INDEX "speaker_key_folded_idx" ON "speaker_key" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "speaker_pair_second_id_idx" ON "speaker_pair"("second_id");

-- CreateIndex
CREATE INDEX "speaker_pair_score_first_id_second_id_idx" ON "speaker_pair"("score" DESC, "first_id", "second_id");

-- CreateIndex
CREATE INDEX "speaker_merge_speaker_id_id_idx" ON "speaker_merge"("speaker_id", "id" DESC);

-- CreateIndex
CREATE INDEX "speaker_merge_into_id_id_idx" ON "speaker_merge"("into_id", "id" DESC);

-- CreateIndex
CREATE INDEX "speaker_fold_version_id_idx" ON "speaker"("fold_version", "id");

-- AddForeignKey
ALTER TABLE "speaker_key" ADD CONSTRAINT "speaker_key_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker_pair" ADD CONSTRAINT "speaker_pair_first_id_fkey" FOREIGN KEY ("first_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker_pair" ADD CONSTRAINT "speaker_pair_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker_merge" ADD CONSTRAINT "speaker_merge_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker_merge" ADD CONSTRAINT "speaker_merge_into_id_fkey" FOREIGN KEY ("into_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ─── What Prisma cannot say ──────────────────────────────────────────────────────────────────────

ALTER TABLE "speaker_pair" ADD CONSTRAINT "speaker_pair_once" CHECK ("first_id" < "second_id");
ALTER TABLE "speaker_pair" ADD CONSTRAINT "speaker_pair_score" CHECK ("score" BETWEEN 1 AND 100);
ALTER TABLE "speaker_key" ADD CONSTRAINT "speaker_key_says_something" CHECK ("folded" <> '');
-- A speaker is merged at most once at a time.
CREATE UNIQUE INDEX "speaker_merge_current" ON "speaker_merge" ("speaker_id") WHERE "undone_at" IS NULL;

-- Whoever attributes words to a merged speaker attributes them to the survivor, even while the merge is being
-- committed: the row lock makes one wait for the other.
CREATE FUNCTION "survivor_of"(merged uuid) RETURNS uuid LANGUAGE sql AS $$
  SELECT coalesce("merged_into_id", "id") FROM "speaker" WHERE "id" = merged FOR KEY SHARE
$$;
CREATE FUNCTION "attribute_to_survivors"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."speaker_id" IS NOT NULL THEN
    NEW."speaker_id" := coalesce(survivor_of(NEW."speaker_id"), NEW."speaker_id");
  END IF;
  IF NEW."on_behalf_of_id" IS NOT NULL THEN
    NEW."on_behalf_of_id" := coalesce(survivor_of(NEW."on_behalf_of_id"), NEW."on_behalf_of_id");
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "quote_names_survivors" BEFORE INSERT OR UPDATE OF "speaker_id", "on_behalf_of_id" ON "quote"
  FOR EACH ROW EXECUTE FUNCTION "attribute_to_survivors"();
CREATE TRIGGER "edition_quote_names_survivors"
  BEFORE INSERT OR UPDATE OF "speaker_id", "on_behalf_of_id" ON "edition_quote"
  FOR EACH ROW EXECUTE FUNCTION "attribute_to_survivors"();
CREATE FUNCTION "belong_to_survivors"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."parent_organization_id" := coalesce(survivor_of(NEW."parent_organization_id"), NEW."parent_organization_id");
  RETURN NEW;
END $$;
CREATE TRIGGER "speaker_belongs_to_survivors" BEFORE INSERT OR UPDATE OF "parent_organization_id" ON "speaker"
  FOR EACH ROW WHEN (NEW."parent_organization_id" IS NOT NULL) EXECUTE FUNCTION "belong_to_survivors"();

-- A merge leads to a survivor in one step: there are no chains, and so no cycles.
CREATE FUNCTION "refuse_merge_chains"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "speaker" WHERE "id" = NEW."merged_into_id" FOR UPDATE;
  IF EXISTS (SELECT FROM "speaker" WHERE "id" = NEW."merged_into_id" AND "merged_into_id" IS NOT NULL)
    OR EXISTS (SELECT FROM "speaker" WHERE "merged_into_id" = NEW."id")
  THEN RAISE check_violation USING MESSAGE = 'A merge leads to a speaker who is not merged.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "speaker_merges_are_flat" BEFORE INSERT OR UPDATE OF "merged_into_id" ON "speaker"
  FOR EACH ROW WHEN (NEW."merged_into_id" IS NOT NULL) EXECUTE FUNCTION "refuse_merge_chains"();
