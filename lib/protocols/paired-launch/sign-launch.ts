import { nowMs } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { hmacHex } from "@/lib/crypto/hmac";
import { openSecret, SealedForOthers } from "@/lib/crypto/sealed-secret";
import { hashToken } from "@/lib/crypto/token";
import { environment } from "@/lib/env";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";
import { launchText, launchUrl } from "./launch-url";

/** A launch URL, and what makes it up. Whoever opens it is signed in as the pairing's end user. */
export type SignedLaunch = { readonly url: string; readonly signedText: string; readonly signature: string };

export type SigningRefusal =
  "pairing_unknown" | "pairing_ended" | "pairing_not_confirmed" | "token_unknown" | "token_used" | "token_expired";

/**
 * Signs a launch URL with the current key of a partner's own pairing, for an access token that its server has obtained: to show
 * how it is done. Only for a token of this very pairing that is good now, so that it signs nothing that PSObtainToken has not
 * given out; and told in the audit. The token is not used up.
 */
export async function signLaunch(
  { pairingId, partnerId, accessToken }: { readonly pairingId: string; readonly partnerId: string; readonly accessToken: string },
  actor: Actor,
  requestId: string,
): Promise<Result<SignedLaunch, SigningRefusal>> {
  if (!isId(pairingId)) return refuse("pairing_unknown");
  return transaction(async (tx) => {
    const pairing = await tx.pairing.findFirst({
      where: { id: pairingId, partnerId },
      select: {
        vhost: true,
        confirmedAt: true,
        endedAt: true,
        keys: { where: { replacedAt: null }, select: { id: true, sealedKey: true } },
        tokens: { where: { hash: new Uint8Array(hashToken(accessToken)) }, select: { usedAt: true, expiresAt: true } },
      },
    });
    if (!pairing) return refuse("pairing_unknown");
    if (pairing.endedAt !== null) return refuse("pairing_ended");
    if (pairing.confirmedAt === null) return refuse("pairing_not_confirmed");
    const [[token], [stored]] = [pairing.tokens, pairing.keys];
    if (!token) return refuse("token_unknown");
    if (token.usedAt !== null) return refuse("token_used");
    if (token.expiresAt.getTime() <= nowMs()) return refuse("token_expired");
    const key = stored ? await openSecret("pairing-key", stored.id, stored.sealedKey) : null;
    if (key === null) throw new SealedForOthers("the key of a pairing does not open");
    await recordAudit(tx, { actor, action: "pairing.launch_url_made", partnerId, subjectId: pairingId, requestId });
    const launch = { vhost: pairing.vhost, accessToken, ts: Math.floor(nowMs() / 1000) };
    const signedText = launchText(launch);
    return accept({ url: launchUrl(environment().publicUrl, launch, key), signedText, signature: hmacHex(key, signedText) });
  });
}
