-- CreateEnum
CREATE TYPE "correction_kind" AS ENUM ('correction', 'clarification', 'update', 'retraction');

-- CreateEnum
CREATE TYPE "review_step_kind" AS ENUM ('submission', 'approval', 'return', 'archival');

-- CreateEnum
CREATE TYPE "webhook_delivery_status" AS ENUM ('pending', 'delivered', 'failed');

-- AlterTable
ALTER TABLE "article" ADD COLUMN     "assignee" TEXT,
ADD COLUMN     "budget_line" TEXT,
ADD COLUMN     "desk" TEXT;

-- AlterTable
ALTER TABLE "article_revision" ADD COLUMN     "image_alt" TEXT,
ADD COLUMN     "image_caption" TEXT,
ADD COLUMN     "image_id" UUID;

-- AlterTable
ALTER TABLE "edition" ADD COLUMN     "begin_recorded_at" TIMESTAMPTZ(3),
ADD COLUMN     "end_recorded_at" TIMESTAMPTZ(3),
ADD COLUMN     "image_alt" TEXT,
ADD COLUMN     "image_caption" TEXT,
ADD COLUMN     "image_id" UUID;

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "changes" JSONB;

-- CreateTable
CREATE TABLE "revision_media" (
    "article_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "media_id" UUID NOT NULL,

    CONSTRAINT "revision_media_pkey" PRIMARY KEY ("article_id","number","media_id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "kind" "correction_kind" NOT NULL,
    "public_text" TEXT NOT NULL,
    "from_edition" INTEGER NOT NULL,
    "to_edition" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_step" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "kind" "review_step_kind" NOT NULL,
    "from" "article_state" NOT NULL,
    "to" "article_state" NOT NULL,
    "revision" INTEGER NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "review_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_lease" (
    "article_id" UUID NOT NULL,
    "caller" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "article_lease_pkey" PRIMARY KEY ("article_id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "alt" TEXT,
    "caption" TEXT,
    "credit" TEXT,
    "rights" JSONB,
    "focal_x" DOUBLE PRECISION,
    "focal_y" DOUBLE PRECISION,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT,
    "types" TEXT[],
    "secret" BYTEA NOT NULL,
    "previous_secret" BYTEA,
    "previous_secret_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "claimed_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "status" "webhook_delivery_status" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "is_replay" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "excerpt" TEXT,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateIndex
CREATE INDEX "revision_media_media_id_idx" ON "revision_media"("media_id");

-- CreateIndex
CREATE INDEX "correction_created_at_id_idx" ON "correction"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "correction_article_id_to_edition_key" ON "correction"("article_id", "to_edition");

-- CreateIndex
CREATE INDEX "review_step_article_id_id_idx" ON "review_step"("article_id", "id" DESC);

-- CreateIndex
CREATE INDEX "media_sha256_idx" ON "media"("sha256");

-- CreateIndex
CREATE INDEX "webhook_delivery_endpoint_id_id_idx" ON "webhook_delivery"("endpoint_id", "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_delivery_event_id_idx" ON "webhook_delivery"("event_id");

-- CreateIndex
CREATE INDEX "article_translation_group_id_idx" ON "article"("translation_group_id");

-- CreateIndex
CREATE INDEX "article_assignee_id_idx" ON "article"("assignee", "id" DESC);

-- CreateIndex
CREATE INDEX "article_revision_image_id_idx" ON "article_revision"("image_id");

-- CreateIndex
CREATE INDEX "edition_image_id_idx" ON "edition"("image_id");

-- CreateIndex
CREATE INDEX "event_subject_id_sequence_idx" ON "event"("subject_id", "sequence");

-- CreateIndex
CREATE INDEX "event_type_sequence_idx" ON "event"("type", "sequence");

-- CreateIndex
CREATE INDEX "event_actor_label_sequence_idx" ON "event"("actor_label", "sequence");

-- CreateIndex
CREATE INDEX "event_actor_key_id_sequence_idx" ON "event"("actor_key_id", "sequence");

-- CreateIndex
CREATE INDEX "event_request_id_sequence_idx" ON "event"("request_id", "sequence");

-- AddForeignKey
ALTER TABLE "article_revision" ADD CONSTRAINT "article_revision_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "media"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_media" ADD CONSTRAINT "revision_media_article_id_number_fkey" FOREIGN KEY ("article_id", "number") REFERENCES "article_revision"("article_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_media" ADD CONSTRAINT "revision_media_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition" ADD CONSTRAINT "edition_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "media"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_article_id_from_edition_fkey" FOREIGN KEY ("article_id", "from_edition") REFERENCES "edition"("article_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_article_id_to_edition_fkey" FOREIGN KEY ("article_id", "to_edition") REFERENCES "edition"("article_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_step" ADD CONSTRAINT "review_step_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_lease" ADD CONSTRAINT "article_lease_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ─── What Prisma cannot say ──────────────────────────────────────────────────────────────────────

ALTER TABLE "article_lease" ADD CONSTRAINT "article_lease_time" CHECK ("expires_at" > "acquired_at");
ALTER TABLE "correction" ADD CONSTRAINT "correction_editions" CHECK ("to_edition" > "from_edition");
ALTER TABLE "review_step" ADD CONSTRAINT "review_step_moves" CHECK ("from" <> "to");
ALTER TABLE "media" ADD CONSTRAINT "media_size" CHECK ("bytes" > 0 AND "width" > 0 AND "height" > 0);
ALTER TABLE "media" ADD CONSTRAINT "media_focal_point"
  CHECK (("focal_x" IS NULL) = ("focal_y" IS NULL) AND "focal_x" BETWEEN 0 AND 1 AND "focal_y" BETWEEN 0 AND 1);

-- The change feed, when it is asked for some types: each is read by itself, in the order of the log.
CREATE INDEX "event_public_type" ON "event" ("type", "position") WHERE "position" IS NOT NULL;

-- What began and ended before its event could be recorded counts as recorded.
UPDATE "edition" SET "begin_recorded_at" = "valid_from" WHERE "valid_from" <= now();
UPDATE "edition" SET "end_recorded_at" = "valid_to" WHERE "valid_to" <= now();
-- The moments whose events are still to be recorded: a handful, whatever the number of editions.
CREATE INDEX "edition_begin_unrecorded" ON "edition" ("valid_from") WHERE "begin_recorded_at" IS NULL;
CREATE INDEX "edition_end_unrecorded" ON "edition" ("valid_to")
  WHERE "end_recorded_at" IS NULL AND "valid_to" IS NOT NULL;

DROP VIEW "visible_edition";
CREATE VIEW "visible_edition" AS
  SELECT edition.*, article."comment_mode", article."comments_close_at", article."translation_group_id"
  FROM "edition"
  JOIN "article" ON article."id" = edition."article_id"
  WHERE article."pub_status" = 'usable'
    AND article."deleted_at" IS NULL
    AND edition."valid_from" <= now()
    AND (edition."valid_to" IS NULL OR now() < edition."valid_to");

-- Webhooks

-- The queue of an endpoint: what is due, oldest first.
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" ("endpoint_id", "next_attempt_at", "id")
  WHERE "status" = 'pending';
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_pending_is_due"
  CHECK (("status" = 'pending') = ("next_attempt_at" IS NOT NULL));

-- A UUIDv7 (RFC 9562 §5.7) on the database's clock: PostgreSQL makes them itself from version 18 on.
CREATE FUNCTION "new_uuid_v7"() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(
    set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
      PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
      FROM 1 FOR 6), 52, 1), 53, 1),
    'hex')::uuid
$$;

-- An event enters the queues in its own transaction: none is missed, whatever happens to the server.
-- An endpoint that names no types is told of what is public; others are told of what they name.
CREATE FUNCTION "enqueue_webhooks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "webhook_delivery" ("id", "endpoint_id", "event_id", "next_attempt_at")
  SELECT "new_uuid_v7"(), e."id", n."id", now()
  FROM inserted n
  JOIN "webhook_endpoint" e ON e."disabled_at" IS NULL
    AND CASE WHEN cardinality(e."types") = 0 THEN n."position" IS NOT NULL ELSE n."type" = ANY (e."types") END
  ORDER BY n."sequence";
  RETURN NULL;
END
$$;
CREATE TRIGGER "event_enqueues_webhooks" AFTER INSERT ON "event"
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION "enqueue_webhooks"();
