-- What is asked of the address of somebody whom an issuer has not brought before. In PL/pgSQL, for the planner puts functions
-- of SQL into the statement that calls them, and then all who arrive pay for what strangers alone are asked.

-- The address, if the issuer may vouch for it: the operator has approved its domain.
CREATE FUNCTION "vouched_address"("of_issuer" uuid, "address" text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT "address" FROM "issuer_email_domains" d
           WHERE d."issuer_id" = "of_issuer" AND d."domain" = split_part("address", '@', 2) AND d."approved_at" IS NOT NULL);
END
$$;

-- Whether a user could be given the address as their own.
CREATE FUNCTION "is_free_address"("address" text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (SELECT FROM "end_users" e WHERE e."email" = "address" AND e."test_partner_id" IS NULL);
END
$$;

-- Whom the address leads to: its verified owner, where the issuer may vouch for it; else whom another issuer of the same
-- partner has brought under it. Nobody who has ended a link to this partner.
CREATE FUNCTION "user_of_address"("of_issuer" uuid, "address" text)
RETURNS TABLE ("id" uuid, "suspended" boolean, "test" boolean, "country" text)
LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  "of_partner" uuid := (SELECT i."partner_id" FROM "issuers" i WHERE i."id" = "of_issuer");
  "leads_to" uuid := (SELECT e."id" FROM "end_users" e
                    WHERE e."email" = "vouched_address"("of_issuer", "address") AND e."test_partner_id" IS NULL AND e."email_verified_at" IS NOT NULL);
BEGIN
  "leads_to" := coalesce("leads_to", (
    SELECT x."end_user_id" FROM "external_identities" x JOIN "issuers" j ON j."id" = x."issuer_id"
     WHERE j."partner_id" = "of_partner" AND j."id" <> "of_issuer" AND x."email" = "address" ORDER BY x."created_at" LIMIT 1));
  RETURN QUERY
    SELECT u."id", u."suspended_at" IS NOT NULL, u."test_partner_id" IS NOT NULL, u."country"::text FROM "end_users" u
     WHERE u."id" = "leads_to"
       AND NOT EXISTS (SELECT FROM "external_identities" x JOIN "issuers" j ON j."id" = x."issuer_id"
                        WHERE j."partner_id" = "of_partner" AND x."end_user_id" = u."id" AND x."unlinked_at" IS NOT NULL);
END
$$;
