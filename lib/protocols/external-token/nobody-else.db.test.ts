import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayDatabase, type Queryable } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { newSession } from "@/lib/people";
import { aPartner, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { issuerInput } from "./issuer-input";
import { endLink, restoreLink } from "./links";
import { createIssuer } from "./manage";
import { enter } from "./store";

// Whatever issuers say, in whatever order: an issuer signs in the users that its partner has brought, or whose confirmed address
// is of a domain that the operator has approved for it, and nobody else's. Found by random sequences, on a real database.

let database: TestDatabase;
let partners: readonly string[];
beforeAll(async () => {
  database = await testDatabase();
  partners = [(await aPartner()).id, (await aPartner()).id];
});
afterAll(() => database.drop());

type Step = { readonly kind: "arrive" | "end" | "restore"; readonly issuer: number; readonly uuid: number; readonly address: number };
const index = (max: number) => fc.integer({ min: 0, max });
const aStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof({ weight: 6, arbitrary: fc.constant("arrive" as const) }, fc.constantFrom("end" as const, "restore" as const)),
  issuer: index(3),
  uuid: index(1),
  address: index(5),
});

type Issuer = { readonly id: string; readonly partner: number; readonly vouchesFor: readonly string[] };

async function issuers(): Promise<Issuer[]> {
  const kinds = [
    { partner: 0, vouchesFor: ["example.com"] },
    { partner: 0, vouchesFor: [] },
    { partner: 1, vouchesFor: [] },
    { partner: 1, vouchesFor: ["example.com"] },
  ];
  const made: Issuer[] = [];
  for (const kind of kinds) {
    const given = { redirectUrl: "https://alpha.example/", key: null, returnHosts: [], logoutUrl: null, maxLifetimeSeconds: 3600 };
    const input = issuerInput.parse({ ...given, iss: `iss-${newId().slice(-12)}`, emailDomains: kind.vouchesFor });
    const options = { domainsApproved: true };
    made.push({ ...kind, id: granted(await createIssuer(partners[kind.partner] ?? "", input, someone, options)).issuerId });
  }
  return made;
}

/** Users that are there already: confirmed and of an approved domain, confirmed and of another, not confirmed; then addresses of nobody. */
async function addresses(): Promise<(string | null)[]> {
  const mark = newId();
  const all = [`v@example.com`, `v@other.example`, `u@example.com`, `free@example.com`, `free@other.example`].map(
    (one) => `${mark}-${one}`,
  );
  for (const [place, email] of all.slice(0, 3).entries())
    await testPool().query("INSERT INTO end_users (id, email, email_verified_at) VALUES ($1, $2, $3)", [
      newId(),
      email,
      place < 2 ? new Date(0) : null,
    ]);
  return [...all, null];
}

/** What may have happened so far, told without the statement that is tested. */
type Model = { readonly owners: Map<string, string>; readonly ended: Set<string>; readonly broughtBy: readonly [Set<string>, Set<string>] };

async function arrive(db: Queryable, issuer: Issuer, uuid: string, email: string | null, model: Model): Promise<boolean> {
  const identity = `${issuer.id} ${uuid}`;
  const claims = { uuid, email, jti: newId(), expiresAtMs: Date.parse("2100-01-01T00:00:00Z"), pictureUrl: null, acceptsTerms: false };
  const ids = {
    newUserId: newId(),
    eventId: newId(),
    requestId: newId(),
    sessionBefore: null,
    confirmed: false,
    detail: null,
    leadsTo: "/",
  };
  const visitor = { ...claims, intendedUrl: undefined, warnings: [] };
  const { entered, endUserId } = await enter(db, { issuerId: issuer.id, visitor, session: newSession(null).row, ...ids });
  if (model.ended.has(identity)) return !entered;
  if (!entered) return false;
  const before = model.owners.get(identity);
  model.owners.set(identity, endUserId);
  if (before !== undefined) return before === endUserId;
  const brought = model.broughtBy[issuer.partner === 0 ? 0 : 1];
  const may = endUserId === ids.newUserId || brought.has(endUserId) || (await isVouchedFor(issuer, endUserId, email));
  brought.add(endUserId);
  return may;
}

async function isVouchedFor(issuer: Issuer, endUserId: string, email: string | null): Promise<boolean> {
  const { rows } = await testPool().query<{ email: string | null; verified: boolean }>(
    "SELECT email, email_verified_at IS NOT NULL AS verified FROM end_users WHERE id = $1",
    [endUserId],
  );
  const domain = email?.split("@")[1] ?? "";
  return email !== null && rows[0]?.email === email && rows[0].verified && issuer.vouchesFor.includes(domain);
}

async function holds(db: Queryable, steps: readonly Step[]): Promise<boolean> {
  const [all, texts] = [await issuers(), await addresses()];
  const model: Model = { owners: new Map(), ended: new Set(), broughtBy: [new Set(), new Set()] };
  for (const step of steps) {
    const issuer = all[step.issuer];
    if (!issuer) throw new Error("there is no such issuer");
    const uuid = `u${step.uuid}`;
    if (step.kind === "arrive") {
      if (!(await arrive(db, issuer, uuid, texts[step.address] ?? null, model))) return false;
      continue;
    }
    const owner = model.owners.get(`${issuer.id} ${uuid}`);
    if (owner === undefined) continue;
    await (step.kind === "end" ? endLink(owner, issuer.id, newId()) : restoreLink(owner, issuer.id));
    // A link is the user's with the issuer, by however many uuids it knows them.
    for (const [identity, user] of model.owners)
      if (user === owner && identity.startsWith(issuer.id)) model.ended[step.kind === "end" ? "add" : "delete"](identity);
  }
  return true;
}

const property = (db: Queryable) => fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 14 }), (steps) => holds(db, steps));

test("T1: in no order of tokens, addresses and ended links does an issuer sign in somebody whom it may not", async () => {
  await fc.assert(property(gatewayDatabase()), { numRuns: 60 });
});

const canFail = async (db: Queryable) => {
  const found = await fc.check(property(db), { numRuns: 300, endOnFailure: true });
  expect(found.errorInstance).toMatchObject({ message: "Property failed by returning false" });
};

test.each([
  [
    "an address leads to its user though nobody has approved its domain",
    "user_of_address",
    '"vouched_address"("of_issuer", "address")',
    '"address"',
  ],
  ["an address that nobody has confirmed counts", "user_of_address", ' AND e."email_verified_at" IS NOT NULL', ""],
  ["another partner's issuer counts as one's own", "user_of_address", 'j."partner_id" = "of_partner" AND j."id"', 'j."id"'],
])("the property can fail: %s", async (_, name, right, wrong) => {
  const { rows } = await testPool().query<{ text: string }>("SELECT pg_get_functiondef($1::regproc) AS text", [name]);
  const text = rows[0]?.text ?? "";
  expect(text).toContain(right);
  await testPool().query(text.replace(right, wrong));
  try {
    await canFail(gatewayDatabase());
  } finally {
    await testPool().query(text);
  }
});

test("the property can fail: an ended link signs in", async () => {
  const wrong = (text: string) => text.replace("NOT target.ended AND", "").replace("WHERE x.unlinked_at IS NULL\n", "");
  const query = (asked: { text: string }) => gatewayDatabase().query({ ...asked, text: wrong(asked.text), name: "wrong" });
  await canFail(Object.create(gatewayDatabase(), { query: { value: query } }) as Queryable);
});
