-- CreateEnum
CREATE TYPE "word_list" AS ENUM ('banned', 'suspect', 'allowed');

-- CreateEnum
CREATE TYPE "ban_kind" AS ENUM ('author', 'prefix', 'network', 'domain');

-- CreateEnum
CREATE TYPE "ban_effect" AS ENUM ('block', 'hold');

-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('disqus', 'wxr');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('queued', 'running', 'done', 'failed');

-- AlterTable
ALTER TABLE "comment" ADD COLUMN     "address_month" CHAR(7),
ADD COLUMN     "author_hash" BYTEA,
ADD COLUMN     "held_by_reports" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "import_key" TEXT,
ADD COLUMN     "import_source" TEXT,
ADD COLUMN     "open_reports" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "prefix_hash" BYTEA,
ADD COLUMN     "reply_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "score" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "comment_revision" ADD COLUMN     "matches" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "policy_version" INTEGER,
ADD COLUMN     "reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "score" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "skeleton_hash" BYTEA;

-- AlterTable
ALTER TABLE "moderation_event" ADD COLUMN     "batch_id" UUID,
ADD COLUMN     "head_before" UUID,
ADD COLUMN     "policy_version" INTEGER,
ADD COLUMN     "published_before" UUID,
ADD COLUMN     "reports_before" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "undoes_id" UUID;

-- CreateTable
CREATE TABLE "discussion" (
    "article_id" UUID NOT NULL,
    "comment_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "discussion_pkey" PRIMARY KEY ("article_id")
);

