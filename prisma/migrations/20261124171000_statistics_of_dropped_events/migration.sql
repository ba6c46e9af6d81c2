-- Events of before this instant may have been dropped: the days that began before it are closed, their figures stay as they are.
ALTER TABLE "statistic_progress" ADD COLUMN "events_since" TIMESTAMPTZ NOT NULL DEFAULT '-infinity';
