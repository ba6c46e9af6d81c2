import { type CheckStates, type DependentCheck, firstFailure, stateOfEach } from "@/lib/core/checks";
import { isInMilliseconds } from "@/lib/core/epoch";
import type { Result } from "@/lib/core/result";
import { isTokenSpelling } from "@/lib/crypto/token";
import { launchParameters, type SaidLaunch, vhostSpelling } from "./launch-url";
import type { LaunchRefusal, ObtainingRefusal } from "./refusals";

/** The life of an access token, and how old a launch URL's `ts` may be (seed, "will expire in 30 minutes"). */
export const LIFE_SECONDS = 1_800;
/** How far ahead of ours a partner's clock may be. */
const AHEAD_SECONDS = 300;

/** What the obtaining statement found. */
export type ObtainingFacts = {
  /** null: no such bearer token */
  readonly bearer: {
    readonly revoked: boolean;
    readonly expired: boolean;
    readonly mayPair: boolean;
    readonly partnerSuspended: boolean;
  } | null;
  /** how often the query names a PSClientID */
  readonly clientIds: number;
  /** null: the partner has none of that name */
  readonly pairing: { readonly confirmed: boolean; readonly ended: boolean; readonly userSuspended: boolean } | null;
};

const obtainingChecks: readonly DependentCheck<ObtainingFacts, ObtainingRefusal>[] = [
  ["bearer_unknown", ({ bearer }) => bearer === null],
  ["bearer_revoked", ({ bearer }) => bearer?.revoked === true],
  ["bearer_expired", ({ bearer }) => bearer?.expired === true],
  ["bearer_scope_missing", ({ bearer }) => bearer?.mayPair === false],
  ["partner_suspended", ({ bearer }) => bearer?.partnerSuspended === true],
  ["client_id_missing", ({ clientIds }) => clientIds === 0],
  ["client_id_repeated", ({ clientIds }) => clientIds > 1],
  ["pairing_unknown", ({ pairing }) => pairing === null],
  ["pairing_ended", ({ pairing }) => pairing?.ended === true],
  ["pairing_not_confirmed", ({ pairing }) => pairing?.confirmed === false],
  ["user_suspended", ({ pairing }) => pairing?.userSuspended === true],
];

/** Names the first check that `PSObtainToken` fails (protocols.md, section 4). Pure; the statement's WHERE says the same. */
export function verifyObtaining(facts: ObtainingFacts): Result<null, ObtainingRefusal> {
  return firstFailure(obtainingChecks, facts);
}

/** Every check of `PSObtainToken`, in the order in which it is made. */
export const obtainingOrder: readonly ObtainingRefusal[] = [
  "plain_http",
  "bearer_missing",
  "bearer_malformed",
  ...obtainingChecks.map(([reason]) => reason),
];

/** What a launch URL is judged by. */
export type LaunchFacts = {
  readonly said: SaidLaunch;
  /** what is known of the access token; null: there is no such token */
  readonly token: { readonly used: boolean; readonly expired: boolean } | null;
  /** the pairing that the token was issued for; null: there is no such token, and nobody says which pairing is meant */
  readonly pairing: {
    readonly vhost: string;
    readonly confirmed: boolean;
    readonly ended: boolean;
    readonly partnerSuspended: boolean;
    readonly userSuspended: boolean;
  } | null;
  /** the signature was made with a key of the pairing that is good now */
  readonly signatureRight: boolean;
  /** epoch milliseconds */
  readonly nowMs: number;
};

// How it is spelled, and there is one way; then whose it is, and only then with which key it has to be signed (T16).
const launchChecks: readonly DependentCheck<LaunchFacts, LaunchRefusal>[] = [
  ["vhost_malformed", ({ said }) => !vhostSpelling.test(said.vhost)],
  ["parameter_missing", ({ said }) => launchParameters.some((name) => countOf(said, name) === 0)],
  ["parameter_repeated", ({ said }) => launchParameters.some((name) => countOf(said, name) > 1)],
  ["parameter_unknown", ({ said }) => said.parameters.some(([name]) => !launchParameters.some((known) => known === name))],
  ["parameters_reordered", ({ said }) => said.parameters.some(([name], place) => name !== launchParameters[place]), ...allThere()],
  ["action_wrong", ({ said }) => said.action !== "Launch", "parameter_missing"],
  ["token_malformed", ({ said }) => !isTokenSpelling(said.accessToken), "parameter_missing"],
  ["ts_malformed", ({ said }) => !/^(?:0|[1-9]\d{0,14})$/.test(said.ts), "parameter_missing"],
  // 32 bytes are 44 letters of base64, or 43 without padding: a mistake that has a name.
  ["signature_in_base64", ({ said }) => /^(?:[\w+/-]|%2[BF]){43}(?:=|%3D)?$/i.test(said.signature), "parameter_missing"],
  ["signature_malformed", ({ said }) => !/^[0-9a-f]{64}$/i.test(said.signature), "signature_in_base64"],
  ["token_unknown", ({ token }) => token === null, "token_malformed"],
  ["vhost_mismatch", ({ said, pairing }) => said.vhost !== pairing?.vhost, "vhost_malformed"],
  ["signature_mismatch", ({ signatureRight }) => !signatureRight, "signature_malformed"],
  ["ts_in_milliseconds", ({ said }) => isInMilliseconds(Number(said.ts)), "ts_malformed"],
  ["ts_too_old", ({ said, nowMs }) => Number(said.ts) * 1000 < nowMs - LIFE_SECONDS * 1000, "ts_in_milliseconds"],
  ["ts_ahead", ({ said, nowMs }) => Number(said.ts) * 1000 > nowMs + AHEAD_SECONDS * 1000, "ts_in_milliseconds"],
  ["token_used", ({ token }) => token?.used === true, "token_unknown"],
  ["token_expired", ({ token }) => token?.expired === true, "token_unknown"],
  ["pairing_not_confirmed", ({ pairing }) => pairing?.confirmed === false],
  ["pairing_ended", ({ pairing }) => pairing?.ended === true],
  ["partner_suspended", ({ pairing }) => pairing?.partnerSuspended === true],
  ["user_suspended", ({ pairing }) => pairing?.userSuspended === true],
];

/** Names the first check that a launch URL fails (protocols.md, section 4). Pure; the launching statement asks the states again. */
export function verifyLaunch(facts: LaunchFacts): Result<null, LaunchRefusal> {
  return firstFailure(launchChecks, facts);
}

/** How each check of {@link verifyLaunch} goes, made of its own. Pure. */
export function examineChecks(facts: LaunchFacts): CheckStates<LaunchRefusal> {
  return stateOfEach(launchChecks, facts);
}

/** Every check of a launch, in the order in which it is made. */
export const launchOrder: readonly LaunchRefusal[] = ["plain_http", ...launchChecks.map(([reason]) => reason)];

function countOf({ parameters }: SaidLaunch, name: string): number {
  return parameters.filter(([one]) => one === name).length;
}

function allThere(): LaunchRefusal[] {
  return ["parameter_missing", "parameter_repeated", "parameter_unknown"];
}
