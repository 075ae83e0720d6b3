-- CreateTable
CREATE TABLE "compiled_article" (
    "article_id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "form" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "summary" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "quotes" TEXT NOT NULL,
    "speakers" TEXT NOT NULL,
    "corrections" TEXT NOT NULL,
    "tags" TEXT[],

    CONSTRAINT "compiled_article_pkey" PRIMARY KEY ("article_id")
);

-- CreateTable
CREATE TABLE "compiled_epoch" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "epoch" INTEGER NOT NULL,

    CONSTRAINT "compiled_epoch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "compiled_article_tags_idx" ON "compiled_article" USING GIN ("tags");

-- AddForeignKey
ALTER TABLE "compiled_article" ADD CONSTRAINT "compiled_article_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "compiled_epoch" ADD CONSTRAINT "compiled_epoch_one_row" CHECK ("id" = 1);

-- Removes what shows one of these things, within the transaction that changes them. Whoever compiles holds the lock
-- alone: what it reads is committed, and what it writes is there to be removed by the next change. A name that stands
-- in very many articles begins a new epoch instead, in which none of them counts.
CREATE FUNCTION "forget_compiled"("changed" text[], "all_of_them" boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(72707371);
  IF NOT all_of_them
     AND (SELECT count(*) FROM (SELECT FROM compiled_article c WHERE c.tags && changed LIMIT 1001) few) <= 1000 THEN
    DELETE FROM compiled_article c WHERE c.tags && changed;
  ELSE
    INSERT INTO compiled_epoch (id, epoch) VALUES (1, 1)
      ON CONFLICT (id) DO UPDATE SET epoch = compiled_epoch.epoch + 1;
  END IF;
END $$;
