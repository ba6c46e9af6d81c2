import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../id";
import { type TestDatabase, testDatabase } from "../testing/database";
import { aPartner, auditOf, granted, someone } from "../testing/fixtures";
import { approvePartnership, partnerSummary, rejectPartnership, requestPartnership, resumePartner, suspendPartner } from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const steps = {
  request: (id: string) => requestPartnership(id, "We sell books.", someone),
  approve: (id: string) => approvePartnership(id, someone),
  reject: (id: string) => rejectPartnership(id, "No imprint.", someone),
  suspend: (id: string) => suspendPartner(id, someone),
  resume: (id: string) => resumePartner(id, someone),
};

const arrivals = {
  none: [],
  requested: ["request"],
  active: ["approve"],
  "suspended, never asked": ["suspend"],
  "suspended while asking": ["request", "suspend"],
  "suspended while active": ["approve", "suspend"],
} as const satisfies Record<string, readonly (keyof typeof steps)[]>;

const table: Record<keyof typeof arrivals, Record<keyof typeof steps, string>> = {
  none: { request: "→ requested", approve: "→ active", reject: "not_requested", suspend: "→ suspended", resume: "not_suspended" },
  requested: { request: "already_requested", approve: "→ active", reject: "→ none", suspend: "→ suspended", resume: "not_suspended" },
  active: {
    request: "already_active",
    approve: "already_active",
    reject: "already_active",
    suspend: "→ suspended",
    resume: "not_suspended",
  },
  "suspended, never asked": {
    request: "partner_suspended",
    approve: "partner_suspended",
    reject: "partner_suspended",
    suspend: "already_suspended",
    resume: "→ none",
  },
  "suspended while asking": {
    request: "partner_suspended",
    approve: "partner_suspended",
    reject: "partner_suspended",
    suspend: "already_suspended",
    resume: "→ requested",
  },
  "suspended while active": {
    request: "partner_suspended",
    approve: "partner_suspended",
    reject: "partner_suspended",
    suspend: "already_suspended",
    resume: "→ active",
  },
};

describe("every step from every state", () => {
  for (const [state, outcomes] of Object.entries(table)) {
    for (const [step, outcome] of Object.entries(outcomes)) {
      test(`${state}: ${step} ${outcome}`, async () => {
        const { id } = await aPartner({ active: false });
        for (const earlier of arrivals[state as keyof typeof arrivals]) granted(await steps[earlier](id));
        const before = (await auditOf(id)).length;
        const result = await steps[step as keyof typeof steps](id);
        expect(result.ok ? `→ ${result.value.status}` : result.reason).toBe(outcome);
        // What was refused is not told as if it had been done.
        expect((await auditOf(id)).length - before).toBe(result.ok ? 1 : 0);
      });
    }
  }
});

test("what is said when asking, and when refusing, is kept for the other side", async () => {
  const { id } = await aPartner({ active: false });
  granted(await steps.request(id));
  expect(await partnerSummary(id)).toMatchObject({ status: "requested", note: "We sell books." });
  granted(await steps.reject(id));
  expect(await partnerSummary(id)).toMatchObject({ status: "none", note: "No imprint." });
});

test("of two at once one does it", async () => {
  const { id } = await aPartner({ active: false });
  for (const step of ["request", "approve", "suspend", "resume"] as const) {
    const outcomes = await Promise.all([1, 2, 3].map(() => steps[step](id)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  }
});

test("nobody's id, and what is no id, are unknown", async () => {
  for (const id of [newId(), "acme", ""]) {
    for (const step of Object.values(steps)) expect(await step(id)).toEqual({ ok: false, reason: "partner_unknown" });
  }
});
