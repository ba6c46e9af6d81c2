-- CreateTable: backends that sign users in by signed calls (protocol 3)
CREATE TABLE "api_clients" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "api_key" TEXT NOT NULL,
    "session_life_seconds" INTEGER NOT NULL DEFAULT 86400,
    "parent_origins" TEXT[],
    "caller_addresses" TEXT[],
    "strict_mode" BOOLEAN NOT NULL DEFAULT false,
    "alarmed_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_client_secrets" (
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_client_secrets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_identities" (
    "client_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "end_user_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "email" TEXT,
    "referral_code" VARCHAR(64),
    "enrolments" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_identities_pkey" PRIMARY KEY ("client_id","external_id")
);

-- CreateTable
CREATE TABLE "session_tokens" (
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "versions" UUID[],
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signature_uses" (
    "signature_hash" BYTEA NOT NULL,
    "external_id" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signature_uses_pkey" PRIMARY KEY ("signature_hash","external_id")
);

-- CreateTable
CREATE TABLE "used_nonces" (
    "client_id" UUID NOT NULL,
    "nonce" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_nonces_pkey" PRIMARY KEY ("client_id","nonce")
);

-- CreateTable
CREATE TABLE "portal_tickets" (
    "hash" BYTEA NOT NULL,
    "session_token_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_tickets_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_clients_api_key_key" ON "api_clients"("api_key");

-- CreateIndex
CREATE INDEX "api_clients_partner_id_idx" ON "api_clients"("partner_id");

-- CreateIndex
CREATE INDEX "api_client_secrets_client_id_idx" ON "api_client_secrets"("client_id");

-- CreateIndex
CREATE INDEX "client_identities_end_user_id_idx" ON "client_identities"("end_user_id");

-- CreateIndex
CREATE INDEX "session_tokens_client_id_external_id_idx" ON "session_tokens"("client_id", "external_id");

-- CreateIndex
CREATE INDEX "session_tokens_expires_at_idx" ON "session_tokens"("expires_at");

-- CreateIndex
CREATE INDEX "signature_uses_used_at_idx" ON "signature_uses"("used_at");

-- CreateIndex
CREATE INDEX "used_nonces_expires_at_idx" ON "used_nonces"("expires_at");

-- CreateIndex
CREATE INDEX "portal_tickets_expires_at_idx" ON "portal_tickets"("expires_at");

-- CreateIndex
CREATE INDEX "portal_tickets_session_token_id_idx" ON "portal_tickets"("session_token_id");

-- AddForeignKey
ALTER TABLE "api_clients" ADD CONSTRAINT "api_clients_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_client_secrets" ADD CONSTRAINT "api_client_secrets_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_identities" ADD CONSTRAINT "client_identities_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_identities" ADD CONSTRAINT "client_identities_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_tokens" ADD CONSTRAINT "session_tokens_client_id_external_id_fkey" FOREIGN KEY ("client_id", "external_id") REFERENCES "client_identities"("client_id", "external_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "used_nonces" ADD CONSTRAINT "used_nonces_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal_tickets" ADD CONSTRAINT "portal_tickets_session_token_id_fkey" FOREIGN KEY ("session_token_id") REFERENCES "session_tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- ---- What Prisma's schema language cannot say ----

-- A client signs with one secret; whichever it signed with before ends at a time.
CREATE UNIQUE INDEX "api_client_secrets_one_current" ON "api_client_secrets"("client_id") WHERE "replaced_at" IS NULL;
ALTER TABLE "api_client_secrets" ADD CONSTRAINT "api_client_secrets_replaced_ends" CHECK ("replaced_at" IS NULL OR "valid_until" IS NOT NULL);

-- From an hour to a year.
ALTER TABLE "api_clients" ADD CONSTRAINT "api_clients_session_life" CHECK ("session_life_seconds" BETWEEN 3600 AND 31536000);
ALTER TABLE "client_identities" ADD CONSTRAINT "client_identities_external_id" CHECK (char_length("external_id") BETWEEN 1 AND 255);
ALTER TABLE "client_identities" ADD CONSTRAINT "client_identities_email_is_lower_case" CHECK ("email" = lower("email"));
