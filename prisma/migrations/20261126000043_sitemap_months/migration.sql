-- When anything of a month was last published anew: a look into the index instead of a walk through its articles.
CREATE INDEX "edition_month_idx" ON "edition" (date_trunc('month', "published_at" AT TIME ZONE 'UTC'), "valid_from" DESC);
