-- AlterTable: set: the end user has ended this link, and the issuer signs them in no more
ALTER TABLE "external_identities" ADD COLUMN "unlinked_at" TIMESTAMPTZ(3);

-- AlterTable: by it one key is known again in two rows; null: made before there was one
ALTER TABLE "issuer_keys" ADD COLUMN "key_fingerprint" BYTEA;

-- CreateIndex
CREATE INDEX "issuer_keys_key_fingerprint_idx" ON "issuer_keys"("key_fingerprint");
