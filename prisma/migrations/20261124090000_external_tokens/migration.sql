-- CreateTable: who signs users in by tokens of their own (protocol 2)
CREATE TABLE "issuers" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "redirect_url" TEXT NOT NULL,
    "tells_failures" BOOLEAN NOT NULL DEFAULT true,
    "return_hosts" TEXT[],
    "logout_url" TEXT,
    "max_lifetime_seconds" INTEGER NOT NULL DEFAULT 3600,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issuers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issuer_keys" (
    "id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "weak" BOOLEAN NOT NULL DEFAULT false,
    "replaced_at" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issuer_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issuer_email_domains" (
    "issuer_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issuer_email_domains_pkey" PRIMARY KEY ("issuer_id","domain")
);

-- CreateTable
CREATE TABLE "external_identities" (
    "issuer_id" UUID NOT NULL,
    "uuid" TEXT NOT NULL,
    "end_user_id" UUID NOT NULL,
    "email" TEXT,
    "picture_url" TEXT,
    "terms_accepted_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "external_identities_pkey" PRIMARY KEY ("issuer_id","uuid")
);

-- CreateTable
CREATE TABLE "used_token_ids" (
    "issuer_id" UUID NOT NULL,
    "jti" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_token_ids_pkey" PRIMARY KEY ("issuer_id","jti")
);

-- CreateTable
CREATE TABLE "held_tokens" (
    "hash" BYTEA NOT NULL,
    "sealed_token" TEXT NOT NULL,
    "session_hash" BYTEA,
    "held_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "held_tokens_pkey" PRIMARY KEY ("hash")
);

-- AlterTable: through whom somebody came in; null: by themselves
ALTER TABLE "end_user_sessions" ADD COLUMN "issuer_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "issuers_slug_key" ON "issuers"("slug");

-- CreateIndex
CREATE INDEX "issuers_partner_id_idx" ON "issuers"("partner_id");

-- CreateIndex
CREATE INDEX "issuer_keys_issuer_id_idx" ON "issuer_keys"("issuer_id");

-- CreateIndex
CREATE INDEX "external_identities_end_user_id_idx" ON "external_identities"("end_user_id");

-- CreateIndex
CREATE INDEX "external_identities_email_idx" ON "external_identities"("email");

-- CreateIndex
CREATE INDEX "used_token_ids_expires_at_idx" ON "used_token_ids"("expires_at");

-- CreateIndex
CREATE INDEX "held_tokens_expires_at_idx" ON "held_tokens"("expires_at");

-- AddForeignKey
ALTER TABLE "issuers" ADD CONSTRAINT "issuers_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issuer_keys" ADD CONSTRAINT "issuer_keys_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "issuers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issuer_email_domains" ADD CONSTRAINT "issuer_email_domains_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "issuers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_identities" ADD CONSTRAINT "external_identities_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "issuers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_identities" ADD CONSTRAINT "external_identities_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "used_token_ids" ADD CONSTRAINT "used_token_ids_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "issuers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "end_user_sessions" ADD CONSTRAINT "end_user_sessions_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "issuers"("id") ON DELETE SET NULL ON UPDATE CASCADE;



-- ---- What Prisma's schema language cannot say ----

-- An issuer signs with one key; whichever it signed with before ends at a time.
CREATE UNIQUE INDEX "issuer_keys_one_current" ON "issuer_keys"("issuer_id") WHERE "replaced_at" IS NULL;
ALTER TABLE "issuer_keys" ADD CONSTRAINT "issuer_keys_replaced_ends" CHECK ("replaced_at" IS NULL OR "valid_until" IS NOT NULL);

ALTER TABLE "issuers" ADD CONSTRAINT "issuers_slug" CHECK ("slug" ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$');
ALTER TABLE "issuers" ADD CONSTRAINT "issuers_max_lifetime" CHECK ("max_lifetime_seconds" BETWEEN 60 AND 86400);
ALTER TABLE "external_identities" ADD CONSTRAINT "external_identities_email_is_lower_case" CHECK ("email" = lower("email"));
