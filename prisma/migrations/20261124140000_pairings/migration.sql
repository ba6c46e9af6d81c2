-- CreateEnum
CREATE TYPE "pairing_end" AS ENUM ('partner', 'end_user', 'operator');

-- CreateTable: a partner's user and an end user are one person (protocol 4)
CREATE TABLE "pairings" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "ps_client_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "vhost" TEXT NOT NULL,
    "end_user_id" UUID,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" "pairing_end",

    CONSTRAINT "pairings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pairing_keys" (
    "id" UUID NOT NULL,
    "pairing_id" UUID NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pairing_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pairing_tokens" (
    "hash" BYTEA NOT NULL,
    "id" UUID NOT NULL,
    "pairing_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "pairing_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "pairings_email_idx" ON "pairings"("email");

-- CreateIndex
CREATE INDEX "pairings_end_user_id_idx" ON "pairings"("end_user_id");

-- CreateIndex
CREATE INDEX "pairings_vhost_idx" ON "pairings"("vhost");

-- CreateIndex
CREATE INDEX "pairing_keys_pairing_id_idx" ON "pairing_keys"("pairing_id");

-- CreateIndex
CREATE UNIQUE INDEX "pairing_tokens_id_key" ON "pairing_tokens"("id");

-- CreateIndex
CREATE INDEX "pairing_tokens_pairing_id_created_at_idx" ON "pairing_tokens"("pairing_id", "created_at");

-- CreateIndex
CREATE INDEX "pairing_tokens_expires_at_idx" ON "pairing_tokens"("expires_at");

-- AddForeignKey
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pairing_keys" ADD CONSTRAINT "pairing_keys_pairing_id_fkey" FOREIGN KEY ("pairing_id") REFERENCES "pairings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pairing_tokens" ADD CONSTRAINT "pairing_tokens_pairing_id_fkey" FOREIGN KEY ("pairing_id") REFERENCES "pairings"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- ---- What Prisma's schema language cannot say ----

-- A partner names one pairing by an id at a time; one that has ended leaves the id free.
CREATE UNIQUE INDEX "pairings_one_live" ON "pairings"("partner_id", "ps_client_id") WHERE "ended_at" IS NULL;
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_email_is_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_vhost_spelling" CHECK ("vhost" ~ '^[a-z0-9][a-z0-9-]{0,62}$');
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_confirmed_by_somebody" CHECK ("confirmed_at" IS NULL OR "end_user_id" IS NOT NULL);
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_ended_by_somebody" CHECK (("ended_at" IS NULL) = ("ended_by" IS NULL));

-- A pairing signs with one key; whichever it signed with before ends at a time.
CREATE UNIQUE INDEX "pairing_keys_one_current" ON "pairing_keys"("pairing_id") WHERE "replaced_at" IS NULL;
ALTER TABLE "pairing_keys" ADD CONSTRAINT "pairing_keys_replaced_ends" CHECK ("replaced_at" IS NULL OR "valid_until" IS NOT NULL);
