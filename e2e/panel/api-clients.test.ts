import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { unescapeHtml } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { newApiClient, timestamp } from "../support/signed-login";
import { allServers, doors } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const textOf = ({ body }: PageAnswer) => unescapeHtml(body.replace(/<script\b[^>]*>.*?<\/script>/gs, "").replace(/<[^>]+>/g, " "));
const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

describe.each(doors())("API clients in the panel, %s", (_name, { url, door }) => {
  let owner: Browser;
  beforeAll(async () => void (owner = await signInToPanel(new Browser(url), cast.people.aOwner)));

  test("PN-36: a secret is shown in the one answer that made it, and stands in no table and no log", async () => {
    const name = `once ${door}`;
    const made = await owner.submit(await owner.get("/panel/api-clients/new"), "Make the API client", {
      name,
      parentOrigins: "https://a.example/\nhttp://localhost:8080",
      lifeCount: "2",
      lifeUnit: "days",
    });
    expectSafe(made);
    const [, secret = "none"] = /aria-label="The secret"[^>]*>([0-9A-Za-z]{40,})</.exec(made.body) ?? [];
    expect(secret, told(made)).not.toBe("none");
    const { rows } = await cast.db.query<{ id: string; partner_id: string; parent_origins: string[]; life: number }>(
      "SELECT id, partner_id, parent_origins, session_life_seconds AS life FROM api_clients WHERE name = $1",
      [name],
    );
    expect(rows).toMatchObject([
      { partner_id: cast.partners.A.id, parent_origins: ["https://a.example", "http://localhost:8080"], life: 172_800 },
    ]);
    const id = rows[0]?.id ?? "";
    for (const path of ["", `/${id}`, `/${id}/edit`, `/${id}/rotate`, `/${id}/check`]) {
      const page = await owner.get(`/panel/api-clients${path}`);
      expect(page.status).toBe(200);
      expect(page.body.includes(secret), path).toBe(false);
    }
    const { rows: stored } = await cast.db.query("SELECT 1 FROM api_client_secrets s WHERE strpos(to_jsonb(s)::text, $1) > 0", [secret]);
    expect(stored).toEqual([]);
    const { rows: audit } = await cast.db.query<{ after: object }>("SELECT after FROM audit_events WHERE subject_id = $1", [id]);
    expect(JSON.stringify(audit)).not.toContain(secret);
    for (const { logFile } of allServers()) expect(readFileSync(logFile, "utf8").includes(secret)).toBe(false);
  });

  test("what is wrong is told at its field, and nothing is made", async () => {
    const count = async () => (await cast.db.query("SELECT 1 FROM api_clients WHERE partner_id = $1", [cast.partners.A.id])).rows.length;
    const before = await count();
    for (const [field, value, sentence] of [
      ["name", "", "The name is missing"],
      ["parentOrigins", "https://a.example/path", "An origin is written as browsers do"],
      ["parentOrigins", "https://*.example", "An origin is written as browsers do"],
      ["parentOrigins", "http://a.example", "An origin is written as browsers do"],
      ["callerAddresses", "10.0.0.0/33", "Write an IP address"],
      ["lifeCount", "1.5", "Enter a whole number"],
      ["lifeCount", "366", "Sessions last from one hour to 365 days"],
    ] as const) {
      const page = await owner.get("/panel/api-clients/new");
      const answer = await owner.submit(page, "Make the API client", { name: "wrong", lifeUnit: "days", [field]: value });
      expectSafe(answer);
      expect(textOf(answer), `${field}: ${value}`).toContain(sentence);
    }
    expect(await count()).toBe(before);
  });

  test("the checker names the mistake in a pasted call, and tells neither the secret nor the right signature", async () => {
    const client = await newApiClient(cast, cast.partners.A);
    const stamp = timestamp();
    const right = hmac(client.secret, `${client.apiKey}:${stamp}`);
    const page = await owner.get(`/panel/api-clients/${client.id}/check`);
    const headers = (signature: string) =>
      `dcoupon-authorization-apikey: ${client.apiKey}\ndcoupon-authorization-method: SIGNATURE\n` +
      `dcoupon-authorization-timestamp: ${stamp}\ndcoupon-authorization-signature: ${signature}`;
    for (const [signature, sentence] of [
      [hmac(client.secret, `${stamp}:${client.apiKey}`), "The signed text is “timestamp:API key”"],
      [hmac(`${client.secret}\n`, `${client.apiKey}:${stamp}`), "There is a blank or a line end around the secret"],
      [Buffer.from(right, "hex").toString("base64"), "The signature is in base64"],
      [hmac("somebody else's", `${client.apiKey}:${stamp}`), "it fits no mistake that we know"],
    ] as const) {
      const answer = await owner.submit(page, "Check it", { headers: headers(signature) });
      expectSafe(answer);
      expect(textOf(answer)).toContain(sentence);
      expect(textOf(answer)).toContain(`${client.apiKey}:${stamp}`);
      for (const hidden of [client.secret, right]) expect(answer.body.includes(hidden), sentence).toBe(false);
    }
    const accepted = await owner.submit(page, "Check it", { apiKey: client.apiKey, timestamp: stamp, signature: right });
    expect(textOf(accepted)).toContain("It was made with the current secret.");
    const { rows } = await cast.db.query("SELECT 1 FROM login_events WHERE credential_id = $1", [client.id]);
    expect(rows, "looking is no attempt").toEqual([]);
  });

  test("with text that has no headers in it, and with nothing, the checker says what it wants", async () => {
    const page = await owner.get(`/panel/api-clients/${cast.a.apiClient.id}/check`);
    expect(textOf(await owner.submit(page, "Check it", { headers: "hello" }))).toContain("There is none of the headers");
    expect(textOf(await owner.submit(page, "Check it", {}))).toContain("Paste the headers of a call");
  });
});
