-- A domain that the operator has declined, and why.
ALTER TABLE "issuer_email_domains" ADD COLUMN "declined_at" TIMESTAMPTZ(3), ADD COLUMN "decline_note" TEXT;
ALTER TABLE "issuer_email_domains" ADD CONSTRAINT "issuer_email_domains_decided_once"
  CHECK (("approved_at" IS NULL OR "declined_at" IS NULL) AND ("declined_at" IS NULL) = ("decline_note" IS NULL));

-- Those that wait for the operator, on every view of the operator's first page.
CREATE INDEX "issuer_email_domains_waiting_idx" ON "issuer_email_domains" ("created_at")
  WHERE "approved_at" IS NULL AND "declined_at" IS NULL;

-- By which key of an issuer somebody came in last: one probe, however many events there are. The sign-in writes no row for it.
CREATE INDEX "login_events_issuer_key_idx" ON "login_events" ("credential_id", (coalesce("detail" ->> 'previousKey', 'false')), "at" DESC)
  WHERE "protocol" = 'external-token' AND "outcome" = 'accepted' AND NOT "test";
