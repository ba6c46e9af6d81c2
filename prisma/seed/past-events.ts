import { now } from "@/lib/clock";
import type { Queryable } from "@/lib/db/pools";
import { ensureEventPartitions } from "@/lib/events/event-partitions";
import { newId } from "@/lib/id";
import type { PublishedApp } from "./index";

const DAYS = 90;
const DAY_MS = 86_400_000;
const BATCH = 2_000;

type Row = readonly [
  partnerId: string,
  at: Date,
  id: string,
  kind: "launch" | "login",
  outcome: "accepted" | "refused",
  reason: string,
  appId: string,
  endUserId: string,
  requestId: string,
];

// Out of a hundred logins, these fail: what partners really get wrong.
const failures: readonly (readonly [upTo: number, reason: string])[] = [
  [2, "token_used"],
  [4, "token_expired"],
  [5, "access_ended"],
];

/** Writes launches and logins of the last ninety days, busier in the evening and at weekends; the same every time. */
export async function seedPastEvents(db: Queryable, apps: readonly PublishedApp[], endUserIds: readonly string[]): Promise<void> {
  const end = now().getTime();
  await ensureEventPartitions(db, new Date(end - DAYS * DAY_MS), 5);
  const chance = evenChance(20_261_122);
  const rows: Row[] = [];
  for (let day = DAYS; day >= 0; day -= 1) {
    const midnight = Math.floor((end - day * DAY_MS) / DAY_MS) * DAY_MS;
    const weekend = [0, 6].includes(new Date(midnight).getUTCDay()) ? 1.4 : 1;
    for (const app of apps) {
      const logins = Math.round(app.perDay * weekend * (0.8 + 0.4 * chance()) * (1.3 - day / 200));
      for (let count = 0; count < logins; count += 1) rows.push(...login(app, endUserIds, midnight, chance));
    }
  }
  // Today has come as far as it has come.
  const past = rows.filter(([, at]) => at.getTime() < end);
  for (let from = 0; from < past.length; from += BATCH) await insert(db, past.slice(from, from + BATCH));
}

function login(app: PublishedApp, endUserIds: readonly string[], midnight: number, chance: () => number): Row[] {
  // Two draws added up: few at night, many in the evening.
  const at = midnight + Math.floor(((chance() + chance()) / 2) * 20 + 3) * 3_600_000 + Math.floor(chance() * 3_600_000);
  const endUserId = endUserIds[Math.floor(chance() * endUserIds.length)] ?? "";
  const later = at + 300 + Math.floor(chance() * 2_500);
  const percent = chance() * 100;
  const failed = failures.find(([upTo]) => percent < upTo)?.[1];
  const launch: Row = [app.partnerId, new Date(at), newId(at), "launch", "accepted", "accepted", app.id, endUserId, newId(at)];
  return [
    launch,
    [
      app.partnerId,
      new Date(later),
      newId(later),
      "login",
      failed ? "refused" : "accepted",
      failed ?? "accepted",
      app.id,
      endUserId,
      newId(later),
    ],
  ];
}

async function insert(db: Queryable, rows: readonly Row[]): Promise<void> {
  const column = (index: number) => rows.map((row) => row[index]);
  await db.query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, app_id, end_user_id, request_id)
     SELECT p, a, i, k::login_event_kind, 'launch-token', o::login_outcome, r, app, u, q
       FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::uuid[])
         AS e (p, a, i, k, o, r, app, u, q)`,
    Array.from({ length: 9 }, (_, index) => column(index)),
  );
}

// A linear congruential generator (Park and Miller, 1988): data for a demo, the same on every machine. Never a secret.
function evenChance(start: number): () => number {
  let state = start % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
