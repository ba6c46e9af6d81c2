import type pg from "pg";
import { say } from "../say";

const BATCH = 20_000;
const MONTHS = 13;
const PARTNERS = 200;
const ZONES = "ARRAY['Europe/Warsaw', 'Asia/Kathmandu', 'America/New_York', 'UTC', 'Australia/Lord_Howe', 'America/Sao_Paulo']";

const ids = { partner: 1, app: 2, user: 3, credential: 4 } as const;

/** The partner that a fifth of all events belong to, and its biggest app, of three. */
export const BIGGEST = { partnerId: idOf("partner", 0), subjectId: idOf("app", 0) };

/** Ids are made of numbers, so that they need not be looked up. */
function idOf(kind: keyof typeof ids, number: number): string {
  return `0000000${ids[kind]}-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** SQL of the same. */
function idsOf(kind: keyof typeof ids, number: string): string {
  return `('0000000${ids[kind]}-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
}

// Of a hundred events 45 are launches and 45 logins, 10 are refused. The biggest partner has a fifth of all, the others share
// the rest evenly; three apps have two thirds of a partner's events, the first of them most, and each other protocol its part.
// People come back: of a partner's N users those with low numbers come most often.
const fill = `
INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, app_id, credential_id, end_user_id, request_id)
SELECT ${idsOf("partner", "partner")}, at, uuidv7(), kind::login_event_kind, protocol::login_protocol,
       CASE WHEN refused THEN 'refused' ELSE 'accepted' END::login_outcome,
       CASE WHEN refused THEN (ARRAY['token_used', 'token_expired', 'access_ended', 'bearer_unknown', 'user_suspended'])[1 + floor(r5 * 5)::int] ELSE 'accepted' END,
       r6 < 0.01, CASE WHEN protocol = 'launch-token' THEN ${idsOf("app", "partner * 3 + app")} END,
       ${idsOf("credential", "partner * 5 + app")}, ${idsOf("user", "partner * 100000 + floor(people * r7 * r7)::int")}, uuidv7()
  FROM (
    SELECT at, r5, r6, r7, r3 >= 0.9 AS refused, partner, CASE WHEN partner = 0 THEN 40000 ELSE 2000 END AS people,
           CASE WHEN r4 < 0.6 THEN 0 WHEN r4 < 0.7 THEN 1 ELSE 2 END AS app,
           CASE WHEN r4 < 0.8 THEN 'launch-token' WHEN r4 < 0.87 THEN 'external-token' WHEN r4 < 0.94 THEN 'signed-login' ELSE 'portal-link' END AS protocol,
           CASE WHEN r3 < 0.45 AND r4 < 0.8 THEN 'launch' ELSE 'login' END AS kind
      FROM (
        SELECT now() - interval '${MONTHS - 1} months' + (now() - (now() - interval '${MONTHS - 1} months')) * (i::float8 / $3) AS at,
               CASE WHEN random() < 0.2 THEN 0 ELSE 1 + floor(random() * ${PARTNERS - 1})::int END AS partner,
               random() AS r3, random() AS r4, random() AS r5, random() AS r6, random() AS r7
          FROM generate_series($1::int, $2::int) i
      ) AS drawn
  ) AS events`;

/** Fills a migrated, empty database with events of thirteen months up to now, evenly spread, in the order of time. */
export async function fillEvents(db: pg.Pool, events: number): Promise<void> {
  await db.query(`SELECT login_events_ensure_month((now() - make_interval(months => n))::date) FROM generate_series(-1, ${MONTHS}) n`);
  await db.query(
    `INSERT INTO partners (id, name, slug, partnership)
     SELECT ${idsOf("partner", "n")}, 'Partner ' || n, 'partner-' || n, 'active' FROM generate_series(0, ${PARTNERS - 1}) n`,
  );
  await db.query(
    `INSERT INTO partner_time_zones (partner_id, effective_from, zone)
     SELECT ${idsOf("partner", "n")}, 'epoch', (${ZONES})[1 + n % 6] FROM generate_series(0, ${PARTNERS - 1}) n`,
  );
  await db.query("SELECT setseed(0.5)");
  for (let from = 1; from <= events; from += BATCH) {
    await db.query(fill, [from, Math.min(events, from + BATCH - 1), events]);
    const done = Math.min(events, from + BATCH - 1);
    if (done % 2_000_000 === 0 || done === events) say(`  ${done.toLocaleString("en-GB")} events`);
  }
  await db.query("VACUUM ANALYZE");
}
