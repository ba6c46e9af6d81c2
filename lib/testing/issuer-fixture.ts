import { newId } from "../id";
import { createIssuer, issuerInput } from "../protocols/external-token";
import { granted, someone } from "./fixtures";

/** Makes an issuer of a partner, as a developer would: its e-mail domains wait for the operator. */
export async function anIssuer(
  partnerId: string,
  options: { iss?: string; key?: string; emailDomains?: string[] } = {},
): Promise<{ id: string; iss: string; key: string }> {
  const { iss = `iss-${newId().slice(-12)}`, key = null, emailDomains = [] } = options;
  const given = {
    iss,
    redirectUrl: "https://alpha.example/?books=error",
    key,
    returnHosts: ["alpha.example"],
    emailDomains,
    logoutUrl: null,
    maxLifetimeSeconds: 3600,
  };
  const made = granted(await createIssuer(partnerId, issuerInput.parse(given), someone, { domainsApproved: false }));
  return { id: made.issuerId, iss, key: made.key };
}
