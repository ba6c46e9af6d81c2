import { now } from "../clock";
import { sealSecret } from "../crypto/sealed-secret";
import { hashToken, newToken } from "../crypto/token";
import { prisma } from "../db/prisma";
import { newId } from "../id";

/** A pairing with its Signature Key, as its tests need it. */
export type PairingFixture = { readonly id: string; readonly psClientId: string; readonly vhost: string; readonly key: string };

/** Makes a pairing of a partner with an end user, confirmed unless told otherwise. */
export async function aPairing(
  partnerId: string,
  endUser: { readonly id: string; readonly email: string },
  options: { confirmed?: boolean; key?: string } = {},
): Promise<PairingFixture> {
  const { confirmed = true, key = newToken() } = options;
  const id = newId();
  const made = { id, psClientId: `c-${id}`, vhost: `v-${id}` };
  await prisma().pairing.create({
    data: { ...made, partnerId, email: endUser.email, endUserId: confirmed ? endUser.id : null, confirmedAt: confirmed ? now() : null },
  });
  const keyId = newId();
  await prisma().pairingKey.create({ data: { id: keyId, pairingId: id, sealedKey: await sealSecret("pairing-key", keyId, key) } });
  return { ...made, key };
}

/** An access token of a pairing that is open, and its id. */
export async function anAccessToken(pairingId: string, lifeSeconds = 1800): Promise<{ token: string; id: string }> {
  const [token, id] = [newToken(), newId()];
  const expiresAt = new Date(now().getTime() + lifeSeconds * 1000);
  await prisma().pairingToken.create({ data: { hash: new Uint8Array(hashToken(token)), id, pairingId, expiresAt } });
  return { token, id };
}
