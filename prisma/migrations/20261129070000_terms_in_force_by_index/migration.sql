-- What is in force, and what of it applies to somebody, said without sorting: each arrival asks, and a sort that finds nothing
-- to sort is made ready all the same.

-- The version of each line that is in force now, by the database's clock: one that has begun, with none after it that has.
CREATE OR REPLACE VIEW "terms_in_force" AS
  SELECT d."id" AS "document_id", d."slug", v."id" AS "version_id", v."version", v."country", d."mandatory"
    FROM "terms_versions" v JOIN "terms_documents" d ON d."id" = v."document_id"
   WHERE v."withdrawn_at" IS NULL AND v."effective_at" <= statement_timestamp()
     AND NOT EXISTS (SELECT FROM "terms_versions" l
                      WHERE l."document_id" = v."document_id" AND l."country" IS NOT DISTINCT FROM v."country" AND l."version" > v."version"
                        AND l."withdrawn_at" IS NULL AND l."effective_at" <= statement_timestamp());

-- What applies to somebody of a country (null: of none): of each document the line of the country, if one is in force, else
-- the line without a country.
CREATE OR REPLACE FUNCTION "terms_applying"("of_country" text)
RETURNS TABLE ("document_id" uuid, "slug" text, "version_id" uuid, "version" integer, "country" text, "mandatory" boolean)
LANGUAGE sql STABLE AS $$
  SELECT f."document_id", f."slug", f."version_id", f."version", f."country"::text, f."mandatory" FROM "terms_in_force" f
   WHERE f."country" = "of_country"
      OR f."country" IS NULL
     AND NOT EXISTS (SELECT FROM "terms_versions" l
                      WHERE l."document_id" = f."document_id" AND l."country" = "of_country"
                        AND l."withdrawn_at" IS NULL AND l."effective_at" <= statement_timestamp())
$$;
