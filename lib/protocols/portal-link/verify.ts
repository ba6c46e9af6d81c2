import { type Check, firstFailure } from "@/lib/core/checks";
import type { Result } from "@/lib/core/result";
import type { Claim } from "./claim";
import type { ClaimRefusal, KeyRefusal } from "./refusals";

/** A portal key, as a link needs it. */
export type KeyRow = {
  readonly id: string;
  readonly partnerId: string;
  readonly key: string;
  readonly username: string;
  readonly userId: string;
  readonly endUserId: string;
  readonly revoked: boolean;
  readonly partnerSuspended: boolean;
  /** the partner has switched its links off */
  readonly linksOff: boolean;
};

/** What is known of a link before anybody looks at its `sig`. */
export type LinkFacts = {
  readonly arrivedInClear: boolean;
  readonly key: KeyRow | null;
  /** the operator has switched all of them off */
  readonly offEverywhere: boolean;
  /** who has a live session in this browser */
  readonly signedIn: string | null;
};

const LEEWAY_SECONDS = 30;

const keyChecks: readonly Check<LinkFacts, KeyRefusal>[] = [
  ["plain_http", ({ arrivedInClear }) => arrivedInClear],
  ["key_unknown", ({ key }) => key === null],
  ["key_revoked", ({ key }) => key?.revoked === true],
  ["partner_suspended", ({ key }) => key?.partnerSuspended === true],
  ["links_off_by_operator", ({ offEverywhere }) => offEverywhere],
  ["links_off", ({ key }) => key?.linksOff === true],
  ["no_session", ({ signedIn }) => signedIn === null],
];

type ClaimFacts = { readonly claim: Claim | null; readonly key: KeyRow | null; readonly signedIn: string | null; readonly nowMs: number };

const claimChecks: readonly Check<ClaimFacts, ClaimRefusal>[] = [
  ["sig_malformed", ({ claim }) => claim === null],
  ["keys_differ", ({ claim, key }) => claim?.key !== key?.key],
  ["username_mismatch", ({ claim, key }) => claim?.username !== key?.username],
  ["user_id_mismatch", ({ claim, key }) => claim?.userId !== null && claim?.userId !== key?.userId],
  ["user_type_wrong", ({ claim }) => claim?.userType !== null && claim?.userType !== "1"],
  ["link_over", ({ claim, nowMs }) => claim?.endsAtSeconds.some((end) => (end + LEEWAY_SECONDS) * 1000 < nowMs) === true],
  ["other_user", ({ key, signedIn }) => key === null || key.endUserId !== signedIn],
];

/** What can be said of a link without its `sig`. Pure. */
export function judgeKey(facts: LinkFacts): Result<null, KeyRefusal> {
  return firstFailure(keyChecks, facts);
}

/** Whether a `sig` names the person whose session this is. Pure. @param nowMs epoch milliseconds */
export function judgeClaim(claim: Claim | null, { key, signedIn }: LinkFacts, nowMs: number): Result<null, ClaimRefusal> {
  return firstFailure(claimChecks, { claim, key, signedIn, nowMs });
}
