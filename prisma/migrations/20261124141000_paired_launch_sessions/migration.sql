-- AlterTable: through which pairing somebody came in, so that ending it ends what it has opened
ALTER TABLE "end_user_sessions" ADD COLUMN "pairing_id" UUID;

-- AddForeignKey
ALTER TABLE "end_user_sessions" ADD CONSTRAINT "end_user_sessions_pairing_id_fkey" FOREIGN KEY ("pairing_id") REFERENCES "pairings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---- What Prisma's schema language cannot say ----

-- Which of a pairing's two keys launched last (lib/events/last-key-uses.ts): its predicate is this one, word for word.
CREATE INDEX "login_events_pairing_key_idx" ON "login_events" ("credential_id", (coalesce("detail" ->> 'previousKey', 'false')), "at" DESC)
  WHERE "protocol" = 'paired-launch' AND "kind" = 'login' AND "outcome" = 'accepted' AND NOT "test";

-- Few sessions come through a pairing.
CREATE INDEX "end_user_sessions_pairing_id_idx" ON "end_user_sessions"("pairing_id") WHERE "pairing_id" IS NOT NULL;
