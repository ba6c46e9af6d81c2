import { type CheckStates as States, type DependentCheck, firstFailure, stateOfEach } from "@/lib/core/checks";
import { isInMilliseconds } from "@/lib/core/epoch";
import type { Result } from "@/lib/core/result";
import { isObject, member, type StrictObject } from "@/lib/core/strict-json";
import type { TokenRefusal } from "./refusals";

const LEEWAY_SECONDS = 30;
/** A key of less than 32 bytes can be found by trying, given a token and time: so its tokens have little of it. */
const WEAK_KEY_LIFE_SECONDS = 300;

/** What is known of a token before its signature is looked at. */
export type SenderFacts = {
  readonly header: StrictObject;
  /** null: `iss` names none */
  readonly issuer: { readonly disabled: boolean; readonly partnerSuspended: boolean; readonly hasKey: boolean } | null;
};

/** What a rightly signed token says, with what it is judged by. */
export type ClaimFacts = {
  readonly claims: StrictObject;
  /** whom a token has to be for */
  readonly audience: string;
  readonly nowMs: number;
  /** how far ahead `exp` may lie */
  readonly maxLifetimeSeconds: number;
  /** the key that it is signed with has less than 32 bytes */
  readonly weakKey: boolean;
};

type Check<Facts> = DependentCheck<Facts, TokenRefusal>;

// Each changes how a token is read, or says where its key is to be had (RFC 7515, section 4.1; RFC 7797; RFC 8725, section 3.10).
const refusedMembers = ["crit", "b64", "zip", "cty", "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256"];

const senderChecks: readonly Check<SenderFacts>[] = [
  ["alg_not_hs256", ({ header }) => member(header, "alg") !== "HS256"],
  ["header_not_allowed", ({ header }) => refusedMembers.some((name) => Object.hasOwn(header, name))],
  ["typ_not_jwt", ({ header }) => !isJwt(member(header, "typ"))],
  ["issuer_unknown", ({ issuer }) => issuer === null],
  ["issuer_disabled", ({ issuer }) => issuer?.disabled === true, "issuer_unknown"],
  ["partner_suspended", ({ issuer }) => issuer?.partnerSuspended === true, "issuer_unknown"],
  ["key_expired", ({ issuer }) => issuer?.hasKey === false, "issuer_unknown"],
];

const claimChecks: readonly Check<ClaimFacts>[] = [
  ["aud_wrong", ({ claims, audience }) => !isFor(audience, member(claims, "aud"))],
  ["sub_wrong", ({ claims }) => !["user", "usuario"].some((sub) => member(claims, "sub") === sub)],
  ["exp_missing", ({ claims }) => member(claims, "exp") === undefined],
  ["exp_malformed", ({ claims }) => !isWholeNumber(member(claims, "exp")), "exp_missing"],
  ["exp_in_milliseconds", ({ claims }) => isInMilliseconds(expOf(claims)), "exp_malformed"],
  ["token_expired", ({ claims, nowMs }) => (expOf(claims) + LEEWAY_SECONDS) * 1000 <= nowMs, "exp_in_milliseconds"],
  ["exp_too_far", (facts) => expOf(facts.claims) * 1000 > facts.nowMs + mostAhead(facts) * 1000, "exp_in_milliseconds"],
  ["time_malformed", ({ claims }) => ["nbf", "iat"].some((name) => !isAbsentOrNumber(member(claims, name)))],
  ["clock_skew", ({ claims, nowMs }) => ["nbf", "iat"].some((name) => isAhead(member(claims, name), nowMs)), "time_malformed"],
  ["jti_missing", ({ claims }) => isAbsent(member(claims, "jti"))],
  ["jti_malformed", ({ claims }) => !isName(member(claims, "jti")), "jti_missing"],
  ["uuid_missing", ({ claims }) => isAbsent(userMember(claims, "uuid"))],
  ["uuid_malformed", ({ claims }) => readUuid(claims) === null, "uuid_missing"],
];

/** Names the first check that fails of what a token's header and its issuer's state say (protocols.md, section 2). Pure. */
export function verifySender(facts: SenderFacts): Result<null, TokenRefusal> {
  return firstFailure(senderChecks, facts);
}

