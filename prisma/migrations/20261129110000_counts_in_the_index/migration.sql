-- The rows of a day are written when they come, and so lie far apart: a page of thirty days read a block for each row. The
-- index has them side by side, and with the count in it days are read from the index alone; hours still from the rows.
ALTER TABLE "statistic_counts"
  DROP CONSTRAINT "statistic_counts_pkey",
  ADD CONSTRAINT "statistic_counts_pkey" PRIMARY KEY ("partner_id", "scope_id", "day", "protocol", "kind", "outcome", "reason", "test") INCLUDE ("count");

-- Of a row that is in no snapshot's way the index is enough; that it is, vacuum notes. By default it would come once in months.
ALTER TABLE "statistic_counts" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
