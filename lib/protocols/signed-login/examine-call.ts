import { nowMs } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { bodyDigest, isHmacHex } from "@/lib/crypto/hmac";
import { openSecret } from "@/lib/crypto/sealed-secret";
import { prisma } from "@/lib/db/prisma";
import { countGuess } from "@/lib/limits/guesses";
import { explainSignature, type Finding, type TriedSecret } from "./explain-signature";
import type { PastedCall } from "./read-pasted-call";
import type { CallRefusal } from "./refusals";
import { callOrder, isNonce, readSaidUser, signedBodyText, signedText, verifyCaller } from "./verify";

/** What a pasted call turns out to be, told to whoever owns the client. No secret and no right signature is in it. */
export type Examination = {
  /** the text that its signature has to be over */
  readonly signedText: string;
  /** what can be checked of it, in order; what stands behind a failed check was not reached */
  readonly checks: readonly { readonly name: CallRefusal; readonly state: "passed" | "failed" | "not_reached" }[];
  /** the reason for which the call would be refused now; null: its headers, and its body if it was pasted, are in order */
  readonly refusal: CallRefusal | null;
  /** the headers that a pasted block does not have */
  readonly missing: readonly string[];
  /** calls that are signed so are accepted, if everything else is in order */
  readonly signatureRight: boolean;
  /** null: nothing that we know of makes this signature */
  readonly finding: Finding | null;
  /** whose the API key is, when it is another client's of the same partner */
  readonly otherClient: string | null;
};

/** More secrets than that are not tried: the newest are the likely ones. */
const MOST_SECRETS = { own: 5, others: 35 } as const;
/** Names the counter of guesses. */
const ROUTE = "signed-login.check";
// They are about the request that a call comes in, or about what only the database knows of it.
const notOfAPastedCall: readonly CallRefusal[] = [
  "plain_http",
  "header_repeated",
  "caller_not_allowed",
  "nonce_repeated",
  "user_suspended",
  "link_ended",
];
const ofTheBody = callOrder.slice(callOrder.indexOf("body_malformed"));
const ofTheBodySignature: readonly CallRefusal[] = ["body_signature_missing", "body_signature_mismatch"];

/**
 * Looks at a pasted call as `POST /thirdparty/login/v2` would, and says how its signature was made. Nothing is signed,
 * written, stored or logged; no other partner's secret is tried. A signature that is not right counts as a guess, as it does
 * where calls come in.
 */
export async function examineCall(
  pasted: PastedCall,
  { clientId, partnerId, clientAddress }: { clientId: string; partnerId: string; clientAddress: string },
): Promise<Result<Examination, "api_client_unknown" | "too_many_guesses">> {
  const client = await prisma().apiClient.findFirst({
    where: { id: clientId, partnerId },
    select: { apiKey: true, strictMode: true, disabledAt: true, partner: { select: { suspendedAt: true } } },
  });
  if (!client) return refuse("api_client_unknown");
  const secrets = await triedSecrets(clientId, partnerId);
  const finding = explainSignature(pasted, secrets);
  const signatureRight = isRight(finding);
  if (!signatureRight && (await countGuess({ route: ROUTE, credentialId: clientId, clientAddress })) !== null)
    return refuse("too_many_guesses");
  const isNamed = pasted.apiKey === client.apiKey;
  const other = isNamed
    ? null
    : await prisma().apiClient.findFirst({ where: { apiKey: pasted.apiKey, partnerId }, select: { name: true } });
  const missing = missingHeaders(pasted);
  const state = {
    disabled: client.disabledAt !== null,
    partnerSuspended: client.partner.suspendedAt !== null,
    strictMode: client.strictMode,
  };
  const good = secrets.filter(({ of }) => of === "current" || of === "previous");
  const refusal = missing.length > 0 ? "header_missing" : firstRefusal(pasted, { client: isNamed ? state : null, signatureRight, good });
  return accept({
    signedText: signedText(pasted),
    checks: checksOf(pasted, refusal),
    refusal,
    missing,
    signatureRight,
    finding,
    otherClient: other?.name ?? null,
  });
}

