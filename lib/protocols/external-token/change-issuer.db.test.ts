import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { anIssuer } from "@/lib/testing/issuer-fixture";
import { endPreviousKey, updateIssuer } from "./change-issuer";
import { addEmailDomain, approveEmailDomain, declineEmailDomain, listWaitingDomains, removeEmailDomain } from "./email-domains";
import { findOwnIssuer } from "./list-issuers";
import { createIssuer, rotateIssuerKey } from "./manage";

let database: TestDatabase;
let partnerId: string;
let stranger: string;
beforeAll(async () => {
  database = await testDatabase();
  stranger = (await aPartner()).id;
});
afterAll(() => database.drop());
beforeEach(async () => void (partnerId = (await aPartner({ name: "Alpha" })).id));

const settings = {
  redirectUrl: "https://beta.example/failed?x=%7e",
  returnHosts: ["beta.example", "beta.example"],
  logoutUrl: "https://beta.example/bye",
  maxLifetimeSeconds: 120,
  tellsFailures: false,
};
const statesOf = async (id: string) => (await findOwnIssuer(id, partnerId))?.emailDomains.map(({ domain, state }) => `${domain} ${state}`);
const rowOf = async (id: string) =>
  (
    await testPool().query<object>(
      "SELECT to_jsonb(i) AS i, (SELECT jsonb_agg(k) FROM issuer_keys k WHERE k.issuer_id = i.id) AS k FROM issuers i WHERE id = $1",
      [id],
    )
  ).rows[0];

test("settings are changed, and told; keys, name and what the operator approved stay", async () => {
  const issuer = await anIssuer(partnerId, { emailDomains: ["a.example"] });
  granted(await approveEmailDomain(issuer.id, "a.example", someone));
  const before = await findOwnIssuer(issuer.id, partnerId);
  granted(await updateIssuer(issuer.id, partnerId, settings, someone));
  const after = { ...settings, returnHosts: ["beta.example"] };
  expect(await findOwnIssuer(issuer.id, partnerId)).toEqual({ ...before, ...after });
  expect(await auditOf(issuer.id)).toContainEqual(expect.objectContaining({ action: "issuer.updated", after }));
});

test("somebody else's issuer, and one that never was, are unknown to every change, and nothing happens", async () => {
  const issuer = await anIssuer(partnerId, { emailDomains: ["a.example"] });
  granted(await rotateIssuerKey(issuer.id, partnerId, 3600, someone));
  const [row, audit] = [await rowOf(issuer.id), await auditOf(issuer.id)];
  for (const [id, owner] of [
    [issuer.id, stranger],
    [newId(), partnerId],
  ] as const) {
    const unknown = { ok: false, reason: "issuer_unknown" };
    expect(await updateIssuer(id, owner, settings, someone)).toEqual(unknown);
    expect(await endPreviousKey(id, owner, someone)).toEqual(unknown);
    expect(await rotateIssuerKey(id, owner, 0, someone)).toEqual(unknown);
    expect(await addEmailDomain(id, owner, "evil.example", someone)).toEqual(unknown);
    expect(await removeEmailDomain(id, owner, "a.example", someone)).toEqual(unknown);
  }
  expect([await rowOf(issuer.id), await auditOf(issuer.id)]).toEqual([row, audit]);
  expect(await statesOf(issuer.id)).toEqual(["a.example waiting"]);
});

