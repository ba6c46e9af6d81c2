-- What the catalogue shows of an app besides its name: a line, categories, an icon. All of it belongs to the revision, so
-- that a change is reviewed again. The defaults are for servers of the version before, which do not know these columns.
ALTER TABLE "app_revisions"
  ADD COLUMN "tagline" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "categories" TEXT[] NOT NULL DEFAULT '{other}',
  ADD COLUMN "icon_hash" BYTEA;

-- The first line of the description, as long as a tagline may be.
UPDATE "app_revisions" SET "tagline" =
  CASE WHEN char_length("first"."line") <= 80 THEN "first"."line" ELSE rtrim(left("first"."line", 79)) || '…' END
  FROM (SELECT "id", btrim(split_part("description", E'\n', 1), E' \r\t') AS "line" FROM "app_revisions") AS "first"
 WHERE "first"."id" = "app_revisions"."id";

ALTER TABLE "app_revisions"
  ADD CONSTRAINT "app_revisions_tagline_length" CHECK (char_length("tagline") <= 80),
  ADD CONSTRAINT "app_revisions_categories_number" CHECK (cardinality("categories") BETWEEN 1 AND 3),
  ADD CONSTRAINT "app_revisions_icon_is_sha256" CHECK (octet_length("icon_hash") = 32);

-- Pictures that we drew anew ourselves, by the SHA-256 of the large one; never what was uploaded. Few and small: one per
-- app and change. No foreign key leads here, because a revision has no partner_id; chores delete what no revision names.
CREATE TABLE "app_icons" (
    "hash" BYTEA NOT NULL,
    "partner_id" UUID NOT NULL,
    "large" BYTEA NOT NULL,
    "small" BYTEA NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_icons_pkey" PRIMARY KEY ("hash", "partner_id"),
    CONSTRAINT "app_icons_hash_is_sha256" CHECK (octet_length("hash") = 32),
    CONSTRAINT "app_icons_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "app_icons_partner_id_idx" ON "app_icons"("partner_id");
