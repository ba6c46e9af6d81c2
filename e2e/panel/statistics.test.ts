import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, type Person, signInToPanel, signInToPortal, tracesOf } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe } from "../support/pages-checks";
import { textOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { doors } from "../support/test-servers";
import type { Row } from "../support/world";

let cast: Cast;
let own: {
  readonly partner: Row;
  readonly people: readonly Person[];
  readonly app: Row;
  readonly named: Row;
  readonly issuer: Row;
  readonly pairing: Row;
};
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  const partner = await newPartner("Asia/Kathmandu");
  own = {
    partner,
    people: await Promise.all((["owner", "developer", "viewer"] as const).map((role) => cast.newMember(partner, role))),
    app: await cast.newApp(partner, "published"),
    named: await cast.newApp(partner, "published"),
    issuer: await cast.newIssuer(partner),
    pairing: await cast.newPairing(partner),
  };
  const [user, app] = [v7(), own.app.id];
  await happened(partner, { kind: "launch", app, user });
  await happened(partner, { app, user });
  await happened(partner, { app, user });
  await happened(partner, { app, reason: "token_used", user });
  await happened(partner, { app, test: true });
  await happened(partner, { app: own.named.id });
  await happened(partner, { protocol: "external-token", credential: own.issuer.id });
  await happened(partner, { protocol: "paired-launch", credential: own.pairing.id });
  for (let count = 0; count < 77; count += 1) await happened(cast.partners.B, { app: cast.apps.bPub.id });
});
afterAll(() => cast.close());

/** A partner that has had one zone from the beginning: what is counted never moves to other days. */
async function newPartner(zone: string): Promise<Row> {
  const partner = { id: v7() };
  await cast.db.query("INSERT INTO partners (id, name, slug, partnership) VALUES ($1, 'Own', $2, 'active')", [
    partner.id,
    `own-${partner.id}`,
  ]);
  await cast.setZone(partner, zone);
  return partner;
}