-- CreateTable
CREATE TABLE "comment_report" (
    "id" UUID NOT NULL,
    "comment_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "reporter_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moderation_claim" (
    "id" UUID NOT NULL,
    "comment_id" UUID NOT NULL,
    "holder_key_id" UUID,
    "holder_label" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "moderation_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment_policy" (
    "version" INTEGER NOT NULL,
    "policy" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "comment_policy_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "moderation_word" (
    "id" UUID NOT NULL,
    "list" "word_list" NOT NULL,
    "word" TEXT NOT NULL,
    "skeleton" TEXT NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "moderation_word_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment_ban" (
    "id" UUID NOT NULL,
    "kind" "ban_kind" NOT NULL,
    "effect" "ban_effect" NOT NULL,
    "value" TEXT,
    "digest" BYTEA,
    "reason" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "comment_ban_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment_budget" (
    "key" BYTEA NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "spent" INTEGER NOT NULL,

    CONSTRAINT "comment_budget_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "address_key" (
    "month" CHAR(7) NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "address_key_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "comment_author" (
    "hash" BYTEA NOT NULL,
    "sealed_email" BYTEA NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comment_author_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "reply_subscription" (
    "comment_id" UUID NOT NULL,
    "author_hash" BYTEA NOT NULL,
    "language" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reply_subscription_pkey" PRIMARY KEY ("comment_id")
);

-- CreateTable
CREATE TABLE "outgoing_mail" (
    "id" UUID NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sealed" BYTEA,
    "author_hash" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outgoing_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_mark" (
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_mark_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "comments" INTEGER NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "kind" "import_kind" NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'queued',
    "options" JSONB NOT NULL DEFAULT '{}',
    "file" BYTEA,
    "bytes" INTEGER NOT NULL,
    "total" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB NOT NULL DEFAULT '[]',
    "held_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "comment_created_at_id_idx" ON "comment"("created_at", "id");

-- CreateIndex
CREATE INDEX "comment_report_reporter_hash_created_at_idx" ON "comment_report"("reporter_hash", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "comment_report_comment_id_reporter_hash_key" ON "comment_report"("comment_id", "reporter_hash");

-- CreateIndex
CREATE UNIQUE INDEX "moderation_claim_comment_id_key" ON "moderation_claim"("comment_id");

-- CreateIndex
CREATE INDEX "moderation_claim_expires_at_idx" ON "moderation_claim"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "moderation_word_list_skeleton_key" ON "moderation_word"("list", "skeleton");

-- CreateIndex
CREATE INDEX "comment_ban_expires_at_idx" ON "comment_ban"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "comment_ban_kind_value_key" ON "comment_ban"("kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "comment_ban_kind_digest_key" ON "comment_ban"("kind", "digest");

-- CreateIndex
CREATE INDEX "comment_budget_window_start_idx" ON "comment_budget"("window_start");

-- CreateIndex
CREATE INDEX "comment_author_last_used_at_idx" ON "comment_author"("last_used_at");

-- CreateIndex
CREATE INDEX "reply_subscription_author_hash_idx" ON "reply_subscription"("author_hash");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_mail_dedupe_key_key" ON "outgoing_mail"("dedupe_key");

-- CreateIndex
CREATE INDEX "outgoing_mail_next_attempt_at_idx" ON "outgoing_mail"("next_attempt_at");

-- CreateIndex
CREATE INDEX "outgoing_mail_author_hash_idx" ON "outgoing_mail"("author_hash");

-- CreateIndex
CREATE INDEX "outgoing_mail_created_at_idx" ON "outgoing_mail"("created_at");

-- CreateIndex
CREATE INDEX "import_status_created_at_idx" ON "import"("status", "created_at");

-- CreateIndex
CREATE INDEX "comment_author_hash_created_at_id_idx" ON "comment"("author_hash", "created_at", "id");

-- CreateIndex
CREATE INDEX "comment_prefix_hash_created_at_idx" ON "comment"("prefix_hash", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "comment_import_source_import_key_key" ON "comment"("import_source", "import_key");

-- CreateIndex
CREATE INDEX "comment_revision_skeleton_hash_created_at_idx" ON "comment_revision"("skeleton_hash", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "moderation_event_undoes_id_key" ON "moderation_event"("undoes_id");

-- CreateIndex
CREATE INDEX "moderation_event_batch_id_idx" ON "moderation_event"("batch_id");

-- CreateIndex
CREATE INDEX "moderation_event_created_at_idx" ON "moderation_event"("created_at");

-- AddForeignKey
ALTER TABLE "discussion" ADD CONSTRAINT "discussion_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_report" ADD CONSTRAINT "comment_report_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_claim" ADD CONSTRAINT "moderation_claim_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_subscription" ADD CONSTRAINT "reply_subscription_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_subscription" ADD CONSTRAINT "reply_subscription_author_hash_fkey" FOREIGN KEY ("author_hash") REFERENCES "comment_author"("hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- Checks and indexes that the schema language cannot say

-- Words wait for a moderator where a comment is pending, or where its newest are not the public ones.
CREATE INDEX "comment_edited" ON "comment" ("created_at", "id")
  WHERE "status" = 'approved' AND "head_revision_id" <> "published_revision_id";
CREATE INDEX "comment_reported" ON "comment" ("created_at", "id") WHERE "open_reports" > 0;
-- What weighs most comes first.
CREATE INDEX "comment_pending_priority" ON "comment" ("score" DESC, "created_at", "id") WHERE "status" = 'pending';
-- What was answered most comes first.
CREATE INDEX "comment_public_best" ON "comment" ("article_id", "reply_count" DESC, "created_at", "id")
  WHERE "reachable" AND "parent_id" IS NULL;
CREATE INDEX "comment_public_best_of_all" ON "comment" ("article_id", "reply_count" DESC, "created_at", "id")
  WHERE "reachable";
CREATE INDEX "comment_public_best_replies" ON "comment" ("shown_under_id", "reply_count" DESC, "created_at", "id")
  WHERE "reachable" AND "shown_under_id" IS NOT NULL;
ALTER TABLE "comment" ADD CONSTRAINT "comment_counts" CHECK ("open_reports" >= 0 AND "reply_count" >= 0);
ALTER TABLE "comment" ADD CONSTRAINT "comment_prefix_has_month"
  CHECK (("prefix_hash" IS NULL) = ("address_month" IS NULL));
ALTER TABLE "comment" ADD CONSTRAINT "comment_import" CHECK (("import_source" IS NULL) = ("import_key" IS NULL));
ALTER TABLE "discussion" ADD CONSTRAINT "discussion_count" CHECK ("comment_count" >= 0);
ALTER TABLE "comment_ban" ADD CONSTRAINT "comment_ban_target"
  CHECK (CASE WHEN "kind" IN ('author', 'prefix') THEN "digest" IS NOT NULL AND "value" IS NULL
    ELSE "value" IS NOT NULL AND "digest" IS NULL END);
ALTER TABLE "comment_budget" ADD CONSTRAINT "comment_budget_spent" CHECK ("spent" > 0);
ALTER TABLE "moderation_word" ADD CONSTRAINT "moderation_word_skeleton" CHECK ("skeleton" <> '');
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_waits_or_ended"
  CHECK (("next_attempt_at" IS NOT NULL) = ("sealed" IS NOT NULL));

-- Counts of what the public can read

-- In the transaction of the change, by the statement that made it: a count that is kept cannot be forgotten.
CREATE FUNCTION "count_new_comments"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "discussion" AS d ("article_id", "comment_count")
  SELECT "article_id", count(*) FROM new_rows WHERE "reachable" AND "status" = 'approved'
  GROUP BY 1 ORDER BY 1
  ON CONFLICT ("article_id") DO UPDATE SET "comment_count" = d."comment_count" + excluded."comment_count";
  UPDATE "comment" c SET "reply_count" = c."reply_count" + n."added"
  FROM (SELECT "shown_under_id", count(*)::int AS "added" FROM new_rows
        WHERE "reachable" AND "shown_under_id" IS NOT NULL GROUP BY 1) n
  WHERE c."id" = n."shown_under_id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "comment_counts_new" AFTER INSERT ON "comment"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "count_new_comments"();

CREATE FUNCTION "count_changed_comments"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM old_rows o JOIN new_rows n USING ("id")
    WHERE (o."reachable", o."status", o."shown_under_id") IS DISTINCT FROM (n."reachable", n."status", n."shown_under_id")
  ) THEN RETURN NULL; END IF;
  INSERT INTO "discussion" AS d ("article_id", "comment_count")
  SELECT "article_id", 0 FROM new_rows GROUP BY 1 ORDER BY 1
  ON CONFLICT ("article_id") DO NOTHING;
  UPDATE "discussion" d SET "comment_count" = d."comment_count" + change."by"
  FROM (SELECT "article_id", sum("public")::int AS "by" FROM (
          SELECT "article_id", ("reachable" AND "status" = 'approved')::int AS "public" FROM new_rows
          UNION ALL
          SELECT "article_id", -("reachable" AND "status" = 'approved')::int FROM old_rows) each
        GROUP BY 1) change
  WHERE d."article_id" = change."article_id" AND change."by" <> 0;
  UPDATE "comment" c SET "reply_count" = c."reply_count" + change."by"
  FROM (SELECT "shown_under_id", sum("public")::int AS "by" FROM (
          SELECT "shown_under_id", "reachable"::int AS "public" FROM new_rows
          UNION ALL
          SELECT "shown_under_id", -("reachable"::int) FROM old_rows) each
        WHERE "shown_under_id" IS NOT NULL GROUP BY 1) change
  WHERE c."id" = change."shown_under_id" AND change."by" <> 0;
  RETURN NULL;
END
$$;
CREATE TRIGGER "comment_counts_changed" AFTER UPDATE ON "comment"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_changed_comments"();

CREATE FUNCTION "count_removed_comments"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "discussion" d SET "comment_count" = d."comment_count" - o."removed"
  FROM (SELECT "article_id", count(*)::int AS "removed" FROM old_rows
        WHERE "reachable" AND "status" = 'approved' GROUP BY 1) o
  WHERE d."article_id" = o."article_id";
  UPDATE "comment" c SET "reply_count" = c."reply_count" - o."removed"
  FROM (SELECT "shown_under_id", count(*)::int AS "removed" FROM old_rows
        WHERE "reachable" AND "shown_under_id" IS NOT NULL GROUP BY 1) o
  WHERE c."id" = o."shown_under_id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "comment_counts_removed" AFTER DELETE ON "comment"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "count_removed_comments"();

-- What is kept is not counted any more.
DROP INDEX "comment_public_count";
INSERT INTO "discussion" ("article_id", "comment_count")
SELECT "article_id", count(*) FROM "comment" WHERE "reachable" AND "status" = 'approved' GROUP BY 1;
UPDATE "comment" c SET "reply_count" = n."replies"
FROM (SELECT "shown_under_id", count(*)::int AS "replies" FROM "comment"
      WHERE "reachable" AND "shown_under_id" IS NOT NULL GROUP BY 1) n
WHERE c."id" = n."shown_under_id";

-- What articles say of their comments, and what the site's policy says of all of them

DROP VIEW "visible_edition";
CREATE VIEW "visible_edition" AS
  SELECT edition.*,
    CASE (SELECT "policy"->>'mode' FROM "comment_policy" ORDER BY "version" DESC LIMIT 1)
      WHEN 'closed' THEN 'closed'
      WHEN 'pre' THEN CASE article."comment_mode" WHEN 'post' THEN 'pre' ELSE article."comment_mode" END
      ELSE article."comment_mode"
    END AS "comment_mode",
    article."comments_close_at", article."translation_group_id"
  FROM "edition"
  JOIN "article" ON article."id" = edition."article_id"
  WHERE article."pub_status" = 'usable'
    AND article."deleted_at" IS NULL
    AND edition."valid_from" <= now()
    AND (edition."valid_to" IS NULL OR now() < edition."valid_to");
