-- CreateEnum: where somebody accepted a version of a document
CREATE TYPE "terms_source" AS ENUM ('sign_up', 'portal', 'external-token', 'signed-login');

-- CreateTable
CREATE TABLE "terms_documents" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "mandatory" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terms_documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms_versions" (
    "id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "country" CHAR(2),
    "version" INTEGER NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_by" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "terms_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms_texts" (
    "version_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terms_texts_pkey" PRIMARY KEY ("version_id","language")
);

-- CreateTable
CREATE TABLE "terms_acceptances" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "end_user_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "language" TEXT,
    "sha256" BYTEA,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "source" "terms_source" NOT NULL,
    "credential_id" UUID,
    "request_id" UUID NOT NULL,

    CONSTRAINT "terms_acceptances_pkey" PRIMARY KEY ("id")
);

-- AlterTable: by which country's documents somebody is asked; null: those without a country
ALTER TABLE "end_users" ADD COLUMN "country" CHAR(2);

-- AlterTable: where somebody was going who has documents to accept first; as the room of the protocol allowed it
ALTER TABLE "end_user_sessions" ADD COLUMN "continue_to" TEXT;

-- AlterTable: terms_acceptances says more
ALTER TABLE "external_identities" DROP COLUMN "terms_accepted_at";

-- CreateIndex
CREATE UNIQUE INDEX "terms_documents_slug_key" ON "terms_documents"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "terms_acceptances_end_user_id_version_id_key" ON "terms_acceptances"("end_user_id", "version_id");

-- CreateIndex
CREATE INDEX "terms_acceptances_version_id_idx" ON "terms_acceptances"("version_id");

-- CreateIndex
CREATE INDEX "terms_acceptances_accepted_at_idx" ON "terms_acceptances"("accepted_at" DESC);

-- AddForeignKey
ALTER TABLE "terms_versions" ADD CONSTRAINT "terms_versions_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "terms_documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms_texts" ADD CONSTRAINT "terms_texts_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "terms_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "terms_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_end_user_id_fkey" FOREIGN KEY ("end_user_id") REFERENCES "end_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- ---- What Prisma's schema language cannot say ----

-- A number of a line (a document, for a country or without one) is given once: of two that publish at once, one is second.
CREATE UNIQUE INDEX "terms_versions_one_per_line" ON "terms_versions"("document_id", coalesce("country", ''), "version");

ALTER TABLE "terms_documents" ADD CONSTRAINT "terms_documents_slug" CHECK ("slug" ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$');
ALTER TABLE "terms_versions" ADD CONSTRAINT "terms_versions_country" CHECK ("country" ~ '^[A-Z]{2}$');
ALTER TABLE "terms_texts" ADD CONSTRAINT "terms_texts_language" CHECK ("language" ~ '^[a-z]{2,3}$');
ALTER TABLE "end_users" ADD CONSTRAINT "end_users_country" CHECK ("country" ~ '^[A-Z]{2}$');
-- A text that was shown is proved by its hash; who was spoken for by an issuer saw none of ours.
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_text" CHECK (("language" IS NULL) = ("sha256" IS NULL));

-- Proof is written once. An acceptance of a version that was withdrawn a moment before is none: the lock waits for a
-- withdrawal that is under way (which takes FOR UPDATE), and looks again.
CREATE FUNCTION "terms_acceptances_guard"() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'an acceptance is never changed';
  END IF;
  PERFORM FROM "terms_versions" WHERE "id" = NEW."version_id" AND "withdrawn_at" IS NULL FOR KEY SHARE;
  RETURN CASE WHEN FOUND THEN NEW END;
END
$$;
CREATE TRIGGER "terms_acceptances_guard" BEFORE INSERT OR UPDATE ON "terms_acceptances"
  FOR EACH ROW EXECUTE FUNCTION "terms_acceptances_guard"();

CREATE FUNCTION "terms_texts_guard"() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published text is never changed';
END
$$;
CREATE TRIGGER "terms_texts_guard" BEFORE UPDATE ON "terms_texts" FOR EACH ROW EXECUTE FUNCTION "terms_texts_guard"();

-- The version of each line that is in force now, by the database's clock: the highest number that has begun.
CREATE VIEW "terms_in_force" AS
  SELECT DISTINCT ON (v."document_id", v."country")
         d."id" AS "document_id", d."slug", v."id" AS "version_id", v."version", v."country", d."mandatory"
    FROM "terms_versions" v JOIN "terms_documents" d ON d."id" = v."document_id"
   WHERE v."withdrawn_at" IS NULL AND v."effective_at" <= statement_timestamp()
   ORDER BY v."document_id", v."country", v."version" DESC;

-- What applies to somebody of a country (null: of none): of each document the line of the country, if one is in force, else
-- the line without a country.
CREATE FUNCTION "terms_applying"("of_country" text)
RETURNS TABLE ("document_id" uuid, "slug" text, "version_id" uuid, "version" integer, "country" text, "mandatory" boolean)
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (f."document_id") f."document_id", f."slug", f."version_id", f."version", f."country"::text, f."mandatory"
    FROM "terms_in_force" f WHERE f."country" IS NULL OR f."country" = "of_country"
   ORDER BY f."document_id", f."country" NULLS LAST
$$;

-- The mandatory ones of these that a user has not accepted. A user that is not there yet has accepted none.
CREATE FUNCTION "terms_due"("of_end_user" uuid, "of_country" text)
RETURNS TABLE ("document_id" uuid, "slug" text, "version_id" uuid, "version" integer, "country" text)
LANGUAGE sql STABLE AS $$
  SELECT a."document_id", a."slug", a."version_id", a."version", a."country" FROM "terms_applying"("of_country") a
   WHERE a."mandatory"
     AND NOT EXISTS (SELECT FROM "terms_acceptances" t WHERE t."end_user_id" = "of_end_user" AND t."version_id" = a."version_id")
$$;
