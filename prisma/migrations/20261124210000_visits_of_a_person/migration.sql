-- What the job must know to count nobody twice lies in one row for each person at a partner, not in one for each scope and day:
-- two looks and two writes for a login in the place of five, and a row that comes again is rewritten in its page.
CREATE TABLE "statistic_people" (
  "partner_id" UUID NOT NULL,
  "end_user_id" UUID NOT NULL,
  -- side by side: in which scope, on which of the owner's days, in which of its hours (bit n: the nth)
  "scope_ids" UUID[] NOT NULL,
  "days" INTEGER[] NOT NULL,
  "hours" INTEGER[] NOT NULL,
  CONSTRAINT "statistic_people_pkey" PRIMARY KEY ("partner_id", "end_user_id")
) WITH (fillfactor = 70);

INSERT INTO "statistic_people" (partner_id, end_user_id, scope_ids, days, hours)
SELECT partner_id, end_user_id, array_agg(scope_id), array_agg(day), array_agg(hours) FROM "statistic_visits" GROUP BY partner_id, end_user_id;

DROP TABLE "statistic_visits";
