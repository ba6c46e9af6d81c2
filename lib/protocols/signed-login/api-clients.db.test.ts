import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyDigest } from "@/lib/crypto/hmac";
import { newId } from "@/lib/id";
import { aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { endPreviousSecret, updateApiClient } from "./change-client";
import { examineCall } from "./examine-call";
import { findOwnApiClient, listApiClientNames, listApiClients } from "./list-clients";
import { createApiClient, disableApiClient, rotateApiClientSecret } from "./manage";
import { readPastedCall } from "./read-pasted-call";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const input = { name: "Shop", parentOrigins: [], callerAddresses: [], sessionLifeSeconds: 7200, strictMode: false };
async function aClient(partnerId?: string, more: Partial<typeof input> = {}) {
  const owner = partnerId ?? (await aPartner()).id;
  return { ...(await createApiClient(owner, { ...input, ...more }, someone)), partnerId: owner };
}
type Client = Awaited<ReturnType<typeof aClient>>;

async function addEvent({ clientId, partnerId }: Client, at: Date, more: { reason?: string; detail?: object | null } = {}) {
  const { reason = "accepted", detail = {} } = more;
  await testPool().query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, request_id, detail)
     VALUES ($1, $2, $3, 'login', 'signed-login', $4, $5, false, $6, $7, $8)`,
    [partnerId, at, newId(), reason === "accepted" ? "accepted" : "refused", reason, clientId, newId(), detail && JSON.stringify(detail)],
  );
}

describe("what the panel tells of API clients", () => {
  test("a partner sees its own, oldest first, and nobody else's", async () => {
    const [first, stranger] = [await aClient(), await aClient()];
    const second = await aClient(first.partnerId, { name: "Kiosk" });
    expect((await listApiClients(first.partnerId)).map(({ id }) => id)).toEqual([first.clientId, second.clientId]);
    expect((await listApiClientNames(first.partnerId)).map(({ name }) => name)).toEqual(["Shop", "Kiosk"]);
    expect(await findOwnApiClient(stranger.clientId, first.partnerId)).toBeNull();
    expect(await findOwnApiClient("no id", first.partnerId)).toBeNull();
    const view = await findOwnApiClient(first.clientId, first.partnerId);
    expect(view).toMatchObject({ apiKey: first.apiKey, lastUsedAt: null, previousSecret: null, currentSecret: { validUntil: null } });
    expect(JSON.stringify(view)).not.toContain(first.secret);
  });

  test("the last use is told for each secret, also of calls that led to the terms; a refused call is none", async () => {
    const client = await aClient();
    const [before, between, later] = [-3, -2, -1].map((minutes) => new Date(Date.now() + minutes * 60_000));
    if (!before || !between || !later) throw new Error("three moments");
    await testPool().query("UPDATE api_client_secrets SET created_at = $2 WHERE client_id = $1", [
      client.clientId,
      new Date(before.getTime() - 60_000),
    ]);
    await addEvent(client, before);
    granted(await rotateApiClientSecret(client.clientId, client.partnerId, 3600, someone));
    await testPool().query("UPDATE api_client_secrets SET replaced_at = $2 WHERE client_id = $1 AND replaced_at IS NOT NULL", [
      client.clientId,
      new Date(before.getTime() + 30_000),
    ]);
    const told = async () => {
      const view = await findOwnApiClient(client.clientId, client.partnerId);
      return [view?.previousSecret?.lastUsedAt, view?.currentSecret?.lastUsedAt, view?.lastUsedAt];
    };
    await addEvent(client, later, { reason: "signature_mismatch" });
    expect(await told()).toEqual([before, null, before]);
    await addEvent(client, between, { reason: "terms_required", detail: { previousKey: true } });
    expect(await told()).toEqual([between, null, between]);
    await addEvent(client, later, { detail: null });
    expect(await told()).toEqual([between, later, later]);
  });
});

describe("changing an API client", () => {
  const changed = { ...input, name: "Shop 2", parentOrigins: ["https://a.example", "https://a.example"], strictMode: true };

  test("the settings change, with an audit event; another partner's is unknown, and stays", async () => {
    const [client, stranger] = [await aClient(), await aPartner()];
    expect(await updateApiClient(client.clientId, stranger.id, changed, someone)).toEqual({ ok: false, reason: "api_client_unknown" });
    expect(await findOwnApiClient(client.clientId, client.partnerId)).toMatchObject({ name: "Shop", strictMode: false });
    granted(await updateApiClient(client.clientId, client.partnerId, changed, someone));
    expect(await findOwnApiClient(client.clientId, client.partnerId)).toMatchObject({
      name: "Shop 2",
      strictMode: true,
      parentOrigins: ["https://a.example"],
    });
    expect((await auditOf(client.clientId)).map(({ action }) => action)).toEqual(["api_client.created", "api_client.updated"]);
  });

  test("a previous secret is ended at once, one time; the current one never", async () => {
    const [client, stranger] = [await aClient(), await aPartner()];
    const end = (partnerId: string) => endPreviousSecret(client.clientId, partnerId, someone);
    expect(await end(client.partnerId)).toEqual({ ok: false, reason: "no_previous_secret" });
    granted(await rotateApiClientSecret(client.clientId, client.partnerId, 3600, someone));
    expect(await end(stranger.id)).toEqual({ ok: false, reason: "api_client_unknown" });
    const both = await Promise.all([end(client.partnerId), end(client.partnerId)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const view = await findOwnApiClient(client.clientId, client.partnerId);
    expect(view?.previousSecret).toBeNull();
    expect(view?.currentSecret).toMatchObject({ validUntil: null });
    expect((await auditOf(client.clientId)).filter(({ action }) => action === "api_client.previous_secret_ended")).toHaveLength(1);
  });
});

const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");
const stamp = (minutes = 0) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z$/, "+0000");

function pasted(apiKey: string, timestamp: string, signature: string, more = "", body = "") {
  const headers = `dcoupon-authorization-apikey: ${apiKey}\ndcoupon-authorization-method: SIGNATURE
dcoupon-authorization-timestamp: ${timestamp}\ndcoupon-authorization-signature: ${signature}\n${more}`;
  return readPastedCall({ headers, apiKey: "", timestamp: "", signature: "", body });
}

async function examined(client: Client, call: ReturnType<typeof readPastedCall>) {
  return granted(await examineCall(call, { clientId: client.clientId, partnerId: client.partnerId, clientAddress: newId() }));
}

describe("examining a pasted call", () => {
  test("a right call passes every check, in the order in which a call's are made; neither secret nor signature is told", async () => {
    const client = await aClient();
    const timestamp = stamp();
    const signature = hmac(client.secret, `${client.apiKey}:${timestamp}`);
    const told = await examined(client, pasted(client.apiKey, timestamp, signature, "", '{"externalId":"1","clientCountry":"ES"}'));
    expect(told).toMatchObject({ signedText: `${client.apiKey}:${timestamp}`, refusal: null, signatureRight: true, otherClient: null });
    expect(told.checks.map(({ state }) => state)).not.toContain("failed");
    expect(told.checks.map(({ name }) => name)).toContain("country_malformed");
    expect(JSON.stringify(told)).not.toContain(client.secret);
    expect(JSON.stringify(told)).not.toContain(signature);
  });

  test("a wrong one is explained, and says nothing of the right one", async () => {
    const client = await aClient();
    const timestamp = stamp();
    const right = hmac(client.secret, `${client.apiKey}:${timestamp}`);
    const told = await examined(client, pasted(client.apiKey, timestamp, hmac(client.secret, `${timestamp}:${client.apiKey}`)));
    expect(told).toMatchObject({ refusal: "signature_mismatch", signatureRight: false, finding: { mistakes: ["arguments_swapped"] } });
    expect(told.checks.find(({ state }) => state === "failed")?.name).toBe("signature_mismatch");
    expect(JSON.stringify(told)).not.toContain(right);
  });

  test("an old call with a right signature is told as such; the body's mistakes are told when it is pasted", async () => {
    const client = await aClient();
    const [old, fresh] = [stamp(-10), stamp()];
    const sign = (timestamp: string) => hmac(client.secret, `${client.apiKey}:${timestamp}`);
    expect(await examined(client, pasted(client.apiKey, old, sign(old)))).toMatchObject({
      refusal: "timestamp_too_old",
      signatureRight: true,
    });
    expect(await examined(client, pasted(client.apiKey, fresh, sign(fresh), "", '{"externalId":"1"}'))).toMatchObject({
      refusal: "country_missing",
    });
  });

  test("previous and ended secrets, and those of the partner's other clients, are told; another partner's never", async () => {
    const client = await aClient();
    const other = await aClient(client.partnerId, { name: "Kiosk" });
    const stranger = await aClient();
    const { secret: second } = granted(await rotateApiClientSecret(client.clientId, client.partnerId, 0, someone));
    granted(await rotateApiClientSecret(client.clientId, client.partnerId, 3600, someone));
    const by = async (secret: string) => {
      const timestamp = stamp();
      return (
        (await examined(client, pasted(client.apiKey, timestamp, hmac(secret, `${client.apiKey}:${timestamp}`)))).finding?.by?.of ?? null
      );
    };
    expect([await by(client.secret), await by(second), await by(other.secret), await by(stranger.secret)]).toEqual([
      "ended",
      "previous",
      "other",
      null,
    ]);
    const named = (apiKey: string) => examined(client, pasted(apiKey, stamp(), "00"));
    expect(await named(other.apiKey)).toMatchObject({ refusal: "api_key_unknown", otherClient: "Kiosk" });
    expect(await named(stranger.apiKey)).toMatchObject({ refusal: "api_key_unknown", otherClient: null });
  });

  test("what is missing of pasted headers is named, and a disabled client is told", async () => {
    const client = await aClient();
    const alone = readPastedCall({
      headers: `dcoupon-authorization-apikey: ${client.apiKey}`,
      apiKey: "",
      timestamp: "",
      signature: "",
      body: "",
    });
    expect(await examined(client, alone)).toMatchObject({
      refusal: "header_missing",
      missing: ["dcoupon-authorization-method", "dcoupon-authorization-timestamp", "dcoupon-authorization-signature"],
    });
    granted(await disableApiClient(client.clientId, client.partnerId, someone));
    expect(await examined(client, pasted(client.apiKey, stamp(), "00"))).toMatchObject({ refusal: "client_disabled" });
  });

  test("in strict mode the signature over the body is checked, however the body's last line ends", async () => {
    const client = await aClient(undefined, { strictMode: true });
    const [timestamp, nonce, body] = [stamp(), "n".repeat(16), '{"externalId":"1","clientCountry":"ES"}'];
    const digest = bodyDigest(Buffer.from(body));
    const over = hmac(client.secret, ["POST", "/thirdparty/login/v2", timestamp, nonce, digest].join("\n"));
    const withBody = (bodySignature: string, text = body) =>
      examined(
        client,
        pasted(
          client.apiKey,
          timestamp,
          hmac(client.secret, `${client.apiKey}:${timestamp}`),
          bodySignature === "" ? "" : `latchkey-body-nonce: ${nonce}\nlatchkey-body-signature: ${bodySignature}`,
          text,
        ),
      );
    expect(await withBody("")).toMatchObject({ refusal: "body_signature_missing" });
    expect(await withBody(over)).toMatchObject({ refusal: null });
    expect(await withBody(over, `${body}\r\n`)).toMatchObject({ refusal: null });
    expect(await withBody(over.replace(/^./, (digit) => (digit === "0" ? "1" : "0")))).toMatchObject({
      refusal: "body_signature_mismatch",
    });
    expect(await withBody(over, body.replace("ES", "FR"))).toMatchObject({ refusal: "body_signature_mismatch" });
  });

  test("another partner's client is unknown, like one that never was", async () => {
    const [client, stranger] = [await aClient(), await aPartner()];
    for (const clientId of [client.clientId, newId()])
      expect(await examineCall(pasted(client.apiKey, stamp(), "00"), { clientId, partnerId: stranger.id, clientAddress: newId() })).toEqual(
        {
          ok: false,
          reason: "api_client_unknown",
        },
      );
  });

  test("wrong signatures are limited like guesses; a right one is told all the same", async () => {
    const client = await aClient();
    const where = { clientId: client.clientId, partnerId: client.partnerId };
    const attempts = Array.from({ length: 101 }, (_, turn) =>
      examineCall(pasted(client.apiKey, stamp(), "00"), { ...where, clientAddress: `10.0.0.${turn}` }),
    );
    expect((await Promise.all(attempts)).filter((one) => !one.ok && one.reason === "too_many_guesses")).toHaveLength(1);
    const timestamp = stamp();
    const right = pasted(client.apiKey, timestamp, hmac(client.secret, `${client.apiKey}:${timestamp}`));
    expect(await examineCall(right, { ...where, clientAddress: "10.0.0.1" })).toMatchObject({ ok: true, value: { signatureRight: true } });
  });
});
