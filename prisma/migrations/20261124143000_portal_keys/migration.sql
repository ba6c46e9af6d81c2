-- AlterTable: a partner switches its portal links off
ALTER TABLE "partners" ADD COLUMN "portal_links_off_at" TIMESTAMPTZ(3);

-- CreateTable: which end user the portal links with a key are about (protocol 5)
CREATE TABLE "portal_keys" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "end_user_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "portal_keys_key_key" ON "portal_keys"("key");

-- CreateIndex
CREATE INDEX "portal_keys_partner_id_idx" ON "portal_keys"("partner_id");

-- CreateIndex
CREATE INDEX "portal_keys_end_user_id_idx" ON "portal_keys"("end_user_id");

-- AddForeignKey
ALTER TABLE "portal_keys" ADD CONSTRAINT "portal_keys_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal_keys" ADD CONSTRAINT "portal_keys_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