/** Names the first check that the claims of a rightly signed token fail (protocols.md, section 2). Pure. */
export function verifyClaims(facts: ClaimFacts): Result<null, TokenRefusal> {
  return firstFailure(claimChecks, facts);
}

/**
 * Between which instants claims pass the checks that look at the clock, given that they passed at one of them: what
 * {@link verifyClaims} says of any instant in between, in whole epoch milliseconds; `untilMs` is the first that is too late. Pure.
 */
export function whenAccepted(facts: Omit<ClaimFacts, "nowMs" | "audience">): { readonly fromMs: number; readonly untilMs: number } {
  const { claims } = facts;
  const exp = expOf(claims);
  const starts = ["nbf", "iat"].map((name) => member(claims, name)).filter((value) => typeof value === "number");
  const earliest = Math.max((exp - mostAhead(facts)) * 1000, ...starts.map((start) => (start - LEEWAY_SECONDS) * 1000));
  return { fromMs: Math.ceil(earliest), untilMs: (exp + LEEWAY_SECONDS) * 1000 };
}

export type CheckStates = States<TokenRefusal>;

/** How each of the checks of {@link verifySender} and {@link verifyClaims} goes: all of them, not the first failure alone. Pure. */
export function examineChecks(facts: SenderFacts & ClaimFacts): CheckStates {
  return new Map([...stateOfEach(senderChecks, facts), ...stateOfEach(claimChecks, facts)]);
}

/** Every check, in the order in which it is made: what is there, who says it, what they say, and at last whether it may still be used. */
export const tokenOrder: readonly TokenRefusal[] = [
  "plain_http",
  "token_missing",
  "token_ambiguous",
  "token_malformed",
  ...senderChecks.map(([reason]) => reason),
  "signature_mismatch",
  ...claimChecks.map(([reason]) => reason),
  "user_suspended",
  "link_ended",
  "jti_replayed",
];

/** The name of an issuer, as `iss` and the panel have it. */
export function isIssuerName(value: unknown): value is string {
  return typeof value === "string" && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value);
}

/** Who the user is in the issuer's system; null when the claim says nobody in particular. */
export function readUuid(claims: StrictObject): string | null {
  const value = userMember(claims, "uuid");
  const uuid = typeof value === "string" ? value.trim() : "";
  return isName(uuid) && !nobodys.has(uuid.toLowerCase()) ? uuid : null;
}

/** A member of the claim `user`; undefined when there is none. */
export function userMember(claims: StrictObject, name: string): unknown {
  const user = member(claims, "user");
  return isObject(user) ? member(user, name) : undefined;
}

/** `exp` in seconds; a time that no clock shows where it is none. */
export function expOf(claims: StrictObject): number {
  const exp = member(claims, "exp");
  return typeof exp === "number" ? exp : Number.NEGATIVE_INFINITY;
}

// What programs write where a value is missing: all of their users would be one (as at Discourse, BANNED_EXTERNAL_IDS).
const nobodys = new Set(["null", "undefined", "none", "nil", "blank", "nan", "[object object]"]);

function isJwt(typ: unknown): boolean {
  return typ === undefined || (typeof typ === "string" && typ.toUpperCase() === "JWT");
}

function isFor(audience: string, aud: unknown): boolean {
  return aud === audience || (Array.isArray(aud) && aud.includes(audience));
}

function mostAhead({ maxLifetimeSeconds, weakKey }: Pick<ClaimFacts, "maxLifetimeSeconds" | "weakKey">): number {
  const most = maxLifetimeSeconds + LEEWAY_SECONDS;
  return weakKey ? Math.min(WEAK_KEY_LIFE_SECONDS, most) : most;
}

function isWholeNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value);
}

function isAbsentOrNumber(value: unknown): boolean {
  return value === undefined || (typeof value === "number" && Number.isFinite(value));
}

function isAhead(value: unknown, nowMs: number): boolean {
  return typeof value === "number" && value * 1000 > nowMs + LEEWAY_SECONDS * 1000;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** 1 to 255 characters, none of them a control character: PostgreSQL takes no NUL, and nobody sees the others. */
function isName(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= 255 && !/[\u0000-\u001f\u007f-\u009f]/.test(value);
}