type Happened = { kind?: string; protocol?: string; reason?: string; test?: boolean; app?: string; credential?: string; user?: string };
async function happened({ id: partnerId }: Row, event: Happened): Promise<void> {
  const { kind = "login", protocol = "launch-token", reason = "accepted", test: isTest = false, app, credential, user = v7() } = event;
  await cast.db.query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, app_id, credential_id, end_user_id, request_id)
     VALUES ($1, now(), $2, $3::login_event_kind, $4::login_protocol, $5::login_outcome, $6, $7, $8, $9, $10, $11)`,
    [partnerId, v7(), kind, protocol, reason === "accepted" ? reason : "refused", reason, isTest, app, credential, user, v7()],
  );
}

/** The value of a key figure on the page. */
function figure(answer: PageAnswer, name: string): string {
  return new RegExp(`>${name}</dt><dd[^>]*><span[^>]*>([^<]*)<`).exec(answer.body)?.[1] ?? `no ${name}: ${told(answer)}`;
}
const figures = (answer: PageAnswer) => ["Launches", "Entries", "Unique users", "Refused", "Tests"].map((name) => figure(answer, name));

const sentences: [query: string, sentence: RegExp][] = [
  ["range=31", /There is no such period\. Choose today, 7, 30 or 90 days/],
  ["range=7&from=2026-01-01&to=2026-01-02", /names a period and two dates/],
  ["from=2026-01-02&to=2026-01-01", /The first day comes after the last one/],
  ["from=2026-01-01", /Choose both dates/],
  ["from=2026-02-30&to=2026-03-01", /This is not a date/],
  ["from=yesterday&to=today", /This is not a date/],
  ["from=1976-01-01&to=2026-01-01", /Statistics begin on 1 January 2000/],
  ["from=2000-01-01&to=2026-01-01", /at most 366 days long/],
  ["from=9998-01-01&to=9999-01-01", /lies in the future/],
  ["range=9998-01", /lies in the future/],
  ["range=30&by=hour", /By hour a period is at most 7 days long/],
  ["by=minute", /cut by hour, day, week or month/],
  ["protocol=telepathy", /There is no such protocol/],
  ["protocol=signed-login&app=APP", /not by several of them at once/],
  ["zone=Mars/Olympus", /no part of it, or holds it twice/],
  ["range=7&range=30", /no part of it, or holds it twice/],
  ["partnerId=ID_OF_B", /no part of it, or holds it twice/],
];

describe.each(doors())("statistics, %s", (_name, { url }) => {
  let owner: Browser;
  let operator: Browser;
  beforeAll(async () => {
    owner = await signInToPanel(new Browser(url), own.people[0] ?? cast.people.aOwner);
    operator = await signInToPanel(new Browser(url), cast.people.op);
  });

  test("PN-01: pages, figures and files are nobody's without a session, and the operator's for no developer", async () => {
    const stranger = new Browser(url);
    const user = await signInToPortal(new Browser(url), cast.people.u1);
    const ofOwn = `/operator/partners/${own.partner.id}/statistics`;
    for (const base of ["/panel/statistics", "/operator/statistics", ofOwn]) {
      for (const path of ["/figures", "/csv"]) {
        for (const browser of [stranger, user]) expect((await browser.get(base + path)).status, base + path).toBe(401);
        if (base !== "/panel/statistics") expect((await owner.get(base + path)).status, base + path).toBe(404);
      }
      expect((await stranger.get(base)).status).toBe(307);
    }
    for (const path of ["", "/figures", "/csv"]) {
      expect((await operator.get(ofOwn + path)).status).toBe(200);
      expect((await operator.get(`/operator/partners/${v7()}/statistics${path}`)).status).toBe(404);
    }
    expect((await operator.get("/panel/statistics/csv")).status, "an operator works for no partner").toBe(404);
  });

  test("every role of a partner sees its figures, tests told apart; the operator sees the same ones in the partner's zone", async () => {
    for (const person of own.people) {
      const browser = await signInToPanel(new Browser(url), person);
      const page = await browser.get("/panel/statistics?range=today");
      expectSafe(page);
      expect(figures(page)).toEqual(["1", "5", "4", "1", "1"]);
      expect(textOf(page.body)).toMatch(/Days of Asia\/Kathmandu/);
      expect(textOf(page.body)).toMatch(/Redeem a token once/);
    }
    const page = await operator.get(`/operator/partners/${own.partner.id}/statistics?range=today`);
    expect(figures(page)).toEqual(["1", "5", "4", "1", "1"]);
    expect(textOf(page.body)).toMatch(/Days of Asia\/Kathmandu/);
    expect(textOf((await operator.get("/operator/statistics")).body)).toMatch(/Days of UTC/);
  });

  test("an app, an issuer, a pairing and a protocol can each be looked at by themselves", async () => {
    const of = async (query: string) => figures(await owner.get(`/panel/statistics?range=today&${query}`));
    expect(await of(`app=${own.app.id}`)).toEqual(["1", "2", "1", "1", "1"]);
    expect(await of(`subject=${own.issuer.id}`)).toEqual(["0", "1", "1", "0", "0"]);
    expect(await of(`subject=${own.pairing.id}`)).toEqual(["0", "1", "1", "0", "0"]);
    expect(await of("protocol=launch-token")).toEqual(["1", "3", "2", "1", "1"]);
    expect(textOf((await owner.get(`/panel/apps/${own.app.id}`)).body)).toMatch(/The last 30 days/);
  });

  test("PN-11: what is somebody else's is not there, like what never was: no page, no figure, no file", async () => {
    const traces = await tracesOf(cast, cast.partners.B);
    for (const path of ["/panel/statistics", "/panel/statistics/figures", "/panel/statistics/csv"]) {
      for (const [name, foreign] of [
        ["app", cast.apps.bPub.id],
        ["app", cast.b.draft.id],
        ["subject", cast.b.issuer.id],
        ["subject", cast.b.apiClient.id],
        ["subject", cast.b.pairing.id],
      ] as const) {
        const answer = await owner.get(`${path}?${name}=${foreign}`);
        expect(answer.status, told(answer)).toBe(404);
        expectSafe(answer);
        expectNothingOf(answer, traces);
        expect(comparable(answer)).toEqual(comparable(await owner.get(`${path}?${name}=${v7()}`)));
      }
    }
  });

  test.each(sentences)("%s is answered by a sentence, and by no empty chart", async (query, sentence) => {
    const filled = query.replace("ID_OF_B", cast.partners.B.id).replace("APP", own.app.id);
    const page = await owner.get(`/panel/statistics?${filled}`);
    expectSafe(page);
    expect(page.status).toBe(200);
    expect(textOf(page.body)).toMatch(sentence);
    expect(textOf(page.body)).not.toMatch(/Key figures/);
    const file = await owner.get(`/panel/statistics/csv?${filled}`);
    expect(file.status).toBe(400);
    expect(file.body).toMatch(sentence);
    expect((await owner.get(`/panel/statistics/figures?${filled}`)).status).toBe(400);
  });

  test("nothing in a period is told apart from nothing ever", async () => {
    expect(textOf((await owner.get("/panel/statistics?from=2024-01-01&to=2024-01-07")).body)).toMatch(/Nothing in this period/);
    const partner = await newPartner("Europe/Warsaw");
    const newcomer = await signInToPanel(new Browser(url), await cast.newMember(partner, "owner"));
    expect(textOf((await newcomer.get("/panel/statistics")).body)).toMatch(/Nothing has happened yet/);
  });

  test("a new event is in the figures of an open page at once", async () => {
    const path = `/operator/partners/${cast.partners.B.id}/statistics/figures?range=today`;
    const launches = async () =>
      (JSON.parse((await operator.get(path)).body) as { told: { total: { launches: string } } }).told.total.launches;
    const before = Number(await launches());
    await happened(cast.partners.B, { kind: "launch", app: cast.apps.bPub.id });
    expect(await launches()).toBe(String(before + 1));
  });

  test("PN-44: an app that is named like a formula is none in the file", async () => {
    for (const name of ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", '=1,"2"']) {
      await cast.db.query("UPDATE app_revisions SET name = $2 WHERE app_id = $1", [own.named.id, name]);
      const { body } = await owner.get(`/panel/statistics/csv?range=today&app=${own.named.id}`);
      const cell = `'${name}`;
      expect(body).toContain(/[",]/.test(cell) ? `,"${cell.replaceAll('"', '""')}",` : `,${cell},`);
      for (const line of body.split("\r\n")) for (const other of line.split(",")) expect(other).not.toMatch(/^[=+@\t\uff1d]/u);
    }
  });

  test("the file has the zone, and the boundaries of every row as UTC instants", async () => {
    const file = await owner.get(`/panel/statistics/csv?range=today&app=${own.named.id}`);
    expectSafe(file);
    expect(file.header("content-type")).toBe("text/csv; charset=utf-8");
    expect(file.header("content-disposition")).toMatch(/^attachment; filename="statistics-[a-z0-9-]+-to-[0-9-]+-by-hour\.csv"$/);
    const [head, first, ...others] = file.body
      .replace(/^\ufeff/, "")
      .trim()
      .split("\r\n");
    expect(file.body.startsWith("\ufeff")).toBe(true);
    expect(head).toBe("row,bucket,starts_at,ends_at,hours,zone,launches,launches_followed,entries,unique_users,refused,tests,of,note");
    // Midnight in Kathmandu is a quarter past in UTC.
    expect(first).toMatch(
      /^hour,\d{4}-\d\d-\d\dT00:00:00\+05:45,\d{4}-\d\d-\d\dT18:15:00\.000Z,\d{4}-\d\d-\d\dT19:15:00\.000Z,1,Asia\/Kathmandu,0,\d,\d,\d,0,0,/,
    );
    expect(others).toHaveLength(24);
    expect(others.at(-1)).toMatch(/^total,.*T18:15:00\.000Z,.*T18:15:00\.000Z,24,Asia\/Kathmandu,0,1,1,1,0,0,/);
    for (const cell of file.body.split(/[\r\n,]+/)) expect(cell).not.toMatch(/^"?[=+@\t]/);
  });
});
