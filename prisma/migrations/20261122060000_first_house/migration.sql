-- CreateEnum
CREATE TYPE "partnership_state" AS ENUM ('none', 'requested', 'active');

-- CreateEnum
CREATE TYPE "member_role" AS ENUM ('owner', 'developer', 'viewer');

-- CreateEnum
CREATE TYPE "revision_state" AS ENUM ('draft', 'review', 'published', 'superseded', 'rejected');

-- CreateEnum
CREATE TYPE "bearer_scope" AS ENUM ('redeem', 'pair');

-- CreateEnum
CREATE TYPE "login_protocol" AS ENUM ('launch-token', 'external-token', 'signed-login', 'paired-launch', 'portal-link');

-- CreateEnum
CREATE TYPE "login_event_kind" AS ENUM ('launch', 'login');

-- CreateEnum
CREATE TYPE "login_outcome" AS ENUM ('accepted', 'refused');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('account', 'end_user', 'cli', 'system');

-- CreateTable
CREATE TABLE "panel_accounts" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "operator" BOOLEAN NOT NULL DEFAULT false,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "panel_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "panel_sessions" (
    "id_hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "panel_sessions_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "partners" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "partnership" "partnership_state" NOT NULL DEFAULT 'none',
    "partnership_requested_at" TIMESTAMPTZ(3),
    "partnership_note" TEXT,
    "suspended_at" TIMESTAMPTZ(3),
    "share_basis_points" INTEGER NOT NULL DEFAULT 7000,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partners_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "partner_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" "member_role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "members_pkey" PRIMARY KEY ("partner_id","account_id")
);

-- CreateTable
CREATE TABLE "partner_time_zones" (
    "partner_id" UUID NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "zone" TEXT NOT NULL,

    CONSTRAINT "partner_time_zones_pkey" PRIMARY KEY ("partner_id","effective_from")
);

