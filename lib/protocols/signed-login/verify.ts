import { isWithin } from "@/lib/core/address-range";
import { type Check, firstFailure } from "@/lib/core/checks";
import { isCountry } from "@/lib/core/country";
import { emailAddress } from "@/lib/core/email";
import { accept, refuse, type Result } from "@/lib/core/result";
import { member, readStrictJson, type StrictObject } from "@/lib/core/strict-json";
import type { CallRefusal } from "./refusals";
import { readTimestamp } from "./timestamp";

/** The seed's one method. */
const METHOD = "SIGNATURE";
/** How far a call's timestamp may lie from now, either way. */
export const WINDOW_SECONDS = 300;
const LONGEST_ID = 255;
const LONGEST_CODE = 64;

/** The four headers of the seed, trimmed, and the two of ours; the bytes that they speak of. */
export type Call = {
  readonly apiKey: string;
  readonly method: string;
  readonly timestamp: string;
  readonly signature: string;
  /** our opt-in headers; null: absent */
  readonly bodySignature: string | null;
  readonly nonce: string | null;
  readonly body: Uint8Array;
};

/** What is known of a call once its client was looked for. */
export type CallFacts = {
  readonly call: Call;
  /** null: the API key names none */
  readonly client: {
    readonly disabled: boolean;
    readonly partnerSuspended: boolean;
    readonly strictMode: boolean;
    readonly callerAddresses: readonly string[];
  } | null;
  readonly clientIp: string;
  /** the signature was made with a secret of the client that is good now */
  readonly signatureRight: boolean;
  /** the same of the body's signature; null: there is none */
  readonly bodySignatureRight: boolean | null;
  readonly nowMs: number;
};

const callerChecks: readonly Check<CallFacts, CallRefusal>[] = [
  ["method_not_signature", ({ call }) => call.method !== METHOD],
  ["api_key_unknown", ({ client }) => client === null],
  ["client_disabled", ({ client }) => client?.disabled === true],
  ["partner_suspended", ({ client }) => client?.partnerSuspended === true],
  ["caller_not_allowed", ({ client, clientIp }) => client !== null && isOutside(clientIp, client.callerAddresses)],
  // 32 bytes are 44 letters of base64, or 43 without padding: a mistake that has a name.
  ["signature_in_base64", ({ call }) => /^[A-Za-z0-9+/_-]{43}=?$/.test(call.signature)],
  ["signature_malformed", ({ call }) => !/^[0-9a-f]{64}$/i.test(call.signature)],
  ["signature_mismatch", ({ signatureRight }) => !signatureRight],
  ["timestamp_malformed", ({ call }) => readTimestamp(call.timestamp) === null],
  ["timestamp_too_old", ({ call, nowMs }) => aheadOf(nowMs, call) < -WINDOW_SECONDS * 1000],
  ["timestamp_in_future", ({ call, nowMs }) => aheadOf(nowMs, call) > WINDOW_SECONDS * 1000],
  ["body_signature_missing", ({ client, bodySignatureRight }) => client?.strictMode === true && bodySignatureRight === null],
  ["body_signature_mismatch", ({ bodySignatureRight }) => bodySignatureRight === false],
];

const bodyChecks: readonly Check<StrictObject, CallRefusal>[] = [
  ["external_id_missing", (body) => isAbsent(member(body, "externalId"))],
  ["external_id_malformed", (body) => !isExternalId(member(body, "externalId"))],
  ["country_missing", (body) => isAbsent(member(body, "clientCountry"))],
  ["country_malformed", (body) => !isCountryMember(member(body, "clientCountry"))],
  ["email_malformed", (body) => !isOptionalText(member(body, "email"))],
  ["referral_code_malformed", (body) => !isOptionalText(member(body, "referralCode"))],
];

/** Every check, in the order in which it is made: what is there, who calls, what they say, whether the user may come in. */
export const callOrder: readonly CallRefusal[] = [
  "plain_http",
  "header_missing",
  "header_repeated",
  ...callerChecks.map(([reason]) => reason),
  "body_malformed",
  ...bodyChecks.map(([reason]) => reason),
  "nonce_repeated",
  "user_suspended",
  "link_ended",
];

/** Names the first check that a call's headers fail (protocols.md, section 3). Pure. */
export function verifyCaller(facts: CallFacts): Result<null, CallRefusal> {
  return firstFailure(callerChecks, facts);
}

/** Whom a call signs in, as its body says. Nothing of it is proved but that the client says so. */
export type SaidUser = {
  readonly externalId: string;
  readonly country: string;
  readonly email: string | null;
  readonly referralCode: string | null;
  /** what was left out or cut */
  readonly warnings: readonly SaidWarning[];
};
export type SaidWarning = "email_dropped" | "referral_code_cut";

/** Reads the body of a rightly signed call (seed, "Request"). Members that the seed does not have are ignored. Pure. */
export function readSaidUser(bytes: Uint8Array): Result<SaidUser, CallRefusal> {
  const body = readStrictJson(bytes);
  if (body === null) return refuse("body_malformed");
  const checked = firstFailure(bodyChecks, body);
  if (!checked.ok) return checked;
  const text = (name: string) => (member(body, name) ?? "") as string;
  const email = emailAddress.safeParse(text("email"));
  const code = text("referralCode");
  const warnings: SaidWarning[] = [];
  if (!email.success && text("email") !== "") warnings.push("email_dropped");
  if (Array.from(code).length > LONGEST_CODE) warnings.push("referral_code_cut");
  return accept({
    externalId: text("externalId"),
    country: text("clientCountry"),
    email: email.success ? email.data : null,
    referralCode: code === "" ? null : Array.from(code).slice(0, LONGEST_CODE).join(""),
    warnings,
  });
}

/** The text of the seed that is signed. */
export function signedText({ apiKey, timestamp }: Pick<Call, "apiKey" | "timestamp">): string {
  return `${apiKey}:${timestamp}`;
}

/** The text that our opt-in signature is over. @param digest SHA-256 of the body, hex of lower case */
export function signedBodyText(request: { method: string; path: string }, timestamp: string, nonce: string, digest: string): string {
  return [request.method, request.path, timestamp, nonce, digest].join("\n");
}

/** What a nonce looks like: 16 to 128 letters, digits, hyphens and underscores. */
export function isNonce(text: string): boolean {
  return /^[A-Za-z0-9_-]{16,128}$/.test(text);
}

function aheadOf(nowMs: number, { timestamp }: Call): number {
  return (readTimestamp(timestamp) ?? 0) - nowMs;
}

function isOutside(address: string, ranges: readonly string[]): boolean {
  return ranges.length > 0 && !isWithin(address, ranges);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function isCountryMember(value: unknown): boolean {
  return typeof value === "string" && isCountry(value);
}

/** 1 to `longest` characters, none of them a control character: PostgreSQL takes no NUL, and nobody sees the others. */
/** True for a text by which a client can call a user; exactly spelled, blanks at its ends are a part of it. */
export function isExternalId(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && Array.from(value).length <= LONGEST_ID && isPlain(value);
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && isPlain(value));
}

function isPlain(text: string): boolean {
  return !/[\u0000-\u001f\u007f-\u009f]/.test(text);
}
