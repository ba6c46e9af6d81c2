import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel, tracesOf } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe } from "../support/pages-checks";
import { textOf } from "../support/pages-html";
import { told } from "../support/pages-http";
import { doors } from "../support/test-servers";

let cast: Cast;
const requests = { accepted: v7(), refused: v7(), launch: v7() };
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  const { id } = cast.partners.A;
  for (const [requestId, kind, outcome, reason] of [
    [requests.accepted, "login", "accepted", "accepted"],
    [requests.refused, "login", "refused", "token_used"],
    [requests.launch, "launch", "refused", "access_missing"],
  ]) {
    await cast.db.query(
      `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, app_id, request_id)
       VALUES ($1, now(), $2, $3::login_event_kind, 'launch-token', $4::login_outcome, $5, $6, $7)`,
      [id, v7(), kind, outcome, reason, cast.apps.aPub.id, requestId],
    );
  }
});
afterAll(() => cast.close());

// Words that an ORM would take for operators, columns that are not to be asked for, values twice, and values that are none.
const queries = [
  "outcome[not]=accepted",
  "outcome[in]=accepted",
  "outcome[]=accepted",
  "outcome[$ne]=x",
  "outcome.not=accepted",
  "outcome=accepted&outcome=refused",
  `outcome=${encodeURIComponent('{"not":"accepted"}')}`,
  "outcome=undefined",
  "outcome=null",
  "outcome=[object Object]".replace(" ", "%20"),
  "outcome=ACCEPTED",
  "outcome=%00",
  "kind[not]=login",
  "kind=login&kind=launch",
  "kind=*",
  "reason[contains]=token",
  "reason=__proto__",
  "reason=constructor",
  "reason=toString",
  "reason=token_used&reason=x",
  "reason=' OR '1'='1".replaceAll(" ", "%20"),
  "orderBy=passwordHash",
  "orderBy[passwordHash]=asc",
  "sort=password_hash",
  "select=passwordHash",
  "include=members",
  "take=100000",
  "limit=100000",
  "skip=-1",
  "cursor=x",
  "where=%7B%7D",
  "partnerId=ID_OF_B",
  "partner_id=ID_OF_B",
  "appId=APP_OF_B",
  "request[not]=x",
  "request=x",
  "request=%25",
  "request=' OR true".replaceAll(" ", "%20"),
  "before=x",
  "before[lt]=1",
  "before=-1_01a20210-0000-7000-8000-000000000000",
  "before=999999999999999_01a20210-0000-7000-8000-000000000000",
  "before=1e400_x",
  "before=8640000000000001_01a20210-0000-7000-8000-000000000000",
  "__proto__[outcome]=accepted",
  "constructor[prototype][outcome]=x",
  "hasOwnProperty=x",
  "then=x",
  "toJSON=x",
];

describe.each(doors())("PN-43, %s", (_name, { url, door }) => {
  let owner: Browser;
  beforeAll(async () => void (owner = await signInToPanel(new Browser(url), cast.people.aOwner)));
  const ofA = () => Object.values(requests);
  const listed = (text: string) =>
    Object.entries(requests)
      .filter(([, id]) => text.includes(id))
      .map(([name]) => name)
      .sort();

  test("PN-43: a filter with operators, lists or columns of its own is refused as a whole and shows no event", async () => {
    const traces = await tracesOf(cast, cast.partners.B);
    for (const query of door === "front" ? queries : queries.slice(0, 8)) {
      const filled = query.replace("ID_OF_B", cast.partners.B.id).replace("APP_OF_B", cast.apps.bPub.id);
      const answer = await owner.get(`/panel/events?${filled}`);
      expectSafe(answer);
      expect([200, 400], told(answer)).toContain(answer.status);
      expect(textOf(answer.body), filled).toMatch(/filter cannot be read/);
      expectNothingOf(answer, [...traces, ...ofA()]);
    }
  });

  test("PN-43: what is the name of something in JavaScript is no filter, and changes nothing", async () => {
    for (const query of ["__proto__=x", "__proto__=accepted&__proto__=x"]) {
      expect(listed(textOf((await owner.get(`/panel/events?${query}`)).body)), query).toEqual(["accepted", "launch", "refused"]);
    }
  });

  test("PN-11: an app of another partner in the filter shows nothing of it, like an app that never was", async () => {
    const traces = await tracesOf(cast, cast.partners.B);
    const unknown = comparable(await owner.get(`/panel/events?app=${v7()}`));
    for (const id of [cast.apps.bPub.id, cast.b.draft.id]) {
      const answer = await owner.get(`/panel/events?app=${id}`);
      expectSafe(answer);
      expectNothingOf(answer, [...traces, ...ofA()]);
      expect(comparable(answer)).toEqual(unknown);
    }
    const own = await owner.get(`/panel/events?app=${cast.apps.aPub.id}`);
    expect(listed(textOf(own.body))).toEqual(["accepted", "launch", "refused"]);
  });

  test("PN-43: the filters that there are show what they say", async () => {
    for (const [query, expected] of [
      ["", ["accepted", "launch", "refused"]],
      ["outcome=accepted", ["accepted"]],
      ["outcome=refused", ["launch", "refused"]],
      ["outcome=refused&kind=login", ["refused"]],
      ["reason=token_used", ["refused"]],
      [`request=${requests.launch}`, ["launch"]],
      [`request=${requests.launch.toUpperCase()}`, ["launch"]],
      ["outcome=&kind=&reason=&request=", ["accepted", "launch", "refused"]],
    ] as const) {
      const answer = await owner.get(`/panel/events?${query}`);
      expect(answer.status).toBe(200);
      expect(listed(textOf(answer.body)), query).toEqual(expected);
    }
  });
});

describe("PN-43, other pages", () => {
  test("PN-43: pages without a filter take no notice of a query that looks like one", async () => {
    const [, server] = doors()[0] ?? [];
    const owner = await signInToPanel(new Browser(server?.url ?? ""), cast.people.aOwner);
    const traces = await tracesOf(cast, cast.partners.B);
    for (const path of ["/panel/apps", "/panel/bearer-tokens", "/panel/settings", "/panel", `/panel/apps/${cast.apps.aDraft.id}`]) {
      for (const query of [
        "partnerId=ID_OF_B",
        "where[partnerId]=ID_OF_B",
        "take=0",
        "orderBy=hash",
        "partnerId=A&partnerId=ID_OF_B",
        "__proto__[partnerId]=ID_OF_B",
      ]) {
        const answer = await owner.get(`${path}?${query.replace("ID_OF_B", cast.partners.B.id)}`);
        expectSafe(answer);
        expect(answer.status).toBe(200);
        expectNothingOf(answer, traces);
      }
    }
  });
});
