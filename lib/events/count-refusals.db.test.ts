import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { countRefusals } from "./count-refusals";
import { ensureEventPartitions } from "./event-partitions";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await ensureEventPartitions(testPool(), new Date("2026-03-01T00:00:00Z"), 8);
});
afterAll(() => database.drop());

type Event = { at: string; kind?: string; outcome?: string; reason?: string; test?: boolean; user?: string };

async function happened(partnerId: string, events: readonly Event[]): Promise<void> {
  for (const { at, kind = "login", outcome = "accepted", reason = outcome, test = false, user = newId() } of events) {
    await testPool().query(
      `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, end_user_id, request_id)
       VALUES ($1, $2, $3, $4::login_event_kind, 'launch-token', $5::login_outcome, $6, $7, $8, $9)`,
      [partnerId, at, newId(), kind, outcome, reason, test, user, newId()],
    );
  }
}

test("refusals are counted by reason since an instant, the most frequent first, tests included", async () => {
  const partner = newId();
  const at = "2026-06-10T12:00:00Z";
  await happened(partner, [
    { at: "2026-06-09T11:59:59Z", outcome: "refused", reason: "token_unknown" },
    { at, outcome: "refused", reason: "token_used" },
    { at, outcome: "refused", reason: "token_expired", test: true },
    { at, outcome: "refused", reason: "token_expired" },
    { at, kind: "launch", outcome: "refused", reason: "access_missing" },
    { at },
  ]);
  expect(await countRefusals(partner, new Date("2026-06-09T12:00:00Z"))).toEqual([
    { reason: "token_expired", count: 2 },
    { reason: "token_used", count: 1 },
  ]);
});
