-- CreateEnum
CREATE TYPE "price_period" AS ENUM ('day', 'month', 'for_ever');

-- CreateEnum
CREATE TYPE "purchase_state" AS ENUM ('pending', 'confirmed', 'cancelled', 'rejected', 'refunded');

-- AlterTable: what was sold so far was sold for ever
ALTER TABLE "app_revisions" ADD COLUMN "period" "price_period" NOT NULL DEFAULT 'for_ever';

-- AlterTable: every right of entry so far was there at once. A purchase that waits for its payment has no beginning yet,
-- so the redeeming statement (starts_at <= now) cannot take it for a right.
ALTER TABLE "purchases"
  ADD COLUMN "state" "purchase_state" NOT NULL DEFAULT 'confirmed',
  ADD COLUMN "period" "price_period",
  ADD COLUMN "share_basis_points" INTEGER NOT NULL DEFAULT 7000,
  ADD COLUMN "refunded_at" TIMESTAMPTZ(3),
  ALTER COLUMN "starts_at" DROP NOT NULL;

UPDATE "purchases" g SET "share_basis_points" = p."share_basis_points"
  FROM "partners" p WHERE p."id" = g."partner_id" AND p."share_basis_points" <> 7000;

-- CreateIndex: the operator, the command line and a provider of payments name a purchase by its id alone
CREATE INDEX "purchases_id_idx" ON "purchases"("id");



-- ---- What Prisma's schema language cannot say ----

-- What waits for the operator, however many purchases there were.
CREATE INDEX "purchases_pending" ON "purchases"("id") WHERE "state" = 'pending';

ALTER TABLE "purchases" ADD CONSTRAINT "purchases_share" CHECK ("share_basis_points" BETWEEN 0 AND 10000);

-- Which times a purchase has in which state: whatever the code does, nothing that was not confirmed, and nothing that was
-- refunded, can be a right of entry. `revoked_at` is when a purchase stopped being good for anything, whoever stopped it;
-- so `purchases_one_open_ended` lets in one that is pending or open-ended, per user and app.
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_life" CHECK (CASE "state"
  WHEN 'pending' THEN "starts_at" IS NULL AND "ends_at" IS NULL AND "revoked_at" IS NULL AND "refunded_at" IS NULL
  WHEN 'confirmed' THEN "starts_at" IS NOT NULL AND "refunded_at" IS NULL
  WHEN 'refunded' THEN "starts_at" IS NOT NULL AND "revoked_at" IS NOT NULL AND "refunded_at" IS NOT NULL
  ELSE "starts_at" IS NULL AND "ends_at" IS NULL AND "revoked_at" IS NOT NULL AND "refunded_at" IS NULL END);
