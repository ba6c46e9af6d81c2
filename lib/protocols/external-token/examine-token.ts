import { type CheckState, stateAfter } from "@/lib/core/checks";
import { readCompactJws } from "@/lib/core/compact-jws";
import { accept, refuse, type Result } from "@/lib/core/result";
import { member, readStrictJson, type StrictObject } from "@/lib/core/strict-json";
import { pool } from "@/lib/db/pools";
import { environment } from "@/lib/env";
import { issuerName } from "./find-issuer";
import { findProspect, isUsed, type Prospect } from "./find-prospect";
import { signingKey } from "./keys";
import { readable, readPasted, type TakenAway } from "./read-pasted";
import type { TokenRefusal } from "./refusals";
import { readReturnUrl } from "./return-url";
import { findSignatureMistake, type SignatureMistake } from "./signature-mistakes";
import { findIssuer, type IssuerRow } from "./store";
import { type CheckStates, examineChecks, readUuid, tokenOrder, userMember } from "./verify";
import { readEmail, readVisitor, type Warning } from "./visitor";
import { type Malformation, whyMalformed } from "./why-malformed";

/** What a pasted text turns out to be, told to whoever owns the issuer. */
export type Examination = {
  readonly token: string;
  readonly takenAway: readonly TakenAway[];
  /** header and claims for display, as far as they can be read; nothing in them is believed */
  readonly header: string | null;
  readonly payload: string | null;
  /** the claims that are times, as instants */
  readonly times: readonly { readonly claim: "iat" | "nbf" | "exp"; readonly at: Date }[];
  /** every check that can be made of a pasted token, in order */
  readonly checks: readonly { readonly name: TokenRefusal; readonly state: CheckState }[];
  /** the reason for which the token would be refused; null: it would be accepted */
  readonly refusal: TokenRefusal | null;
  readonly malformation: Malformation | null;
  /** what `iss` says, when it is not this issuer: whether there is such an issuer is not told */
  readonly namesIssuer: string | null;
  readonly signedWith: "current" | "previous" | null;
  readonly signatureMistake: SignatureMistake | null;
  readonly address: string | null;
  /** null where nobody can tell */
  readonly prospect: Prospect | null;
  /** where a user would come out. @property refused `intended_url` is there and not allowed, so it leads home */
  readonly leadsTo: { readonly url: string; readonly refused: boolean } | null;
  readonly warnings: readonly Warning[];
};

// They are about the request that a token comes in.
const notOfAPastedToken: readonly TokenRefusal[] = ["plain_http", "token_missing"];
const examinedChecks = tokenOrder.filter((name) => !notOfAPastedToken.includes(name));

/**
 * Looks at a pasted token as `/auth/token` would, and further: every check that can be made is made. Nothing is used up,
 * written, stored or logged.
 * @param pasted the token, or what it stands in
 */
export async function examineToken(pasted: string, issuerId: string, partnerId: string): Promise<Result<Examination, "issuer_unknown">> {
  const iss = await issuerName(issuerId, partnerId);
  if (iss === null) return refuse("issuer_unknown");
  const { issuer, audience, nowMs } = await findIssuer(pool("pages"), iss);
  if (issuer?.id !== issuerId) return refuse("issuer_unknown");
  const { token, takenAway, ambiguous } = readPasted(pasted);
  const shown = { token, takenAway, header: readable(token, 0), payload: readable(token, 1) };
  const jws = ambiguous ? null : readCompactJws(token);
  const claims = jws && readStrictJson(jws.payload);
  if (!jws || !claims) return accept({ ...shown, ...unreadable(token, ambiguous) });

  const named = member(claims, "iss");
  const isNamed = named === iss;
  const found = isNamed && issuer.keys.length > 0 ? await signingKey(jws, issuer.keys) : null;
  const weakKey = (found ?? issuer.keys[0])?.weak === true;
  const facts = {
    header: jws.header,
    issuer: isNamed ? { ...issuer, hasKey: issuer.keys.length > 0 } : null,
    claims,
    audience,
    nowMs,
    maxLifetimeSeconds: issuer.maxLifetimeSeconds,
    weakKey,
  };
  const states = new Map<TokenRefusal, CheckState>([["token_ambiguous", "passed"], ["token_malformed", "passed"], ...examineChecks(facts)]);
  states.set(
    "signature_mismatch",
    stateAfter(states, ["alg_not_hs256", "header_not_allowed", "key_expired"], () => found === null),
  );
  const who = await whoComes(issuer, claims, states);
  const checks = inOrder(states);
  const target = readReturnUrl(member(claims, "intended_url"), { publicUrl: environment().publicUrl, hosts: issuer.returnHosts });
  return accept({
    ...shown,
    times: timesOf(claims),
    checks,
    refusal: firstFailed(checks),
    malformation: null,
    namesIssuer: isNamed ? null : typeof named === "string" ? named.slice(0, 100) : "",
    signedWith: found === null ? null : found.id === issuer.keys[0]?.id ? "current" : "previous",
    signatureMistake: states.get("signature_mismatch") === "failed" ? await findSignatureMistake(jws, issuer) : null,
    ...who,
    leadsTo: { url: target.ok ? target.value : "/", refused: !target.ok },
    warnings: warningsOf(claims, states, { weakKey: found?.weak === true, leadsHome: !target.ok }),
  });
}