function isRight(finding: Finding | null): boolean {
  return finding !== null && finding.mistakes.length === 0 && (finding.by?.of === "current" || finding.by?.of === "previous");
}

async function triedSecrets(clientId: string, partnerId: string): Promise<TriedSecret[]> {
  const select = {
    id: true,
    clientId: true,
    sealedSecret: true,
    replacedAt: true,
    validUntil: true,
    client: { select: { name: true } },
  } as const;
  const newest = { id: "desc" } as const;
  const [own, others] = await Promise.all([
    prisma().apiClientSecret.findMany({ where: { clientId, client: { partnerId } }, select, orderBy: newest, take: MOST_SECRETS.own }),
    prisma().apiClientSecret.findMany({
      where: { clientId: { not: clientId }, client: { partnerId } },
      select,
      orderBy: newest,
      take: MOST_SECRETS.others,
    }),
  ]);
  const at = nowMs();
  const tried: TriedSecret[] = [];
  for (const row of [...own, ...others]) {
    const secret = await openSecret("client-secret", row.id, row.sealedSecret);
    if (secret === null) continue;
    const good = row.validUntil === null || row.validUntil.getTime() > at;
    const ownOf = row.replacedAt === null ? "current" : good ? "previous" : "ended";
    tried.push({ secret, of: row.clientId === clientId ? ownOf : "other", clientName: row.client.name });
  }
  return tried;
}

type Known = {
  readonly client: { readonly disabled: boolean; readonly partnerSuspended: boolean; readonly strictMode: boolean } | null;
  readonly signatureRight: boolean;
  readonly good: readonly TriedSecret[];
};

function firstRefusal(pasted: PastedCall, { client, signatureRight, good }: Known): CallRefusal | null {
  const { body, bodySignature, nonce } = pasted;
  const caller = verifyCaller({
    call: { ...pasted, method: pasted.method ?? "SIGNATURE", body: new Uint8Array() },
    client: client && { ...client, strictMode: client.strictMode && pasted.asHeaders, callerAddresses: [] },
    clientIp: "",
    signatureRight,
    bodySignatureRight: bodySignature === null && nonce === null ? null : isBodySigned(pasted, good),
    nowMs: nowMs(),
  });
  if (!caller.ok) return caller.reason;
  const said = body === null ? null : readSaidUser(Buffer.from(body));
  return said === null || said.ok ? null : said.reason;
}

/** Without the body nobody can tell, and the pasted signature is given the benefit of the doubt. */
function isBodySigned({ timestamp, body, bodySignature, nonce }: PastedCall, good: readonly TriedSecret[]): boolean {
  if (bodySignature === null || nonce === null || !isNonce(nonce)) return false;
  if (body === null) return true;
  const request = { method: "POST", path: "/thirdparty/login/v2" };
  // Whoever pastes a text easily brings a line end along.
  return [body, body.trim()].some((text) => {
    const signed = signedBodyText(request, timestamp, nonce, bodyDigest(Buffer.from(text)));
    return good.some(({ secret }) => isHmacHex(secret, signed, bodySignature));
  });
}

function missingHeaders({ asHeaders, apiKey, timestamp, signature, method }: PastedCall): string[] {
  if (!asHeaders) return [];
  const values = { apikey: apiKey, method: method ?? "", timestamp, signature };
  return Object.entries(values).flatMap(([name, value]) => (value === "" ? [`dcoupon-authorization-${name}`] : []));
}

function checksOf(pasted: PastedCall, refusal: CallRefusal | null): Examination["checks"] {
  const left = callOrder.filter(
    (name) =>
      !notOfAPastedCall.includes(name) &&
      (pasted.asHeaders || !["header_missing", "method_not_signature", ...ofTheBodySignature].includes(name)) &&
      (pasted.body !== null || (name !== "body_signature_mismatch" && !ofTheBody.includes(name)) || name === refusal),
  );
  const failed = refusal === null ? -1 : left.indexOf(refusal);
  return left.map((name, place) => ({
    name,
    state: failed === -1 || place < failed ? "passed" : place === failed ? "failed" : "not_reached",
  }));
}
