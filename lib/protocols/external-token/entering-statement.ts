import { endPresentSession, presentSession } from "@/lib/people/session-before";
import { issuerVersion, keyIsAsRemembered } from "./issuer-version";
import { whoIsMeant } from "./who-is-meant";

/** What a request holds that most do not, or is judged by: each has its parts of the statement. */
export type EntryParts = {
  /** the token was judged by what this process remembers, which has to hold */
  readonly remembered: boolean;
  /** the browser sent a session cookie */
  readonly session: boolean;
  /** the token says that its user accepted what there is to accept */
  readonly acceptsTerms: boolean;
};

// What the statement is given; the beginning is numbered as who-is-meant.ts has it.
const always = [
  "issuerId",
  "uuid",
  "email",
  "newUserId",
  "jti",
  "expiresAt",
  "pictureUrl",
  "sessionHash",
  "sessionId",
  "sessionFrom",
  "sessionUntil",
  "userAgent",
  "leadsTo",
  "eventId",
  "requestId",
  "detail",
] as const;
const ofMemory = ["version", "keyId", "keyVersion", "from", "until"] as const;
const ofSession = ["sessionBefore", "confirmed"] as const;

export type EntryParameter = (typeof always | typeof ofMemory | typeof ofSession)[number];

/**
 * One statement is the whole way in: who is meant, may they, use the id up, make the user, open the session, end the one
 * before, tell. The unique key (issuer, jti) decides who was first: the INSERT of a second waits for the first and then does
 * nothing, and everything behind it has no row to work on. Foreign keys are looked at when the statement is over, so that an
 * identity may be written before its new user is.
 *
 * Each node of a plan is made ready for every execution, whether a row comes to it or not. So what a request has no use for is
 * left out (docs/performance.md).
 * @returns the text, and what it is given, in the order of its numbers
 */
export function enterStatement({ remembered, session, acceptsTerms }: EntryParts): {
  readonly text: string;
  readonly parameters: readonly EntryParameter[];
} {
  const parameters: readonly EntryParameter[] = [...always, ...(remembered ? ofMemory : []), ...(session ? ofSession : [])];
  const $ = (name: EntryParameter) => `$${parameters.indexOf(name) + 1}`;
  const asRemembered = () => `${$("version")} = ${issuerVersion} AND ${keyIsAsRemembered($("keyId"), $("keyVersion"))}
       AND statement_timestamp() >= ${$("from")}::timestamptz AND statement_timestamp() < ${$("until")}::timestamptz`;
  const mustAsk = session
    ? `(NOT ${$("confirmed")}::boolean AND EXISTS (SELECT FROM present WHERE present.end_user_id <> target.id))`
    : "false";
  const termsDue = acceptsTerms ? "false" : "EXISTS (SELECT FROM due)";
  const consent = () => `, consent AS (
  INSERT INTO terms_acceptances (end_user_id, version_id, source, credential_id, request_id)
  SELECT identity.end_user_id, due.version_id, 'external-token', $1, ${$("requestId")} FROM identity, due
  ON CONFLICT DO NOTHING
)`;
  const text = `${remembered ? whoIsMeant(asRemembered()) : whoIsMeant()})${session ? `, ${presentSession($("sessionBefore"))}` : ""}, allowed AS (
  SELECT issuer.partner_id, target.test FROM issuer, target WHERE NOT target.suspended AND NOT target.ended AND NOT ${mustAsk}
), used AS (
  INSERT INTO used_token_ids (issuer_id, jti, expires_at) SELECT $1, ${$("jti")}, ${$("expiresAt")}::timestamptz FROM allowed
  ON CONFLICT DO NOTHING RETURNING jti
), identity AS (
  INSERT INTO external_identities AS x (issuer_id, uuid, end_user_id, email, picture_url, last_sign_in_at, created_at)
  SELECT $1, $2, target.id, $3, ${$("pictureUrl")}, statement_timestamp(), statement_timestamp() FROM used, target
  ON CONFLICT (issuer_id, uuid) DO UPDATE
    SET last_sign_in_at = excluded.last_sign_in_at, email = coalesce(excluded.email, x.email),
        picture_url = coalesce(excluded.picture_url, x.picture_url)
    -- of a link that is ended at this very moment, the row is read anew: whoever was first counts
    WHERE x.unlinked_at IS NULL
  RETURNING end_user_id
), made AS (
  INSERT INTO end_users (id, email, email_verified_at)
  SELECT $4, mail.address, CASE WHEN mail.address IS NOT NULL THEN statement_timestamp() END
    FROM identity, LATERAL (SELECT CASE WHEN is_free_address($3) THEN vouched_address($1, $3) END AS address) AS mail
   WHERE identity.end_user_id = $4
), due AS (
  SELECT d.version_id FROM target CROSS JOIN LATERAL terms_due(target.id, target.country) AS d
)${acceptsTerms ? consent() : ""}, opened AS (
  INSERT INTO end_user_sessions (id_hash, id, end_user_id, created_at, last_seen_at, expires_at, user_agent, issuer_id, continue_to)
  SELECT ${$("sessionHash")}, ${$("sessionId")}, identity.end_user_id, ${$("sessionFrom")}::timestamptz, ${$("sessionFrom")}::timestamptz,
         ${$("sessionUntil")}::timestamptz, ${$("userAgent")}, $1, CASE WHEN ${termsDue} THEN ${$("leadsTo")}::text END
    FROM identity
)${session ? `, ${endPresentSession($("sessionBefore"), "identity")}` : ""}, event AS (
  INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, end_user_id, request_id, detail)
  SELECT allowed.partner_id, statement_timestamp(), ${$("eventId")}, 'login', 'external-token', 'accepted', 'accepted',
         allowed.test, $1, identity.end_user_id, ${$("requestId")}, ${$("detail")}
    FROM identity, allowed
)
SELECT EXISTS (SELECT FROM identity) AS entered, EXISTS (SELECT FROM issuer) AS issuer_active, target.suspended, target.id AS end_user_id,
       target.ended, EXISTS (SELECT FROM used) AS used,
       ${mustAsk} AS must_ask, ${session ? "(SELECT name FROM present)" : "NULL::text"} AS name, ${termsDue} AS terms_due
  FROM target`;
  return { text, parameters };
}
