import { bodyDigest } from "@/lib/crypto/hmac";
import { signingSecretOf } from "@/lib/crypto/hmac-secrets";
import { SealedForOthers } from "@/lib/crypto/sealed-secret";
import { hashToken } from "@/lib/crypto/token";
import { gatewayDatabase } from "@/lib/db/pools";
import { recordRefusal } from "@/lib/events/login-event";
import { environment } from "@/lib/env";
import type { GatewayRoute, RoomRequest, RoomResponse } from "@/lib/http/message";
import { newId } from "@/lib/id";
import { countGuess } from "@/lib/limits/guesses";
import { log } from "@/lib/log";
import { raiseAlarm } from "./alarm";
import { type CallRefusal, callRefusals } from "./refusals";
import { type ClientRow, findClient, signIn } from "./store";
import { mintEnrolmentToken, mintSessionToken } from "./tokens";
import { type Call, isNonce, readSaidUser, type SaidUser, signedBodyText, signedText, verifyCaller } from "./verify";
import * as wire from "./wire";

const signingSecret = signingSecretOf("client-secret");

/** `POST /thirdparty/login/v2`: a partner's backend signs one of its users in. */
export const signedLoginRoute: GatewayRoute = {
  name: "signed-login.sign-in",
  methods: ["POST"],
  path: wire.loginPath,
  handle: login,
  failure: wire.generalFailure,
};

async function login(request: RoomRequest): Promise<RoomResponse> {
  // First of all, so that a body that is too large is cut off whoever sends it.
  const body = await request.body(wire.LONGEST_BODY);
  const read = wire.readCall(request, body);
  if (request.arrivedInClear) return refuse(request, "plain_http", read.ok ? await clientOf(read.value) : null);
  if (!read.ok) return refuse(request, read.reason, null, read.reason === "header_missing" ? { missing: read.missing } : {});
  try {
    return await judge(request, read.value);
  } catch (error) {
    if (!(error instanceof SealedForOthers)) throw error;
    // Somebody has moved rows about, or the master secret is another one: nobody is let in by a secret of which that is so.
    log().error({ error, requestId: request.requestId }, "the secret of an API client does not open");
    return { ...wire.generalFailure("unavailable", request), status: 503 };
  }
}

async function clientOf({ apiKey }: Call): Promise<ClientRow | null> {
  return (await findClient(gatewayDatabase(), apiKey)).client;
}

async function judge(request: RoomRequest, call: Call): Promise<RoomResponse> {
  const { client, nowMs } = await findClient(gatewayDatabase(), call.apiKey);
  const signer = await signingSecret(signedText(call), call.signature, client?.secrets ?? []);
  const caller = verifyCaller({
    call,
    client,
    clientIp: request.clientIp,
    signatureRight: signer !== null,
    bodySignatureRight: await isBodySigned(request, call, client),
    nowMs,
  });
  if (!caller.ok) return refuse(request, caller.reason, client);
  if (client === null || signer === null) throw new Error("a call was accepted whose client nobody knows");
  const said = readSaidUser(call.body);
  if (!said.ok) return refuse(request, said.reason, client);
  return letIn(request, { call, client, user: said.value, previousKey: signer.id !== client.secrets[0]?.id });
}

/** Whether our opt-in signature is right; null when there is none. */
async function isBodySigned(request: RoomRequest, call: Call, client: ClientRow | null): Promise<boolean | null> {
  if (call.bodySignature === null && call.nonce === null) return null;
  if (call.bodySignature === null || call.nonce === null || !isNonce(call.nonce)) return false;
  const text = signedBodyText(request, call.timestamp, call.nonce, bodyDigest(call.body));
  return (await signingSecret(text, call.bodySignature, client?.secrets ?? [])) !== null;
}

type Arrival = { readonly call: Call; readonly client: ClientRow; readonly user: SaidUser; readonly previousKey: boolean };

async function letIn(request: RoomRequest, { call, client, user, previousKey }: Arrival): Promise<RoomResponse> {
  const row = await signIn(gatewayDatabase(), {
    clientId: client.id,
    user,
    newUserId: newId(),
    // Of either case, so that one signature is one.
    signatureHash: hashToken(call.signature.toLowerCase()),
    nonce: call.nonce,
    tokenId: newId(),
    eventId: newId(),
    requestId: request.requestId,
    detail: { ...(user.warnings.length > 0 ? { warnings: user.warnings } : {}), ...(previousKey ? { previousKey: true } : {}) },
  });
  if (row.outcome === "client_inactive") return refuse(request, "client_disabled", client);
  if (row.outcome === "nonce_repeated") return refuse(request, "nonce_repeated", client);
  if (row.outcome === "user_suspended" || row.outcome === "link_ended")
    return refuse(request, row.outcome, client, { endUserId: row.endUserId });
  if (row.manyUsers) await raiseAlarm(client, request.requestId);
  const { publicUrl } = environment();
  const meant = { apiKey: client.apiKey, externalId: user.externalId, email: user.email };
  if (row.outcome === "signed_in") return wire.signedIn(await mintSessionToken(publicUrl, meant, row.token));
  return wire.toEnrolment(publicUrl, await mintEnrolmentToken(publicUrl, { ...meant, country: user.country }, row.enrolment));
}

async function refuse(
  request: RoomRequest,
  reason: CallRefusal,
  client: ClientRow | null,
  { endUserId = null, missing = [] }: { readonly endUserId?: string | null; readonly missing?: readonly string[] } = {},
): Promise<RoomResponse> {
  if (callRefusals[reason].guess) {
    const guess = { route: signedLoginRoute.name, credentialId: client?.id ?? null, clientAddress: request.clientAddress };
    const wait = await countGuess(guess);
    // Counted, not stored: whoever guesses must not be able to fill the table of events.
    if (wait !== null) return wire.tooManyFailures(request, wait);
  }
  await recordRefusal(gatewayDatabase(), {
    kind: "login",
    protocol: "signed-login",
    reason,
    partnerId: client?.partnerId ?? null,
    appId: null,
    credentialId: client?.id ?? null,
    endUserId,
    loginTokenId: null,
    requestId: request.requestId,
    test: false,
  });
  return wire.refused(request, reason, missing);
}
