import { pool } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { whoIsMeant } from "./who-is-meant";

/** Whom a token would sign in, and whether it was used. */
export type Prospect = {
  /** `known`: came by this issuer before; `linked`: has the address; `new`: is made when the token comes */
  readonly who: "known" | "linked" | "new";
  /** a test user of the partner */
  readonly test: boolean;
  readonly suspended: boolean;
  /** the user has ended the link of this very identity */
  readonly linkEnded: boolean;
  /** of a new user: the address becomes theirs, verified */
  readonly verifiesAddress: boolean;
  /** a token with this `jti` has signed somebody in */
  readonly used: boolean;
};

type Columns = { known: boolean; linked: boolean; test: boolean; suspended: boolean; ended: boolean; verifies: boolean; used: boolean };

/** Asks what the entering statement would find, by its own words; nothing is written. @param jti null: not to be read */
export async function findProspect(
  issuerId: string,
  { uuid, email, jti }: { readonly uuid: string; readonly email: string | null; readonly jti: string | null },
): Promise<Prospect> {
  const { rows } = await pool("pages").query<Columns>({
    name: "find-prospect",
    text: `${whoIsMeant()})
      SELECT EXISTS (SELECT FROM known) AS known, target.id <> $4 AS linked, target.suspended, target.ended, target.test,
             is_free_address($3) AND vouched_address($1, $3) IS NOT NULL AS verifies,
             EXISTS (SELECT FROM used_token_ids WHERE issuer_id = $1 AND jti = $5) AS used
        FROM target`,
    values: [issuerId, uuid, email, newId(), jti],
  });
  const [row] = rows;
  if (!row) throw new Error("the query for a prospect answered without a row");
  const who = row.known ? "known" : row.linked ? "linked" : "new";
  return { who, test: row.test, suspended: row.suspended, linkEnded: row.ended, verifiesAddress: row.verifies, used: row.used };
}

/** Whether a token of an issuer's was used, where nobody can tell whose it is. */
export async function isUsed(issuerId: string, jti: string): Promise<boolean> {
  const { rowCount } = await pool("pages").query({
    name: "is-token-used",
    text: "SELECT FROM used_token_ids WHERE issuer_id = $1 AND jti = $2",
    values: [issuerId, jti],
  });
  return rowCount === 1;
}
