import type { Queryable } from "../db/pools";
import { newId, NIL_ID } from "../id";

export const loginProtocols = ["launch-token", "external-token", "signed-login", "paired-launch", "portal-link"] as const;
export type LoginProtocol = (typeof loginProtocols)[number];

/** What of an attempt is kept for whoever has to mend it: small, and never a secret. */
export type EventDetail = {
  /** what the caller calls itself, cut and cleaned */
  readonly userAgent?: string;
  /** letters in the place of the login token, when it is not spelled like one */
  readonly tokenLength?: number;
  /** external-token, signed-login: what was left out of what came in, or taken though it is not as it should be */
  readonly warnings?: readonly string[];
  /** external-token, signed-login, paired-launch: signed with the key before the current one */
  readonly previousKey?: true;
  /** signed-login: the same signature has signed many other users in */
  readonly signatureShared?: true;
  /** paired-launch: the pairing that an access token was asked for; the credential is the bearer token then */
  readonly pairingId?: string;
};

/** One attempt that was refused. Accepted ones are written by the very statement that consumes the token. */
export type RefusedAttempt = {
  /** `launch`: the half that makes a token, the catalogue's Open or PSObtainToken; `login`: the half that uses it up */
  readonly kind: "launch" | "login";
  readonly protocol: LoginProtocol;
  readonly reason: string;
  /** null where the partner cannot be known */
  readonly partnerId: string | null;
  readonly appId: string | null;
  /** the bearer token, issuer, API client, pairing or portal key that was presented */
  readonly credentialId: string | null;
  readonly endUserId: string | null;
  readonly loginTokenId: string | null;
  readonly requestId: string;
  readonly test: boolean;
  readonly detail?: EventDetail;
};

/** Writes the event of a refused attempt. @param db the transaction or pool of the room */
export async function recordRefusal(db: Queryable, attempt: RefusedAttempt): Promise<void> {
  await db.query({
    name: "record-refusal",
    text: `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, app_id, credential_id, end_user_id, login_token_id, request_id, detail)
           VALUES ($1, statement_timestamp(), $2, $3, $4, 'refused', $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      attempt.partnerId ?? NIL_ID,
      newId(),
      attempt.kind,
      attempt.protocol,
      attempt.reason,
      attempt.test,
      attempt.appId,
      attempt.credentialId,
      attempt.endUserId,
      attempt.loginTokenId,
      attempt.requestId,
      attempt.detail === undefined ? null : JSON.stringify(attempt.detail),
    ],
  });
}
