import { expect, test } from "vitest";
import { needsAttention } from "./needs-attention";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const quiet = { partner: { status: "active", note: null } as const, apps: [], bearerTokens: [], issuers: [], apiClients: [], refusals: [] };
const token = (more: object) => ({ id: "t", name: "Shop", revokedAt: null, exposedAt: null, expiresAt: null, ...more });
const kinds = (facts: Partial<Parameters<typeof needsAttention>[0]>) => needsAttention({ ...quiet, ...facts }, NOW).map(({ kind }) => kind);
const days = (count: number) => new Date(NOW + count * 86_400_000);

test("when everything is in order nothing needs attention", () => {
  expect(kinds({ bearerTokens: [token({}), token({ expiresAt: days(30) })] })).toEqual([]);
});

test("a bearer token that ends within a week, or has ended within one, is told; a revoked one is not", () => {
  expect(kinds({ bearerTokens: [token({ expiresAt: days(6) }), token({ expiresAt: days(-1) })] })).toEqual([
    "tokenExpires",
    "tokenExpired",
  ]);
  expect(kinds({ bearerTokens: [token({ expiresAt: days(6), revokedAt: days(-1), exposedAt: days(-2) })] })).toEqual([]);
  expect(kinds({ bearerTokens: [token({ expiresAt: days(-8) })] })).toEqual([]);
});

const issuer = (validUntil: Date | null, more: object = {}) => ({
  id: "i",
  iss: "intranet",
  disabledAt: null,
  currentKey: { id: "k", weak: validUntil !== null, createdAt: days(-80), validUntil, lastUsedAt: null },
  ...more,
});

test("a weak key is told two weeks before it ends, and after that until it is replaced; of a disabled issuer it is not", () => {
  expect(kinds({ issuers: [issuer(days(13)), issuer(days(-40))] })).toEqual(["issuerKeyEnds", "issuerKeyEnded"]);
  expect(kinds({ issuers: [issuer(null), issuer(days(15)), issuer(days(1), { disabledAt: days(-1) })] })).toEqual([]);
});

test("a signature that signed many users in is told for a week, right behind exposed tokens", () => {
  const client = (alarmedAt: Date | null) => ({ id: "c", name: "Shop", alarmedAt });
  expect(kinds({ apiClients: [client(days(-6)), client(days(-8)), client(null)], bearerTokens: [token({ expiresAt: days(1) })] })).toEqual([
    "signatureShared",
    "tokenExpires",
  ]);
});

test("an exposed bearer token comes before everything else, refusals come last", () => {
  const refusals = [{ reason: "token_used", count: 3 }];
  expect(kinds({ bearerTokens: [token({ expiresAt: days(1) }), token({ exposedAt: days(0) })], refusals })).toEqual([
    "tokenExposed",
    "tokenExpires",
    "refusals",
  ]);
});

test("an operator's reason is told after a rejection alone: a partner's own note when asking is none", () => {
  expect(kinds({ partner: { status: "none", note: "Tell us more." } })).toEqual(["partnershipRejected"]);
  expect(kinds({ partner: { status: "requested", note: "We sell books." } })).toEqual([]);
});
