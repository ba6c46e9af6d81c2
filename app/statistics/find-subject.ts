import { isId } from "@/lib/id";
import { findOwnIssuer } from "@/lib/protocols/external-token";
import { pairingDetail } from "@/lib/protocols/paired-launch";
import { findOwnApiClient } from "@/lib/protocols/signed-login";

/** What statistics may be narrowed down to besides an app. */
export type SubjectFound = { readonly id: string; readonly name: string };

/** The issuer, API client or pairing of this id, if it is the partner's. */
export async function findCredential(id: string, partnerId: string): Promise<SubjectFound | null> {
  if (!isId(id)) return null;
  const [issuer, client, pairing] = await Promise.all([
    findOwnIssuer(id, partnerId),
    findOwnApiClient(id, partnerId),
    pairingDetail(id, partnerId),
  ]);
  const name = issuer?.iss ?? client?.name ?? pairing?.psClientId;
  return name === undefined ? null : { id, name };
}