/** Fills in the checks that the database answers. */
async function whoComes(
  issuer: IssuerRow,
  claims: StrictObject,
  states: Map<TokenRefusal, CheckState>,
): Promise<Pick<Examination, "address" | "prospect">> {
  const uuid = states.get("uuid_malformed") === "passed" ? readUuid(claims) : null;
  const jti = states.get("jti_malformed") === "passed" ? member(claims, "jti") : null;
  const address = readEmail(userMember(claims, "email"));
  const named = states.get("issuer_unknown") === "passed";
  const readJti = named && typeof jti === "string" ? jti : null;
  const prospect = named && uuid !== null ? await findProspect(issuer.id, { uuid, email: address, jti: readJti }) : null;
  const used = prospect?.used ?? (readJti !== null && (await isUsed(issuer.id, readJti)));
  states.set(
    "user_suspended",
    stateAfter(states, ["issuer_unknown", "uuid_malformed"], () => prospect?.suspended === true),
  );
  states.set(
    "link_ended",
    stateAfter(states, ["issuer_unknown", "uuid_malformed"], () => prospect?.linkEnded === true),
  );
  states.set(
    "jti_replayed",
    stateAfter(states, ["issuer_unknown", "jti_malformed"], () => used),
  );
  return { address, prospect };
}

function warningsOf(
  claims: StrictObject,
  states: CheckStates,
  { weakKey, leadsHome }: { readonly weakKey: boolean; readonly leadsHome: boolean },
): Warning[] {
  const readableNames = states.get("uuid_malformed") === "passed" && states.get("jti_malformed") === "passed";
  const warnings: Warning[] = readableNames ? [...readVisitor(claims).warnings] : [];
  if (weakKey) warnings.push("key_is_weak");
  if (leadsHome) warnings.push("intended_url_refused");
  return warnings;
}

function unreadable(token: string, ambiguous: boolean): Omit<Examination, "token" | "takenAway" | "header" | "payload"> {
  const refusal = ambiguous ? "token_ambiguous" : "token_malformed";
  return {
    times: [],
    checks: inOrder(
      new Map([
        ["token_ambiguous", "passed"],
        [refusal, "failed"],
      ]),
    ),
    refusal,
    malformation: ambiguous ? null : whyMalformed(token),
    namesIssuer: null,
    signedWith: null,
    signatureMistake: null,
    address: null,
    prospect: null,
    leadsTo: null,
    warnings: [],
  };
}

function inOrder(states: CheckStates): Examination["checks"] {
  return examinedChecks.map((name) => ({ name, state: states.get(name) ?? "unknown" }));
}

function firstFailed(checks: Examination["checks"]): TokenRefusal | null {
  return checks.find(({ state }) => state === "failed")?.name ?? null;
}

function timesOf(claims: StrictObject): Examination["times"] {
  return (["iat", "nbf", "exp"] as const).flatMap((claim) => {
    const value = member(claims, claim);
    const at = typeof value === "number" ? new Date(value * 1000) : null;
    // Times in milliseconds lie beyond the years that anybody writes.
    return at === null || Number.isNaN(at.getTime()) || at.getTime() > 253_402_300_799_000 || at.getTime() < 0 ? [] : [{ claim, at }];
  });
}
