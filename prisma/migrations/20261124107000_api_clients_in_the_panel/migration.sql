-- With which secret of an API client a call was last signed: one probe, however many events there are (lib/events/last-key-uses.ts).
CREATE INDEX "login_events_client_secret_idx" ON "login_events" ("credential_id", (coalesce("detail" ->> 'previousKey', 'false')), "at" DESC)
  WHERE "protocol" = 'signed-login' AND "reason" IN ('accepted', 'terms_required');
