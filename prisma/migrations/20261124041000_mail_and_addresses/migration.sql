-- CreateEnum
CREATE TYPE "email_purpose" AS ENUM ('confirm', 'change', 'reset');

-- CreateTable
CREATE TABLE "outbox_mails" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "sealed_content" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "given_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_tokens" (
    "hash" BYTEA NOT NULL,
    "purpose" "email_purpose" NOT NULL,
    "account_id" UUID,
    "end_user_id" UUID,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_tokens_pkey" PRIMARY KEY ("hash")
);

-- AlterTable
ALTER TABLE "panel_accounts" ADD COLUMN "email_verified_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "end_user_sessions" ADD COLUMN "id" UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE "end_user_sessions" ADD COLUMN "user_agent" TEXT;

-- CreateIndex
CREATE INDEX "outbox_mails_created_at_idx" ON "outbox_mails"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "email_tokens_account_id_purpose_key" ON "email_tokens"("account_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "email_tokens_end_user_id_purpose_key" ON "email_tokens"("end_user_id", "purpose");

-- CreateIndex
CREATE INDEX "email_tokens_expires_at_idx" ON "email_tokens"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "end_user_sessions_id_key" ON "end_user_sessions"("id");

-- AddForeignKey
ALTER TABLE "email_tokens" ADD CONSTRAINT "email_tokens_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "panel_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_tokens" ADD CONSTRAINT "email_tokens_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- ---- What Prisma's schema language cannot say ----

-- What is still to be sent: the deliverers look for nothing else.
CREATE INDEX "outbox_mails_due" ON "outbox_mails"("next_attempt_at") WHERE "sent_at" IS NULL AND "given_up_at" IS NULL;

-- A mail can hold a one-time link: its content goes as soon as it is sent, or given up.
ALTER TABLE "outbox_mails" ADD CONSTRAINT "outbox_mails_content_until_over"
  CHECK (("sealed_content" IS NOT NULL) = ("sent_at" IS NULL AND "given_up_at" IS NULL));

ALTER TABLE "email_tokens" ADD CONSTRAINT "email_tokens_one_owner" CHECK (num_nonnulls("account_id", "end_user_id") = 1);
