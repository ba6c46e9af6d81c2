import { type Check, firstFailure } from "@/lib/core/checks";
import { accept, refuse, type Result } from "@/lib/core/result";
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

/** A link of a known key, in a browser with a live session. @property signedIn whose session it is */
type ClaimFacts = { readonly claim: Claim | null; readonly key: KeyRow; readonly signedIn: string | null; readonly nowMs: number };

const claimChecks: readonly Check<ClaimFacts, ClaimRefusal>[] = [
  ["sig_malformed", ({ claim }) => claim === null],
  ["keys_differ", ({ claim, key }) => claim?.key !== key.key],
  ["username_mismatch", ({ claim, key }) => claim?.username !== key.username],
  ["user_id_mismatch", ({ claim, key }) => claim?.userId !== null && claim?.userId !== key.userId],
  ["user_type_wrong", ({ claim }) => claim?.userType !== null && claim?.userType !== "1"],
  ["link_over", ({ claim, nowMs }) => claim?.endsAtSeconds.some((end) => (end + LEEWAY_SECONDS) * 1000 < nowMs) === true],
  ["other_user", ({ key, signedIn }) => key.endUserId !== signedIn],
];

/** What can be said of a link without its `sig`. Pure. @returns the key, when its `sig` is to be read */
export function judgeKey(facts: LinkFacts): Result<KeyRow, KeyRefusal> {
  const judged = firstFailure(keyChecks, facts);
  if (!judged.ok) return judged;
  return facts.key === null ? refuse("key_unknown") : accept(facts.key);
}

/** Whether a `sig` names the person whose session this is. Pure. */
export function judgeClaim(facts: ClaimFacts): Result<null, ClaimRefusal> {
  return firstFailure(claimChecks, facts);
}
