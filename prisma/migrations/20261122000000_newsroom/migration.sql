-- The exclusion of overlapping editions compares a uuid and a range in one index.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- CreateEnum
CREATE TYPE "article_state" AS ENUM ('draft', 'in_review', 'approved', 'published', 'archived');

-- CreateEnum
CREATE TYPE "pub_status" AS ENUM ('usable', 'withheld', 'canceled', 'legal');

-- CreateEnum
CREATE TYPE "article_kind" AS ENUM ('news', 'analysis', 'opinion', 'interview', 'feature', 'review', 'obituary', 'live', 'press_release', 'other');

-- CreateEnum
CREATE TYPE "comment_mode" AS ENUM ('pre', 'post', 'closed');

-- CreateEnum
CREATE TYPE "withdrawal_kind" AS ENUM ('withheld', 'canceled', 'legal');

-- CreateEnum
CREATE TYPE "speaker_kind" AS ENUM ('person', 'organization', 'group', 'document', 'anonymous');

-- CreateEnum
CREATE TYPE "alias_type" AS ENUM ('full', 'surname', 'transliteration', 'handle', 'former_name');

-- CreateEnum
CREATE TYPE "identifier_scheme" AS ENUM ('wikidata', 'viaf', 'orcid', 'isni', 'x', 'mastodon', 'url');

-- CreateEnum
CREATE TYPE "quote_kind" AS ENUM ('direct', 'partial', 'paraphrase', 'document');

-- CreateEnum
CREATE TYPE "quote_channel" AS ENUM ('social_post', 'press_conference', 'interview', 'speech', 'statement', 'press_release', 'hearing', 'court_filing', 'broadcast', 'document', 'other', 'unknown');

-- CreateEnum
CREATE TYPE "quote_review" AS ENUM ('proposed', 'confirmed', 'rejected');

-- CreateEnum
CREATE TYPE "quote_verification" AS ENUM ('unverified', 'source_located', 'verbatim_match', 'disputed', 'misattributed');

-- CreateEnum
CREATE TYPE "quote_lifecycle" AS ENUM ('active', 'corrected', 'retracted', 'denied');

-- CreateEnum
CREATE TYPE "quote_integrity" AS ENUM ('intact', 'moved', 'typography-changed', 'altered', 'ambiguous', 'missing');

-- CreateEnum
CREATE TYPE "comment_status" AS ENUM ('pending', 'approved', 'rejected', 'spam', 'withdrawn', 'erased');

-- CreateEnum
CREATE TYPE "decided_by" AS ENUM ('policy', 'human', 'author', 'system');

