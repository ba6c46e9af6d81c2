import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { openSecret, SealedForOthers } from "@/lib/crypto/sealed-secret";
import { hashToken, newToken } from "@/lib/crypto/token";
import { transaction, type Transaction } from "@/lib/db/prisma";
import { environment } from "@/lib/env";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import { launchText, launchUrl } from "./launch-url";
import type { ObtainingRefusal } from "./refusals";
import { LIFE_SECONDS, verifyObtaining } from "./verify";

/** A launch URL, made for whoever tries the pairing out. Whoever opens it is signed in as the pairing's end user. */
export type TestLaunch = { readonly url: string; readonly signedText: string };

/**
 * Does what the partner's server would do: obtains an access token of a partner's own pairing, and signs a launch URL with its
 * current key, good for one use and half an hour. It is an event like any other, and told in the audit.
 */
export async function makeTestLaunch(
  pairing: { readonly pairingId: string; readonly partnerId: string },
  actor: Actor,
  requestId: string,
): Promise<Result<TestLaunch, ObtainingRefusal>> {
  if (!isId(pairing.pairingId)) return refuse("pairing_unknown");
  const accessToken = newToken();
  const issued = await transaction((tx) => issue(tx, { ...pairing, accessToken, requestId }, actor));
  if (!issued.ok) return issued;
  const launch = { vhost: issued.value.vhost, accessToken, ts: Math.floor(issued.value.at.getTime() / 1000) };
  const key = await openSecret("pairing-key", issued.value.keyId, issued.value.sealedKey);
  if (key === null) throw new SealedForOthers("the key of a pairing does not open");
  return accept({ url: launchUrl(environment().publicUrl, launch, key), signedText: launchText(launch) });
}

type Asked = { readonly pairingId: string; readonly partnerId: string; readonly accessToken: string; readonly requestId: string };
type Issued = { readonly vhost: string; readonly keyId: string; readonly sealedKey: string; readonly at: Date };

async function issue(
  tx: Transaction,
  { pairingId, partnerId, accessToken, requestId }: Asked,
  actor: Actor,
): Promise<Result<Issued, ObtainingRefusal>> {
  const row = await tx.pairing.findFirst({
    where: { id: pairingId, partnerId },
    select: {
      vhost: true,
      confirmedAt: true,
      endedAt: true,
      endUser: { select: { id: true, suspendedAt: true, testPartnerId: true } },
      partner: { select: { suspendedAt: true } },
      keys: { where: { replacedAt: null }, select: { id: true, sealedKey: true } },
    },
  });
  const partnerSuspended = row !== null && row.partner.suspendedAt !== null;
  const verdict = verifyObtaining({
    bearer: { revoked: false, expired: false, mayPair: true, partnerSuspended },
    clientIds: 1,
    pairing: row && {
      confirmed: row.confirmedAt !== null,
      ended: row.endedAt !== null,
      userSuspended: row.endUser !== null && row.endUser.suspendedAt !== null,
    },
  });
  const [key] = row?.keys ?? [];
  if (!verdict.ok) return verdict;
  if (row === null || key === undefined) throw new Error("a confirmed pairing has no key");
  const [id, at] = [newId(), now()];
  const expiresAt = new Date(at.getTime() + LIFE_SECONDS * 1000);
  await tx.pairingToken.create({ data: { hash: new Uint8Array(hashToken(accessToken)), id, pairingId, createdAt: at, expiresAt } });
  await tx.loginEvent.create({
    data: {
      partnerId,
      at,
      id: newId(),
      kind: "launch",
      protocol: "paired_launch",
      outcome: "accepted",
      reason: "accepted",
      test: row.endUser !== null && row.endUser.testPartnerId !== null,
      credentialId: pairingId,
      endUserId: row.endUser?.id ?? null,
      loginTokenId: id,
      requestId,
      detail: { pairingId },
    },
  });
  await recordAudit(tx, { actor, action: "pairing.launch_url_made", partnerId, subjectId: pairingId, requestId });
  return accept({ vhost: row.vhost, keyId: key.id, sealedKey: key.sealedKey, at });
}
