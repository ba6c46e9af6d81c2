import type { ToldEvent } from "@/components/panel/told-event";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { type TokenRefusal, tokenRefusals } from "@/lib/protocols/external-token";
import { launchRefusals, type RedemptionRefusal, redemptionRefusals } from "@/lib/protocols/launch-token";
import {
  type LaunchRefusal as LaunchUrlRefusal,
  launchRefusals as launchUrlRefusals,
  type ObtainingRefusal,
  obtainingRefusals,
} from "@/lib/protocols/paired-launch";
import { type LinkRefusal, linkRefusals } from "@/lib/protocols/portal-link";
import { type CallRefusal, callRefusals, type EnrolmentRefusal, enrolmentRefusals, TERMS_REQUIRED } from "@/lib/protocols/signed-login";
import { type Language, wordsIn } from "@/lib/words";

type Explanation = { readonly sentence: string; readonly remedy: string };

const redemptions = Object.keys(redemptionRefusals) as RedemptionRefusal[];
const calls = [...(Object.keys(callRefusals) as CallRefusal[]), TERMS_REQUIRED, ...enrolmentRefusals] as const satisfies readonly (
  CallRefusal | EnrolmentRefusal | typeof TERMS_REQUIRED
)[];
const tokens = Object.keys(tokenRefusals) as TokenRefusal[];
const obtainings = Object.keys(obtainingRefusals) as ObtainingRefusal[];
const launchUrls = Object.keys(launchUrlRefusals) as LaunchUrlRefusal[];

/** An event with the sentences that its reason has for the partner, field by field. */
export function explainEvent(event: ListedLoginEvent, language: Language): ToldEvent {
  const explanation = event.outcome === "refused" ? explainAttempt(event, language) : null;
  return {
    id: event.id,
    at: event.at,
    what: whatWasTried(event, language),
    accepted: event.outcome === "accepted",
    test: event.test,
    appName: event.appName,
    reason: event.reason,
    sentence: explanation?.sentence ?? null,
    remedy: explanation?.remedy ?? null,
    requestId: event.requestId,
  };
}

/** Every reason that a partner can meet, for the filter. */
export const eventReasons: readonly string[] = [
  ...new Set([...redemptions, ...launchRefusals, ...tokens, ...calls, ...obtainings, ...launchUrls, ...linkRefusals]),
].sort();

/** What a reason of a refused login means for the partner, where nothing else is known of the login; null when there is no such reason. */
export function explainLogin(reason: string, language: Language): Explanation | null {
  return (
    explainRedemption(reason, language) ??
    explainToken(reason, language) ??
    explainCall(reason, language) ??
    explainLaunchUrl(reason, language) ??
    explainLink(reason, language)
  );
}

/** What a reason of a refused attempt means for the partner; null when there is no such reason. */
export function explainAttempt(
  { kind, protocol, reason }: Pick<ListedLoginEvent, "kind" | "protocol" | "reason">,
  language: Language,
): Explanation | null {
  if (protocol === "external-token") return explainToken(reason, language);
  if (protocol === "signed-login") return explainCall(reason, language);
  if (protocol === "paired-launch") return kind === "launch" ? explainObtaining(reason, language) : explainLaunchUrl(reason, language);
  if (protocol === "portal-link") return explainLink(reason, language);
  return kind === "launch" ? explainLaunch(reason, language) : explainRedemption(reason, language);
}

function explainToken(reason: string, language: Language): Explanation | null {
  const known = tokens.find((one) => one === reason);
  const t = wordsIn(language, "reasons.externalToken");
  return known === undefined ? null : { sentence: t(`${known}.partner`), remedy: t(`${known}.remedy`) };
}

function explainCall(reason: string, language: Language): Explanation | null {
  const known = calls.find((one) => one === reason);
  const t = wordsIn(language, "reasons.signedLogin");
  return known === undefined ? null : { sentence: t(`${known}.partner`), remedy: t(`${known}.remedy`) };
}

function explainObtaining(reason: string, language: Language): Explanation | null {
  const known = obtainings.find((one) => one === reason);
  const t = wordsIn(language, "reasons.pairedLaunch.obtaining");
  return known === undefined ? null : { sentence: t(`${known}.partner`), remedy: t(`${known}.remedy`) };
}

function explainLaunchUrl(reason: string, language: Language): Explanation | null {
  const known = launchUrls.find((one) => one === reason);
  const t = wordsIn(language, "reasons.pairedLaunch.launch");
  return known === undefined ? null : { sentence: t(`${known}.partner`), remedy: t(`${known}.remedy`) };
}

function explainLink(reason: string, language: Language): Explanation | null {
  const known = linkRefusals.find((one): one is LinkRefusal => one === reason);
  const t = wordsIn(language, "reasons.portalLink");
  return known === undefined ? null : { sentence: t(`${known}.partner`), remedy: t(`${known}.remedy`) };
}

function explainRedemption(reason: string, language: Language): Explanation | null {
  const known = redemptions.find((one) => one === reason);
  const t = wordsIn(language, "reasons.launchToken.redemption");
  return known === undefined ? null : { sentence: t(`${known}.partner`), remedy: t(`${known}.remedy`) };
}

function explainLaunch(reason: string, language: Language): Explanation | null {
  const known = launchRefusals.find((one) => one === reason);
  const t = wordsIn(language, "reasons.launchToken.launch");
  return known === undefined ? null : { sentence: t(`${known}.partner`), remedy: t(`${known}.remedy`) };
}

function whatWasTried({ kind, test, protocol }: ListedLoginEvent, language: Language): string {
  const t = wordsIn(language, "events");
  if (protocol === "external-token") return t("what.externalToken");
  if (protocol === "signed-login") return t("what.signedLogin");
  if (protocol === "paired-launch") return t(kind === "launch" ? "what.obtainToken" : "what.pairedLaunch");
  if (protocol === "portal-link") return t("what.portalLink");
  if (kind === "login") return t("what.login");
  return test ? t("what.testLaunch") : t("what.launch");
}
