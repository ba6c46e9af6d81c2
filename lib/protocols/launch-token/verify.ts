import { type Check, firstFailure } from "@/lib/core/checks";
import type { Result } from "@/lib/core/result";
import type { LaunchRefusal, RedemptionRefusal } from "./refusals";

/** What the one statement found. Times are judged there, on the database's clock, once for the verdict and the consumption. */
export type RedemptionFacts = {
  /** null: no such bearer token */
  readonly bearer: {
    readonly revoked: boolean;
    readonly expired: boolean;
    readonly mayRedeem: boolean;
    readonly partnerId: string;
    readonly partnerSuspended: boolean;
  } | null;
  /** null: no such login token, or not spelled like one */
  readonly token: {
    readonly partnerId: string;
    readonly appSuspended: boolean;
    readonly userSuspended: boolean;
    /** null: never bought; test launches need none and count as true */
    readonly accessCurrent: boolean | null;
    readonly used: boolean;
    readonly expired: boolean;
  } | null;
};

// The order of the contract's table: who calls, then whose token, then who may enter, then whether it is still good.
const redemptionChecks: readonly Check<RedemptionFacts, RedemptionRefusal>[] = [
  ["bearer_unknown", ({ bearer }) => bearer === null],
  ["bearer_revoked", ({ bearer }) => bearer?.revoked === true],
  ["bearer_expired", ({ bearer }) => bearer?.expired === true],
  ["bearer_scope_missing", ({ bearer }) => bearer?.mayRedeem === false],
  ["partner_suspended", ({ bearer }) => bearer?.partnerSuspended === true],
  ["token_unknown", ({ token }) => token === null],
  ["token_of_other_partner", ({ bearer, token }) => token?.partnerId !== bearer?.partnerId],
  ["app_suspended", ({ token }) => token?.appSuspended === true],
  ["user_suspended", ({ token }) => token?.userSuspended === true],
  ["access_missing", ({ token }) => token?.accessCurrent === null],
  ["access_ended", ({ token }) => token?.accessCurrent === false],
  ["token_used", ({ token }) => token?.used === true],
  ["token_expired", ({ token }) => token?.expired === true],
];

/** Names the first check that a redemption fails (protocols.md, section 1). Pure; the statement's WHERE says the same. */
export function verifyRedemption(facts: RedemptionFacts): Result<null, RedemptionRefusal> {
  return firstFailure(redemptionChecks, facts);
}

/**
 * Every check of a redemption, in the order in which it is made: what the request carries (wire.ts), then who and what that
 * names. What is not spelled like a login token is not looked for, so that check stands right before the one of the known.
 */
export const redemptionOrder: readonly RedemptionRefusal[] = [
  "plain_http",
  "bearer_missing",
  "bearer_malformed",
  ...redemptionChecks.flatMap(([reason]): RedemptionRefusal[] => (reason === "token_unknown" ? ["token_malformed", reason] : [reason])),
];

/** What is known of somebody who wants to open an app. */
export type LaunchFacts = {
  readonly test: boolean;
  readonly app: { readonly partnerId: string; readonly suspended: boolean; readonly launchable: boolean } | null;
  readonly partner: { readonly suspended: boolean; readonly active: boolean } | null;
  readonly user: { readonly suspended: boolean; readonly testPartnerId: string | null } | null;
  /** null: never bought */
  readonly accessCurrent: boolean | null;
};

const launchChecks: readonly Check<LaunchFacts, LaunchRefusal>[] = [
  ["app_unknown", ({ app }) => app === null],
  ["app_not_published", ({ app }) => app?.launchable === false],
  ["app_suspended", ({ app }) => app?.suspended === true],
  ["partner_suspended", ({ partner }) => partner?.suspended === true],
  ["partnership_inactive", ({ partner, test }) => !test && partner?.active === false],
  ["user_unknown", ({ user }) => user === null],
  ["user_suspended", ({ user }) => user?.suspended === true],
  // Both ways: a draft must not meet real users, nor a published app the test users of a partner.
  ["not_a_test_user", ({ app, user, test }) => (test ? user?.testPartnerId !== app?.partnerId : user?.testPartnerId !== null)],
  ["access_missing", ({ accessCurrent, test }) => !test && accessCurrent === null],
  ["access_ended", ({ accessCurrent, test }) => !test && accessCurrent === false],
];

/** Every check of a launch, in the order in which it is made. */
export const launchOrder: readonly LaunchRefusal[] = launchChecks.map(([reason]) => reason);

/** Names the first check that a launch fails (protocols.md, section 1, "Launch"). Pure. */
export function verifyLaunch(facts: LaunchFacts): Result<null, LaunchRefusal> {
  return firstFailure(launchChecks, facts);
}