-- CreateTable
CREATE TABLE "apps" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "apps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_revisions" (
    "id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "state" "revision_state" NOT NULL DEFAULT 'draft',
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "service_url" TEXT NOT NULL,
    "price_minor" INTEGER,
    "currency" CHAR(3),
    "review_note" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bearer_tokens" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "last_four" CHAR(4) NOT NULL,
    "scopes" "bearer_scope"[],
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "exposed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bearer_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_tokens" (
    "hash" BYTEA NOT NULL,
    "id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "end_user_id" UUID NOT NULL,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "login_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "end_users" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "email_verified_at" TIMESTAMPTZ(3),
    "password_hash" TEXT,
    "test_partner_id" UUID,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "end_users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "end_user_sessions" (
    "id_hash" BYTEA NOT NULL,
    "end_user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "end_user_sessions_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "purchases" (
    "partner_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "end_user_id" UUID NOT NULL,
    "price_minor" INTEGER NOT NULL DEFAULT 0,
    "currency" CHAR(3),
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "purchases_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateTable
CREATE TABLE "login_events" (
    "partner_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "id" UUID NOT NULL,
    "xact" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "kind" "login_event_kind" NOT NULL,
    "protocol" "login_protocol" NOT NULL,
    "outcome" "login_outcome" NOT NULL,
    "reason" TEXT NOT NULL,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "app_id" UUID,
    "credential_id" UUID,
    "end_user_id" UUID,
    "login_token_id" UUID,
    "request_id" UUID NOT NULL,
    "detail" JSONB,

    CONSTRAINT "login_events_pkey" PRIMARY KEY ("partner_id","at","id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "partner_id" UUID,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "request_id" UUID,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform_settings" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "platform_settings_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "panel_accounts_email_key" ON "panel_accounts"("email");

-- CreateIndex
CREATE INDEX "panel_sessions_account_id_idx" ON "panel_sessions"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "partners_slug_key" ON "partners"("slug");

-- CreateIndex
CREATE INDEX "members_account_id_idx" ON "members"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "apps_slug_key" ON "apps"("slug");

-- CreateIndex
CREATE INDEX "apps_partner_id_idx" ON "apps"("partner_id");

-- CreateIndex
CREATE INDEX "app_revisions_app_id_created_at_idx" ON "app_revisions"("app_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "bearer_tokens_hash_key" ON "bearer_tokens"("hash");

-- CreateIndex
CREATE INDEX "bearer_tokens_partner_id_idx" ON "bearer_tokens"("partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "login_tokens_id_key" ON "login_tokens"("id");

-- CreateIndex
CREATE INDEX "login_tokens_expires_at_idx" ON "login_tokens"("expires_at");

-- CreateIndex
CREATE INDEX "end_user_sessions_end_user_id_idx" ON "end_user_sessions"("end_user_id");

-- CreateIndex
CREATE INDEX "purchases_end_user_id_app_id_idx" ON "purchases"("end_user_id", "app_id");

-- CreateIndex
CREATE INDEX "login_events_credential_id_at_idx" ON "login_events"("credential_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_partner_id_at_idx" ON "audit_events"("partner_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_subject_id_at_idx" ON "audit_events"("subject_id", "at" DESC);

-- CreateIndex
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

-- AddForeignKey
ALTER TABLE "panel_sessions" ADD CONSTRAINT "panel_sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "panel_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "panel_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_time_zones" ADD CONSTRAINT "partner_time_zones_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "apps" ADD CONSTRAINT "apps_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_revisions" ADD CONSTRAINT "app_revisions_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bearer_tokens" ADD CONSTRAINT "bearer_tokens_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_tokens" ADD CONSTRAINT "login_tokens_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_tokens" ADD CONSTRAINT "login_tokens_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "end_users" ADD CONSTRAINT "end_users_test_partner_id_fkey" FOREIGN KEY ("test_partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "end_user_sessions" ADD CONSTRAINT "end_user_sessions_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- ---- What Prisma's schema language cannot say ----

-- At most one working and one published revision of an app.
CREATE UNIQUE INDEX "app_revisions_one_working" ON "app_revisions"("app_id") WHERE "state" IN ('draft', 'review');
CREATE UNIQUE INDEX "app_revisions_one_published" ON "app_revisions"("app_id") WHERE "state" = 'published';

-- An address belongs to one end user; the test users of each partner have a name space of their own.
CREATE UNIQUE INDEX "end_users_email_key" ON "end_users"("email") WHERE "test_partner_id" IS NULL;
CREATE UNIQUE INDEX "end_users_test_email_key" ON "end_users"("test_partner_id", "email") WHERE "test_partner_id" IS NOT NULL;

-- One open-ended right to one app at a time, so that a double click buys once; the partner stands first so that the
-- table can be distributed by it.
CREATE UNIQUE INDEX "purchases_one_open_ended" ON "purchases"("partner_id", "app_id", "end_user_id")
  WHERE "revoked_at" IS NULL AND "ends_at" IS NULL;

ALTER TABLE "app_revisions" ADD CONSTRAINT "app_revisions_price_has_currency"
  CHECK (("price_minor" IS NULL AND "currency" IS NULL) OR ("price_minor" > 0 AND "currency" ~ '^[A-Z]{3}$'));
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_price_has_currency"
  CHECK (("price_minor" = 0 AND "currency" IS NULL) OR ("price_minor" > 0 AND "currency" ~ '^[A-Z]{3}$'));
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_period" CHECK ("ends_at" IS NULL OR "ends_at" > "starts_at");
ALTER TABLE "partners" ADD CONSTRAINT "partners_share" CHECK ("share_basis_points" BETWEEN 0 AND 10000);
ALTER TABLE "panel_accounts" ADD CONSTRAINT "panel_accounts_email_is_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "end_users" ADD CONSTRAINT "end_users_email_is_lower_case" CHECK ("email" = lower("email"));

-- A login must never fail because nobody made this month's partition: what finds none lands here, and is moved on.
CREATE TABLE "login_events_default" PARTITION OF "login_events" DEFAULT;

-- Makes the partition of one month (UTC); says whether it was missing. Called ahead of time by the server.
CREATE FUNCTION "login_events_ensure_month"("month" date) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  first timestamptz := date_trunc('month', "month"::timestamp) AT TIME ZONE 'UTC';
  next timestamptz := (date_trunc('month', "month"::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
  partition text := 'login_events_' || to_char("month", 'YYYY_MM');
BEGIN
  IF to_regclass(quote_ident(partition)) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I PARTITION OF "login_events" FOR VALUES FROM (%L) TO (%L)', partition, first, next);
  RETURN true;
END
$$;
