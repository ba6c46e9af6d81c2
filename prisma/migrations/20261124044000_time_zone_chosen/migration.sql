-- Whether somebody has chosen the time zone, UTC included, or it is still the one that every partner begins with.
ALTER TABLE "partners" ADD COLUMN "time_zone_chosen_at" TIMESTAMPTZ(3);

UPDATE "partners" p SET "time_zone_chosen_at" = p."created_at"
 WHERE EXISTS (SELECT FROM "partner_time_zones" z WHERE z."partner_id" = p."id" AND z."zone" <> 'UTC');
