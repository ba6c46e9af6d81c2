import { now } from "../clock";
import { hashToken, newToken } from "../crypto/token";
import { prisma } from "../db/prisma";
import { newId } from "../id";
import { confirmPairing } from "../protocols/paired-launch";
import { granted, someone } from "./fixtures";
import { aProposedPairing } from "./proposal-fixture";

/** A pairing with its Signature Key, as the tests of launches need it. */
export type PairingFixture = { readonly id: string; readonly psClientId: string; readonly vhost: string; readonly key: string };

/** Makes a pairing of a partner with an end user, confirmed unless told otherwise. */
export async function aPairing(
  partnerId: string,
  endUser: { readonly id: string; readonly email: string },
  { confirmed = true }: { confirmed?: boolean } = {},
): Promise<PairingFixture> {
  const { pairingId: id, psClientId, signatureKey: key } = await aProposedPairing(partnerId, { email: endUser.email });
  if (confirmed) granted(await confirmPairing(id, endUser.id, someone));
  const { vhost } = await prisma().pairing.findUniqueOrThrow({ where: { id }, select: { vhost: true } });
  return { id, psClientId, vhost, key };
}

/** An access token of a pairing that is open, and its id. */
export async function anAccessToken(pairingId: string, lifeSeconds = 1800): Promise<{ token: string; id: string }> {
  const [token, id] = [newToken(), newId()];
  const expiresAt = new Date(now().getTime() + lifeSeconds * 1000);
  await prisma().pairingToken.create({ data: { hash: new Uint8Array(hashToken(token)), id, pairingId, expiresAt } });
  return { token, id };
}
