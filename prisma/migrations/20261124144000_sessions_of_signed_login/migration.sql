-- Session tokens that were issued until then count no more: of a client's users altogether, of one user, of a link that is ended.
ALTER TABLE "api_clients" ADD COLUMN "sessions_ended_at" TIMESTAMPTZ(3);
ALTER TABLE "client_identities" ADD COLUMN "sessions_ended_at" TIMESTAMPTZ(3);

-- Nothing ever set it: however many tokens there are, ending them is one row.
ALTER TABLE "session_tokens" DROP COLUMN "revoked_at";

-- The end user has ended the link: the client signs them in no more.
ALTER TABLE "client_identities" ADD COLUMN "unlinked_at" TIMESTAMPTZ(3);

-- AlterTable: through which API client a session was opened
ALTER TABLE "end_user_sessions" ADD COLUMN "client_id" UUID;
ALTER TABLE "end_user_sessions" ADD CONSTRAINT "end_user_sessions_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_clients"("id") ON DELETE SET NULL ON UPDATE CASCADE;



-- ---- What Prisma's schema language cannot say ----

-- Few sessions come through a client.
CREATE INDEX "end_user_sessions_client_id_idx" ON "end_user_sessions"("client_id") WHERE "client_id" IS NOT NULL;