test("the previous key ends at once; without one there is nothing to end, and of two at once one ends it", async () => {
  const { id } = await anIssuer(partnerId);
  expect(await endPreviousKey(id, partnerId, someone)).toEqual({ ok: false, reason: "no_previous_key" });
  granted(await rotateIssuerKey(id, partnerId, 3600, someone));
  expect((await findOwnIssuer(id, partnerId))?.previousKey).not.toBeNull();
  const ended = await Promise.all([endPreviousKey(id, partnerId, someone), endPreviousKey(id, partnerId, someone)]);
  expect(ended.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const { rows } = await testPool().query<{ good: number }>(
    "SELECT count(*)::int AS good FROM issuer_keys WHERE issuer_id = $1 AND (valid_until IS NULL OR valid_until > now())",
    [id],
  );
  expect(rows).toEqual([{ good: 1 }]);
  expect((await auditOf(id)).filter(({ action }) => action === "issuer.previous_key_ended")).toHaveLength(1);
});

test("of ten who want one name at the same moment one gets it", async () => {
  const iss = `wanted-${newId().slice(-12)}`;
  const input = {
    iss,
    redirectUrl: "https://a.example/",
    key: null,
    returnHosts: [],
    emailDomains: [],
    logoutUrl: null,
    maxLifetimeSeconds: 60,
  };
  const made = await Promise.all(Array.from({ length: 10 }, () => createIssuer(partnerId, input, someone, { domainsApproved: false })));
  expect(made.filter(({ ok }) => ok)).toHaveLength(1);
  expect(made.flatMap((one) => (one.ok ? [] : [one.reason]))).toEqual(Array.from({ length: 9 }, () => "iss_taken"));
});

test("a domain waits until the operator approves it; taken away and asked for again it waits anew", async () => {
  const { id, iss } = await anIssuer(partnerId);
  granted(await addEmailDomain(id, partnerId, "mail.example", someone));
  expect(await statesOf(id)).toEqual(["mail.example waiting"]);
  expect(await addEmailDomain(id, partnerId, "mail.example", someone)).toEqual({ ok: false, reason: "domain_there" });
  expect(await listWaitingDomains()).toContainEqual(
    expect.objectContaining({ domain: "mail.example", issuerId: id, iss, partnerId, partnerName: "Alpha" }),
  );
  granted(await approveEmailDomain(id, "mail.example", someone));
  expect(await statesOf(id)).toEqual(["mail.example approved"]);
  expect((await listWaitingDomains()).filter(({ issuerId }) => issuerId === id)).toEqual([]);
  expect(await approveEmailDomain(id, "mail.example", someone)).toEqual({ ok: false, reason: "domain_not_waiting" });
  expect(await addEmailDomain(id, partnerId, "mail.example", someone)).toEqual({ ok: false, reason: "domain_there" });
  granted(await removeEmailDomain(id, partnerId, "mail.example", someone));
  expect(await removeEmailDomain(id, partnerId, "mail.example", someone)).toEqual({ ok: false, reason: "domain_unknown" });
  granted(await addEmailDomain(id, partnerId, "mail.example", someone));
  expect(await statesOf(id)).toEqual(["mail.example waiting"]);
  expect((await auditOf(id)).map(({ action }) => action)).toEqual([
    "issuer.created",
    "issuer.email_domain_added",
    "issuer.email_domain_approved",
    "issuer.email_domain_removed",
    "issuer.email_domain_added",
  ]);
});

test("what is declined is told with its reason and cannot be approved unasked; an approval can be taken back", async () => {
  const { id } = await anIssuer(partnerId, { emailDomains: ["a.example", "b.example"] });
  granted(await approveEmailDomain(id, "a.example", someone));
  for (const domain of ["a.example", "b.example"]) {
    granted(await declineEmailDomain(id, domain, "Not yours.", someone));
    expect(await declineEmailDomain(id, domain, "Again.", someone)).toEqual({ ok: false, reason: "domain_declined" });
    expect(await approveEmailDomain(id, domain, someone)).toEqual({ ok: false, reason: "domain_not_waiting" });
  }
  expect((await findOwnIssuer(id, partnerId))?.emailDomains.map(({ state, note }) => [state, note])).toEqual([
    ["declined", "Not yours."],
    ["declined", "Not yours."],
  ]);
  const { rows } = await testPool().query("SELECT 1 FROM issuer_email_domains WHERE issuer_id = $1 AND approved_at IS NOT NULL", [id]);
  expect(rows).toEqual([]);
});

test("of an approval and a removal at once the domain is gone, and an approval of what is not there is refused", async () => {
  const { id } = await anIssuer(partnerId, { emailDomains: ["a.example"] });
  await Promise.all([removeEmailDomain(id, partnerId, "a.example", someone), approveEmailDomain(id, "a.example", someone)]);
  expect(await statesOf(id)).toEqual([]);
  expect(await approveEmailDomain(id, "a.example", someone)).toEqual({ ok: false, reason: "domain_not_waiting" });
  expect(await approveEmailDomain(newId(), "a.example", someone)).toEqual({ ok: false, reason: "issuer_unknown" });
});

test("an issuer has fifty domains at the most, however many ask at once", async () => {
  const { id } = await anIssuer(partnerId, { emailDomains: Array.from({ length: 48 }, (_, n) => `d${n}.example`) });
  const asked = await Promise.all(Array.from({ length: 6 }, (_, n) => addEmailDomain(id, partnerId, `e${n}.example`, someone)));
  expect(asked.filter(({ ok }) => ok)).toHaveLength(2);
  expect(asked).toContainEqual({ ok: false, reason: "too_many_domains" });
  expect(await statesOf(id)).toHaveLength(50);
});
