import type { AppRefusal } from "@/lib/apps";
import { type Answer, refusedForm } from "@/lib/forms/form-state";
import type { PartnershipRefusal } from "@/lib/partners";
import type { EmailDomainRefusal } from "@/lib/protocols/external-token";
import type { LaunchRefusal } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";

/** What a form answers whose step with an app is refused. */
export async function refusedApp(reason: AppRefusal): Promise<Answer> {
  return refusedForm((await words("refusals.app"))(reason));
}

/** What a form answers whose step of a partnership is refused. */
export async function refusedPartnership(reason: PartnershipRefusal): Promise<Answer> {
  return refusedForm((await words("refusals.partnership"))(reason));
}

/** What a form answers whose step with an issuer is refused. */
export async function refusedIssuer(reason: "issuer_unknown" | "already_disabled" | "not_disabled" | "no_previous_key"): Promise<Answer> {
  return refusedForm((await words("issuers.refusals"))(reason));
}

/** What a form answers whose step with an API client is refused. */
export async function refusedApiClient(
  reason: "api_client_unknown" | "api_client_disabled" | "api_client_enabled" | "no_previous_secret",
): Promise<Answer> {
  return refusedForm((await words("apiClients.refusals"))(reason));
}

/** What a form answers whose step with a portal key or the switch of portal links is refused. */
export async function refusedPortalLinks(
  reason: "user_unknown" | "portal_key_unknown" | "links_off_already" | "links_on_already",
): Promise<Answer> {
  return refusedForm((await words("portalLinks.refusals"))(reason));
}

/** What a form answers whose step with an e-mail domain of an issuer is refused. */
export async function refusedEmailDomain(reason: EmailDomainRefusal): Promise<Answer> {
  return refusedForm((await words("issuers.refusals"))(reason));
}

/** What a developer reads whose launch of an app is refused: why, and what to do. */
export async function refusedLaunch(reason: LaunchRefusal): Promise<Answer> {
  const t = await words("reasons.launchToken.launch");
  return refusedForm(`${t(`${reason}.partner`)} ${t(`${reason}.remedy`)}`);
}
