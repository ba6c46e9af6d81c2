import type { PartnerStatus } from "@/lib/partners";

/** The steps to the first real login, in the order in which a developer takes them; each ticks itself. */
export type StepKey = "account" | "email" | "app" | "bearerToken" | "timeZone" | "testLaunch" | "redemption" | "partnership";

export type Step = { readonly key: StepKey; readonly done: boolean; readonly href: string };

/** What is known of a partner and of whoever looks. */
export type Progress = {
  readonly emailVerified: boolean;
  /** newest first */
  readonly apps: readonly { readonly id: string }[];
  readonly bearerTokens: number;
  readonly timeZoneChosen: boolean;
  /** a login token was minted for a test user */
  readonly testLaunched: boolean;
  /** a login of theirs was accepted at least once, test or not */
  readonly redeemed: boolean;
  readonly partnership: PartnerStatus;
};

/** The steps as they stand. Nothing is stored for them: who takes a step back has it before them again. */
export function onboarding(progress: Progress): readonly Step[] {
  const first = progress.apps.at(-1);
  const quickStart = first ? `/panel/apps/${first.id}/quick-start` : "/panel/apps/new";
  return [
    { key: "account", done: true, href: "/panel" },
    // The notice above the steps sends the mail once more.
    { key: "email", done: progress.emailVerified, href: "/panel" },
    { key: "app", done: first !== undefined, href: "/panel/apps/new" },
    { key: "bearerToken", done: progress.bearerTokens > 0, href: "/panel/bearer-tokens" },
    { key: "timeZone", done: progress.timeZoneChosen, href: "/panel/settings" },
    // Whoever has redeemed has launched, however long ago.
    { key: "testLaunch", done: progress.testLaunched || progress.redeemed, href: quickStart },
    { key: "redemption", done: progress.redeemed, href: quickStart },
    { key: "partnership", done: progress.partnership === "active" || progress.partnership === "suspended", href: "/panel/partnership" },
  ];
}