-- CreateTable
CREATE TABLE "article" (
    "id" UUID NOT NULL,
    "state" "article_state" NOT NULL DEFAULT 'draft',
    "pub_status" "pub_status" NOT NULL DEFAULT 'usable',
    "version" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "first_published_at" TIMESTAMPTZ(3),
    "translation_group_id" UUID NOT NULL,
    "comment_mode" "comment_mode" NOT NULL DEFAULT 'pre',
    "comments_close_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_slug" (
    "slug" TEXT NOT NULL,
    "article_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "article_slug_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "article_revision" (
    "article_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "subtitle" TEXT,
    "slugline" TEXT,
    "slug" TEXT NOT NULL,
    "kind" "article_kind" NOT NULL,
    "language" TEXT NOT NULL,
    "section_id" UUID,
    "summary" TEXT,
    "dateline_place" TEXT,
    "dateline_date" TEXT,
    "byline" TEXT,
    "body" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "time_zone" TEXT,
    "urgency" INTEGER,
    "ed_note" TEXT,
    "source" JSONB,
    "rights" JSONB,
    "digital_source_type" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "article_revision_pkey" PRIMARY KEY ("article_id","number")
);

-- CreateTable
CREATE TABLE "revision_tag" (
    "article_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "tag_id" UUID NOT NULL,

    CONSTRAINT "revision_tag_pkey" PRIMARY KEY ("article_id","number","position")
);

-- CreateTable
CREATE TABLE "revision_contributor" (
    "article_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "author_id" UUID NOT NULL,
    "role" TEXT,

    CONSTRAINT "revision_contributor_pkey" PRIMARY KEY ("article_id","number","position")
);

-- CreateTable
CREATE TABLE "edition" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "publish_at" TIMESTAMPTZ(3) NOT NULL,
    "embargo_until" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "subtitle" TEXT,
    "slugline" TEXT,
    "kind" "article_kind" NOT NULL,
    "language" TEXT NOT NULL,
    "section_id" UUID,
    "summary" TEXT,
    "dateline_place" TEXT,
    "dateline_date" TEXT,
    "byline" TEXT,
    "markdown" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "word_count" INTEGER NOT NULL,
    "time_zone" TEXT,
    "urgency" INTEGER,
    "source" JSONB,
    "rights" JSONB,
    "search" tsvector NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "edition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edition_tag" (
    "edition_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "tag_id" UUID NOT NULL,

    CONSTRAINT "edition_tag_pkey" PRIMARY KEY ("edition_id","position")
);

-- CreateTable
CREATE TABLE "edition_contributor" (
    "edition_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "author_id" UUID NOT NULL,
    "role" TEXT,

    CONSTRAINT "edition_contributor_pkey" PRIMARY KEY ("edition_id","position")
);

-- CreateTable
CREATE TABLE "edition_quote" (
    "edition_id" UUID NOT NULL,
    "quote_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "quote_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "segments" JSONB NOT NULL,
    "speaker_id" UUID,
    "on_behalf_of_id" UUID,
    "role_as_stated" TEXT,
    "channel" "quote_channel" NOT NULL,
    "said_at" TEXT,
    "said_at_min" TIMESTAMPTZ(3),
    "said_at_max" TIMESTAMPTZ(3),
    "said_at_text" TEXT,
    "source" JSONB,
    "language" TEXT NOT NULL,
    "deep_link_hash" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "edition_quote_pkey" PRIMARY KEY ("edition_id","quote_id")
);

-- CreateTable
CREATE TABLE "withdrawal" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "kind" "withdrawal_kind" NOT NULL,
    "reason" TEXT NOT NULL,
    "notice" TEXT,
    "was_public" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "reinstated_at" TIMESTAMPTZ(3),
    "reinstated_by" TEXT,

    CONSTRAINT "withdrawal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "section" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tag" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "author" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "author_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "speaker" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" "speaker_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "sort_name" TEXT,
    "description" TEXT,
    "parent_organization_id" UUID,
    "merged_into_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "speaker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "speaker_alias" (
    "speaker_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "type" "alias_type" NOT NULL,

    CONSTRAINT "speaker_alias_pkey" PRIMARY KEY ("speaker_id","position")
);

-- CreateTable
CREATE TABLE "speaker_identifier" (
    "scheme" "identifier_scheme" NOT NULL,
    "value" TEXT NOT NULL,
    "speaker_id" UUID NOT NULL,

    CONSTRAINT "speaker_identifier_pkey" PRIMARY KEY ("scheme","value")
);

-- CreateTable
CREATE TABLE "speaker_role" (
    "speaker_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "organization" TEXT,
    "from" TEXT,
    "to" TEXT,

    CONSTRAINT "speaker_role_pkey" PRIMARY KEY ("speaker_id","position")
);

-- CreateTable
CREATE TABLE "quote" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "kind" "quote_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "speaker_id" UUID,
    "speaker_unknown" BOOLEAN NOT NULL DEFAULT false,
    "on_behalf_of_id" UUID,
    "role_as_stated" TEXT,
    "channel" "quote_channel" NOT NULL DEFAULT 'unknown',
    "said_at" TEXT,
    "said_at_min" TIMESTAMPTZ(3),
    "said_at_max" TIMESTAMPTZ(3),
    "said_at_text" TEXT,
    "source" JSONB,
    "language" TEXT,
    "review" "quote_review" NOT NULL DEFAULT 'proposed',
    "verification" "quote_verification" NOT NULL DEFAULT 'unverified',
    "lifecycle" "quote_lifecycle" NOT NULL DEFAULT 'active',
    "integrity" "quote_integrity" NOT NULL DEFAULT 'intact',
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote_segment" (
    "quote_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,

    CONSTRAINT "quote_segment_pkey" PRIMARY KEY ("quote_id","position")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "parent_id" UUID,
    "root_id" UUID NOT NULL,
    "shown_under_id" UUID,
    "depth" INTEGER NOT NULL,
    "status" "comment_status" NOT NULL DEFAULT 'pending',
    "decided_by" "decided_by" NOT NULL DEFAULT 'policy',
    "reachable" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "author_name" TEXT NOT NULL,
    "head_revision_id" UUID NOT NULL,
    "published_revision_id" UUID,
    "reasons" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_by" TEXT,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment_revision" (
    "id" UUID NOT NULL,
    "comment_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comment_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moderation_event" (
    "id" UUID NOT NULL,
    "comment_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "from" "comment_status" NOT NULL,
    "to" "comment_status" NOT NULL,
    "version" INTEGER NOT NULL,
    "reason" TEXT,
    "note_internal" TEXT,
    "note_public" TEXT,
    "decided_by" "decided_by" NOT NULL,
    "actor_key_id" UUID,
    "actor_label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "moderation_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "captcha_use" (
    "jti" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "spent_at" TIMESTAMPTZ(3),
    "resource_id" UUID,
    "request_hash" BYTEA,

    CONSTRAINT "captcha_use_pkey" PRIMARY KEY ("jti")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "label" TEXT NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "headers" JSONB NOT NULL,
    "body" TEXT,
    "secret_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("caller","key")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "position" BIGINT,
    "type" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "subject_slug" TEXT,
    "aliases" TEXT[],
    "actor_key_id" UUID,
    "actor_label" TEXT NOT NULL,
    "version" INTEGER,
    "request_id" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "article_updated_at_id_idx" ON "article"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "article_slug_article_id_slug_key" ON "article_slug"("article_id", "slug");

-- CreateIndex
CREATE INDEX "article_revision_section_id_idx" ON "article_revision"("section_id");

-- CreateIndex
CREATE INDEX "revision_tag_tag_id_idx" ON "revision_tag"("tag_id");

-- CreateIndex
CREATE INDEX "revision_contributor_author_id_idx" ON "revision_contributor"("author_id");

-- CreateIndex
CREATE INDEX "edition_article_id_valid_from_idx" ON "edition"("article_id", "valid_from" DESC);

-- CreateIndex
CREATE INDEX "edition_published_at_article_id_idx" ON "edition"("published_at" DESC, "article_id" DESC);

-- CreateIndex
CREATE INDEX "edition_section_id_published_at_article_id_idx" ON "edition"("section_id", "published_at" DESC, "article_id" DESC);

-- CreateIndex
CREATE INDEX "edition_language_published_at_article_id_idx" ON "edition"("language", "published_at" DESC, "article_id" DESC);

-- CreateIndex
CREATE INDEX "edition_kind_published_at_article_id_idx" ON "edition"("kind", "published_at" DESC, "article_id" DESC);

-- CreateIndex
CREATE INDEX "edition_slug_idx" ON "edition"("slug");

-- CreateIndex
CREATE INDEX "edition_valid_from_idx" ON "edition"("valid_from");

-- CreateIndex
CREATE INDEX "edition_valid_to_idx" ON "edition"("valid_to");

-- CreateIndex
CREATE INDEX "edition_search_idx" ON "edition" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "edition_article_id_number_key" ON "edition"("article_id", "number");

-- CreateIndex
CREATE INDEX "edition_tag_tag_id_edition_id_idx" ON "edition_tag"("tag_id", "edition_id");

-- CreateIndex
CREATE INDEX "edition_contributor_author_id_edition_id_idx" ON "edition_contributor"("author_id", "edition_id");

-- CreateIndex
CREATE INDEX "edition_quote_quote_id_idx" ON "edition_quote"("quote_id");

-- CreateIndex
CREATE INDEX "edition_quote_published_at_quote_id_idx" ON "edition_quote"("published_at" DESC, "quote_id" DESC);

-- CreateIndex
CREATE INDEX "edition_quote_speaker_id_published_at_quote_id_idx" ON "edition_quote"("speaker_id", "published_at" DESC, "quote_id" DESC);

-- CreateIndex
CREATE INDEX "edition_quote_channel_published_at_quote_id_idx" ON "edition_quote"("channel", "published_at" DESC, "quote_id" DESC);

-- CreateIndex
CREATE INDEX "edition_quote_on_behalf_of_id_idx" ON "edition_quote"("on_behalf_of_id");

-- CreateIndex
CREATE INDEX "withdrawal_article_id_idx" ON "withdrawal"("article_id");

-- CreateIndex
CREATE UNIQUE INDEX "section_slug_key" ON "section"("slug");

-- CreateIndex
CREATE INDEX "section_name_id_idx" ON "section"("name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tag_slug_key" ON "tag"("slug");

-- CreateIndex
CREATE INDEX "tag_name_id_idx" ON "tag"("name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "author_slug_key" ON "author"("slug");

-- CreateIndex
CREATE INDEX "author_name_id_idx" ON "author"("name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "speaker_slug_key" ON "speaker"("slug");

-- CreateIndex
CREATE INDEX "speaker_name_id_idx" ON "speaker"("name", "id");

-- CreateIndex
CREATE INDEX "speaker_parent_organization_id_idx" ON "speaker"("parent_organization_id");

-- CreateIndex
CREATE INDEX "speaker_merged_into_id_idx" ON "speaker"("merged_into_id");

-- CreateIndex
CREATE INDEX "speaker_alias_folded_idx" ON "speaker_alias"("folded");

-- CreateIndex
CREATE INDEX "speaker_identifier_speaker_id_idx" ON "speaker_identifier"("speaker_id");

-- CreateIndex
CREATE INDEX "quote_article_id_idx" ON "quote"("article_id");

-- CreateIndex
CREATE INDEX "quote_speaker_id_idx" ON "quote"("speaker_id");

-- CreateIndex
CREATE INDEX "quote_on_behalf_of_id_idx" ON "quote"("on_behalf_of_id");

-- CreateIndex
CREATE INDEX "comment_shown_under_id_created_at_id_idx" ON "comment"("shown_under_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "comment_root_id_idx" ON "comment"("root_id");

-- CreateIndex
CREATE INDEX "comment_status_created_at_id_idx" ON "comment"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "comment_article_id_parent_id_idx" ON "comment"("article_id", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "comment_article_id_id_key" ON "comment"("article_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "comment_revision_comment_id_number_key" ON "comment_revision"("comment_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "comment_revision_comment_id_id_key" ON "comment_revision"("comment_id", "id");

-- CreateIndex
CREATE INDEX "moderation_event_comment_id_created_at_idx" ON "moderation_event"("comment_id", "created_at");

-- CreateIndex
CREATE INDEX "captcha_use_expires_at_idx" ON "captcha_use"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE INDEX "idempotency_record_created_at_idx" ON "idempotency_record"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "event_sequence_key" ON "event"("sequence");

-- CreateIndex
CREATE UNIQUE INDEX "event_position_key" ON "event"("position");

-- CreateIndex
CREATE INDEX "event_subject_type_subject_id_version_idx" ON "event"("subject_type", "subject_id", "version");

-- CreateIndex
CREATE INDEX "event_occurred_at_idx" ON "event"("occurred_at");

-- AddForeignKey
ALTER TABLE "article_slug" ADD CONSTRAINT "article_slug_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_revision" ADD CONSTRAINT "article_revision_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_revision" ADD CONSTRAINT "article_revision_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "section"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_tag" ADD CONSTRAINT "revision_tag_article_id_number_fkey" FOREIGN KEY ("article_id", "number") REFERENCES "article_revision"("article_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_tag" ADD CONSTRAINT "revision_tag_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_contributor" ADD CONSTRAINT "revision_contributor_article_id_number_fkey" FOREIGN KEY ("article_id", "number") REFERENCES "article_revision"("article_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_contributor" ADD CONSTRAINT "revision_contributor_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition" ADD CONSTRAINT "edition_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition" ADD CONSTRAINT "edition_article_id_slug_fkey" FOREIGN KEY ("article_id", "slug") REFERENCES "article_slug"("article_id", "slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition" ADD CONSTRAINT "edition_article_id_revision_fkey" FOREIGN KEY ("article_id", "revision") REFERENCES "article_revision"("article_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition" ADD CONSTRAINT "edition_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "section"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_tag" ADD CONSTRAINT "edition_tag_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_tag" ADD CONSTRAINT "edition_tag_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_contributor" ADD CONSTRAINT "edition_contributor_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_contributor" ADD CONSTRAINT "edition_contributor_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_quote" ADD CONSTRAINT "edition_quote_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_quote" ADD CONSTRAINT "edition_quote_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_quote" ADD CONSTRAINT "edition_quote_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_quote" ADD CONSTRAINT "edition_quote_on_behalf_of_id_fkey" FOREIGN KEY ("on_behalf_of_id") REFERENCES "speaker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withdrawal" ADD CONSTRAINT "withdrawal_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker" ADD CONSTRAINT "speaker_parent_organization_id_fkey" FOREIGN KEY ("parent_organization_id") REFERENCES "speaker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker" ADD CONSTRAINT "speaker_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "speaker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker_alias" ADD CONSTRAINT "speaker_alias_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker_identifier" ADD CONSTRAINT "speaker_identifier_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "speaker_role" ADD CONSTRAINT "speaker_role_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_on_behalf_of_id_fkey" FOREIGN KEY ("on_behalf_of_id") REFERENCES "speaker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_segment" ADD CONSTRAINT "quote_segment_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_article_id_parent_id_fkey" FOREIGN KEY ("article_id", "parent_id") REFERENCES "comment"("article_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_id_head_revision_id_fkey" FOREIGN KEY ("id", "head_revision_id") REFERENCES "comment_revision"("comment_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_id_published_revision_id_fkey" FOREIGN KEY ("id", "published_revision_id") REFERENCES "comment_revision"("comment_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_revision" ADD CONSTRAINT "comment_revision_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_event" ADD CONSTRAINT "moderation_event_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ─── What Prisma cannot say ──────────────────────────────────────────────────────────────────────

-- Articles and editions

ALTER TABLE "article" ADD CONSTRAINT "article_numbers" CHECK ("version" >= 1 AND "revision" >= 1);
ALTER TABLE "article_slug" ADD CONSTRAINT "article_slug_form"
  CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("slug") <= 120);
ALTER TABLE "article_revision" ADD CONSTRAINT "article_revision_words"
  CHECK ("number" >= 1 AND "title" <> '' AND "language" <> '' AND "body" <> '');
ALTER TABLE "article_revision" ADD CONSTRAINT "article_revision_urgency" CHECK ("urgency" BETWEEN 1 AND 9);
ALTER TABLE "edition" ADD CONSTRAINT "edition_number" CHECK ("number" >= 1);
ALTER TABLE "edition" ADD CONSTRAINT "edition_range" CHECK ("valid_to" >= "valid_from");
-- At any instant an article has at most one edition.
ALTER TABLE "edition" ADD CONSTRAINT "edition_no_overlap"
  EXCLUDE USING gist ("article_id" WITH =, tstzrange("valid_from", "valid_to") WITH &&);
-- An article is withdrawn at most once at a time.
CREATE UNIQUE INDEX "withdrawal_current" ON "withdrawal" ("article_id") WHERE "reinstated_at" IS NULL;
-- Only what was withheld comes back.
ALTER TABLE "withdrawal" ADD CONSTRAINT "withdrawal_final"
  CHECK ("reinstated_at" IS NULL OR "kind" = 'withheld');

-- Speakers and quotes

ALTER TABLE "speaker" ADD CONSTRAINT "speaker_not_merged_into_itself" CHECK ("merged_into_id" <> "id");
ALTER TABLE "quote" ADD CONSTRAINT "quote_confirmed_is_attributed"
  CHECK ("review" <> 'confirmed' OR "speaker_id" IS NOT NULL OR "speaker_unknown");
ALTER TABLE "quote" ADD CONSTRAINT "quote_unknown_speaker_is_nobody"
  CHECK (NOT ("speaker_unknown" AND "speaker_id" IS NOT NULL));
ALTER TABLE "quote" ADD CONSTRAINT "quote_said_range" CHECK ("said_at_max" >= "said_at_min");
ALTER TABLE "quote" ADD CONSTRAINT "quote_verbatim_needs_source"
  CHECK ("verification" <> 'verbatim_match' OR "source" IS NOT NULL);
ALTER TABLE "quote_segment" ADD CONSTRAINT "quote_segment_range"
  CHECK ("start" >= 0 AND "end" > "start" AND length("exact") > 0);

-- Comments

ALTER TABLE "comment" ADD CONSTRAINT "comment_approved_is_published"
  CHECK ("status" <> 'approved' OR "published_revision_id" IS NOT NULL);
ALTER TABLE "comment" ADD CONSTRAINT "comment_depth" CHECK ("depth" BETWEEN 0 AND 4);
ALTER TABLE "comment" ADD CONSTRAINT "comment_thread"
  CHECK (("parent_id" IS NULL) = ("depth" = 0) AND ("parent_id" IS NULL) = ("shown_under_id" IS NULL)
         AND ("parent_id" IS NOT NULL OR "root_id" = "id"));
ALTER TABLE "comment" ADD CONSTRAINT "comment_not_its_own_parent" CHECK ("parent_id" <> "id");
-- Only what was approved, or is the tombstone of it, is ever public.
ALTER TABLE "comment" ADD CONSTRAINT "comment_reachable"
  CHECK (NOT "reachable" OR "status" IN ('approved', 'withdrawn', 'erased'));
-- The pages and the counts of what the public sees.
CREATE INDEX "comment_public_thread" ON "comment" ("article_id", "created_at", "id")
  WHERE "reachable" AND "parent_id" IS NULL;
CREATE INDEX "comment_public_flat" ON "comment" ("article_id", "created_at", "id") WHERE "reachable";
CREATE INDEX "comment_public_count" ON "comment" ("article_id") WHERE "reachable" AND "status" = 'approved';
ALTER TABLE "captcha_use" ADD CONSTRAINT "captcha_use_attempts" CHECK ("attempts" BETWEEN 0 AND 3);

-- Keys and events

ALTER TABLE "api_key" ADD CONSTRAINT "api_key_prefix" CHECK ("prefix" ~ '^[a-z0-9]{8}$');
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_scopes" CHECK (cardinality("scopes") > 0);
ALTER TABLE "event" ADD CONSTRAINT "event_position" CHECK ("position" >= 1);

-- What the public can read, and nothing else: every delivery query starts here. The clock is the database's.
CREATE VIEW "visible_edition" AS
  SELECT edition.*, article."comment_mode", article."comments_close_at", article."translation_group_id"
  FROM "edition"
  JOIN "article" ON article."id" = edition."article_id"
  WHERE article."pub_status" = 'usable'
    AND article."deleted_at" IS NULL
    AND edition."valid_from" <= now()
    AND (edition."valid_to" IS NULL OR now() < edition."valid_to");

-- The next instant at which anything begins or ends being visible: no answer may be cached beyond it.
CREATE VIEW "next_transition" AS
  SELECT least(
    (SELECT min("valid_from") FROM "edition" WHERE "valid_from" > now()),
    (SELECT min("valid_to") FROM "edition" WHERE "valid_to" > now())
  ) AS "at";
