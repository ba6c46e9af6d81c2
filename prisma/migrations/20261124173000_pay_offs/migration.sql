-- What partners earn: their share from an instant on, what counts for it, and the statements that never change (decision 0013).

-- The share in force at an instant is the row with the latest effective_from at or before it.
CREATE TABLE "partner_shares" (
  "partner_id" UUID NOT NULL,
  "effective_from" TIMESTAMPTZ(3) NOT NULL,
  "share_basis_points" INTEGER NOT NULL,
  CONSTRAINT "partner_shares_pkey" PRIMARY KEY ("partner_id", "effective_from"),
  CONSTRAINT "partner_shares_share" CHECK ("share_basis_points" BETWEEN 0 AND 10000),
  CONSTRAINT "partner_shares_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "partner_shares" ("partner_id", "effective_from", "share_basis_points")
  SELECT "id", '1970-01-01Z', "share_basis_points" FROM "partners";
ALTER TABLE "partners" DROP COLUMN "share_basis_points";

CREATE TYPE "payoff_entry_kind" AS ENUM ('sale', 'refund');

-- A statement is there from its closing on; what is still accruing is computed from the purchases.
CREATE TABLE "payoff_statements" (
  "partner_id" UUID NOT NULL,
  -- YYYY-MM
  "month" TEXT NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  -- boundaries, zones, lines and totals, as the pages show them
  "document" JSONB NOT NULL,
  -- the export, byte for byte, and its SHA-256
  "csv" BYTEA NOT NULL,
  "sha256" BYTEA NOT NULL,
  "closed_at" TIMESTAMPTZ(3) NOT NULL,
  -- both null: not paid yet
  "paid_on" DATE,
  "payment_reference" TEXT,
  CONSTRAINT "payoff_statements_pkey" PRIMARY KEY ("partner_id", "month"),
  CONSTRAINT "payoff_statements_month" CHECK ("month" ~ '^\d{4}-\d{2}$'),
  CONSTRAINT "payoff_statements_sha256" CHECK ("sha256" = sha256("csv")),
  CONSTRAINT "payoff_statements_paid" CHECK (("paid_on" IS NULL) = ("payment_reference" IS NULL)),
  CONSTRAINT "payoff_statements_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- What a closed statement is made of. The key says that nothing is paid twice.
CREATE TABLE "payoff_entries" (
  "partner_id" UUID NOT NULL,
  "purchase_id" UUID NOT NULL,
  "kind" "payoff_entry_kind" NOT NULL,
  "month" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "app_id" UUID NOT NULL,
  -- below zero: a refund
  "amount_minor" INTEGER NOT NULL,
  "currency" CHAR(3) NOT NULL,
  "share_basis_points" INTEGER NOT NULL,
  CONSTRAINT "payoff_entries_pkey" PRIMARY KEY ("partner_id", "purchase_id", "kind"),
  -- Looked at when the closing commits: the entries are written first, since none can be added once the statement stands.
  CONSTRAINT "payoff_entries_statement_fkey" FOREIGN KEY ("partner_id", "month")
    REFERENCES "payoff_statements"("partner_id", "month") ON DELETE RESTRICT ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX "payoff_entries_month" ON "payoff_entries" ("partner_id", "month", "at");

-- A closed statement never changes, whatever the code does; its payment alone is written down afterwards.
CREATE FUNCTION "payoff_statements_guard"() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW."paid_on" IS NOT NULL AND
       (NEW."partner_id", NEW."month", NEW."starts_at", NEW."ends_at", NEW."document", NEW."csv", NEW."sha256", NEW."closed_at") IS NOT DISTINCT FROM
       (OLD."partner_id", OLD."month", OLD."starts_at", OLD."ends_at", OLD."document", OLD."csv", OLD."sha256", OLD."closed_at") THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a closed statement is never changed';
END
$$;
CREATE TRIGGER "payoff_statements_guard" BEFORE UPDATE OR DELETE ON "payoff_statements"
  FOR EACH ROW EXECUTE FUNCTION "payoff_statements_guard"();
CREATE TRIGGER "payoff_statements_stay" BEFORE TRUNCATE ON "payoff_statements"
  FOR EACH STATEMENT EXECUTE FUNCTION "payoff_statements_guard"();

CREATE FUNCTION "payoff_entries_guard"() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM FROM "payoff_statements" WHERE "partner_id" = NEW."partner_id" AND "month" = NEW."month";
    IF NOT FOUND THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a closed statement is never changed';
END
$$;
CREATE TRIGGER "payoff_entries_guard" BEFORE INSERT OR UPDATE OR DELETE ON "payoff_entries"
  FOR EACH ROW EXECUTE FUNCTION "payoff_entries_guard"();
CREATE TRIGGER "payoff_entries_stay" BEFORE TRUNCATE ON "payoff_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "payoff_entries_guard"();

CREATE INDEX "purchases_sales" ON "purchases" ("partner_id", "starts_at") WHERE "price_minor" > 0 AND "starts_at" IS NOT NULL;
CREATE INDEX "purchases_refunds" ON "purchases" ("partner_id", "refunded_at") WHERE "price_minor" > 0 AND "refunded_at" IS NOT NULL;

-- Everything that counts for pay-offs: each sale when it was confirmed, each refund when it was made. What is free never does.
CREATE VIEW "payoff_ledger" AS
  SELECT "partner_id", "id" AS "purchase_id", 'sale'::"payoff_entry_kind" AS "kind", "starts_at" AS "at", "app_id",
         "price_minor" AS "amount_minor", "currency", "share_basis_points"
    FROM "purchases" WHERE "price_minor" > 0 AND "starts_at" IS NOT NULL
  UNION ALL
  SELECT "partner_id", "id", 'refund', "refunded_at", "app_id", -"price_minor", "currency", "share_basis_points"
    FROM "purchases" WHERE "price_minor" > 0 AND "refunded_at" IS NOT NULL;

-- What is in no closed statement yet.
CREATE VIEW "payoff_open" AS
  SELECT l.* FROM "payoff_ledger" l
   WHERE NOT EXISTS (SELECT FROM "payoff_entries" e
                      WHERE e."partner_id" = l."partner_id" AND e."purchase_id" = l."purchase_id" AND e."kind" = l."kind");
