-- Exact statistics: what happened on each local day of whoever it is counted for, made of the login events by a job that
-- follows their transactions (decision 0012). Everything here can be made again from the events.

-- The job reads what came since it last looked, a page the little that the job has not seen yet.
CREATE INDEX "login_events_xact_idx" ON "login_events" ("xact");

-- Who does what one process at a time may do; whoever does not renew it in time has lost it.
CREATE TABLE "leases" (
  "name" TEXT NOT NULL,
  "holder" UUID NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- How far the job has come: every event below `xact` is counted, and none at or above it. Its transaction numbers are those
-- of this database cluster; of a restored one only events after `since` are numbered by it.
CREATE TABLE "statistic_progress" (
  "one" BOOLEAN NOT NULL DEFAULT true,
  "xact" xid8 NOT NULL DEFAULT '0',
  "since" TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
  "counted_at" TIMESTAMPTZ NOT NULL DEFAULT statement_timestamp(),
  -- visits are complete from this instant on; of those before it the newest of each person is kept
  "visits_since" TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
  CONSTRAINT "statistic_progress_pkey" PRIMARY KEY ("one"),
  CONSTRAINT "statistic_progress_one" CHECK ("one")
);
INSERT INTO "statistic_progress" DEFAULT VALUES;

-- Attempts of one kind within one local day. The nil UUID as partner: the whole platform, whose days are those of UTC.
CREATE TABLE "statistic_counts" (
  "partner_id" UUID NOT NULL,
  -- the nil UUID: everything of the partner; or the app, issuer, API client, pairing or portal key
  "scope_id" UUID NOT NULL,
  "day" INTEGER NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "protocol" "login_protocol" NOT NULL,
  "kind" "login_event_kind" NOT NULL,
  "outcome" "login_outcome" NOT NULL,
  "reason" TEXT NOT NULL,
  "test" BOOLEAN NOT NULL,
  "count" INTEGER NOT NULL,
  -- the same by the hours of the day, as its calendar cuts them
  "hours" INTEGER[] NOT NULL,
  CONSTRAINT "statistic_counts_pkey" PRIMARY KEY ("partner_id", "scope_id", "day", "protocol", "kind", "outcome", "reason", "test")
);

-- Different people who came in on one local day. Test users never count.
CREATE TABLE "statistic_users" (
  "partner_id" UUID NOT NULL,
  -- as above, or 00000000-0000-0000-0000-00000000000N: everything by the partner's Nth protocol
  "scope_id" UUID NOT NULL,
  "day" INTEGER NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "users" INTEGER NOT NULL,
  -- different people in each hour of the day
  "hours" INTEGER[] NOT NULL,
  -- returns[n]: how many of them had last been there on the day whose number is n lower; n goes up to 366
  "returns" INTEGER[] NOT NULL,
  CONSTRAINT "statistic_users_pkey" PRIMARY KEY ("partner_id", "scope_id", "day")
);

-- That somebody came in on a local day, and in which of its hours (bit n: the nth): what the job must know to count nobody twice.
CREATE TABLE "statistic_visits" (
  "partner_id" UUID NOT NULL,
  "scope_id" UUID NOT NULL,
  "end_user_id" UUID NOT NULL,
  "day" INTEGER NOT NULL,
  "hours" INTEGER NOT NULL,
  CONSTRAINT "statistic_visits_pkey" PRIMARY KEY ("partner_id", "scope_id", "end_user_id", "day")
);
