import { readCompactJws } from "@/lib/core/compact-jws";
import { accept, type Result } from "@/lib/core/result";
import { member, readStrictJson } from "@/lib/core/strict-json";
import type { Queryable } from "@/lib/db/pools";
import { signingKey } from "./keys";
import type { TokenRefusal } from "./refusals";
import { findIssuer, type IssuerRow } from "./store";
import { isIssuerName, verifyClaims, verifySender } from "./verify";
import { readVisitor, type Visitor, type Warning } from "./visitor";

/** A token that passed every check that can be made without using it up. */
export type Judged = {
  readonly issuer: IssuerRow;
  readonly visitor: Visitor;
  readonly warnings: readonly Warning[];
  /** it is signed with the key before the current one */
  readonly previousKey: boolean;
  /** epoch milliseconds by the database's clock */
  readonly nowMs: number;
};

/** Why a token is refused. @param issuer null where it cannot be known */
export type Refused = { readonly ok: false; readonly reason: TokenRefusal; readonly issuer: IssuerRow | null };

/**
 * Makes every check of a token in its order, but whether it was used. One query; nothing is written.
 * @param heldAtMs when the token came in, if it had to wait since: its own times are judged by that instant
 */
export async function judge(
  db: Queryable,
  text: string,
  heldAtMs: number | null,
): Promise<Extract<Result<Judged, never>, { ok: true }> | Refused> {
  const jws = readCompactJws(text);
  const claims = jws && readStrictJson(jws.payload);
  if (!jws || !claims) return { ok: false, reason: "token_malformed", issuer: null };
  const name = member(claims, "iss");
  const { issuer, audience, nowMs } = await findIssuer(db, isIssuerName(name) ? name : null);
  const refused = (reason: TokenRefusal): Refused => ({ ok: false, reason, issuer });
  const sender = verifySender({ header: jws.header, issuer: issuer && { ...issuer, hasKey: issuer.keys.length > 0 } });
  if (!sender.ok) return refused(sender.reason);
  const key = issuer && (await signingKey(jws, issuer.keys));
  if (!key) return refused("signature_mismatch");
  const { maxLifetimeSeconds } = issuer;
  const verdict = verifyClaims({ claims, audience, nowMs: heldAtMs ?? nowMs, maxLifetimeSeconds, weakKey: key.weak });
  if (!verdict.ok) return refused(verdict.reason);
  const visitor = readVisitor(claims);
  const warnings: Warning[] = key.weak ? [...visitor.warnings, "key_is_weak"] : [...visitor.warnings];
  return accept({ issuer, visitor, warnings, previousKey: key.id !== issuer.keys[0]?.id, nowMs });
}
