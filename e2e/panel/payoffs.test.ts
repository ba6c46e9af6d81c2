import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe } from "../support/pages-checks";
import { formsOf, textOf } from "../support/pages-html";
import { told } from "../support/pages-http";
import { newSale } from "../support/payoffs";
import { doors, frontDoor } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  // What a spreadsheet would run.
  await cast.db.query("UPDATE app_revisions SET name = $2 WHERE app_id = $1", [cast.apps.aPub.id, '=HYPERLINK("https://evil.example/")']);
});
afterAll(() => cast.close());

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hashOn = (page: string) => /[0-9a-f]{64}/.exec(textOf(page))?.[0];

describe.each(doors())("pay-offs, %s", (_name, { url }) => {
  let owner: Browser;
  let operator: Browser;
  beforeAll(async () => {
    owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    operator = await signInToPanel(new Browser(url), cast.people.op);
  });

  test("every member may look, whatever their role", async () => {
    for (const person of [cast.people.aViewer, cast.people.aDev, cast.people.aOwner]) {
      const browser = await signInToPanel(new Browser(url), person);
      for (const path of [
        "/panel/payoffs",
        "/panel/payoffs/2025-10",
        `/panel/payoffs/2025-10/${cast.a.payoff.line}`,
        "/panel/payoffs/2025-10/csv",
      ]) {
        const answer = await browser.get(path);
        expectSafe(answer);
        expect(answer.status, told(answer)).toBe(200);
      }
    }
  });

  test("a month that is none, that has not begun, or that was before the partner, is not found; nor is a line of somebody else", async () => {
    const never = comparable(await owner.get("/panel/payoffs/2001-01"));
    for (const month of ["2026-13", "x", "%00", "2025-1", "9999-12", "1999-01", "2025-10-01"]) {
      for (const path of [`/panel/payoffs/${month}`, `/panel/payoffs/${month}/csv`, `/operator/payoffs/${cast.partners.A.id}/${month}`]) {
        const answer = await (path.startsWith("/panel") ? owner : operator).get(path);
        expectSafe(answer);
        expect(answer.status, told(answer)).toBe(404);
      }
      expect(comparable(await owner.get(`/panel/payoffs/${month}`))).toEqual(never);
    }
    for (const line of [cast.b.payoff.line, `${cast.apps.aPub.id}-USD-7000`, "x", "constructor"]) {
      expect((await owner.get(`/panel/payoffs/2025-10/${line}`)).status, line).toBe(404);
    }
  });

  test("the file is for its partner and for operators alone", async () => {
    const path = `/operator/payoffs/${cast.partners.A.id}/2025-10/csv`;
    expect((await new Browser(url).get("/panel/payoffs/2025-10/csv")).status).toBe(401);
    expect((await new Browser(url).get(path)).status).toBe(401);
    expect((await owner.get(path)).status).toBe(404);
    const own = await owner.get("/panel/payoffs/2025-10/csv");
    expect((await operator.get(path)).body).toBe(own.body);
    expectNothingOf(own, [cast.apps.bPub.id, cast.people.u1.email]);
  });

  test("the hash on the page is that of the file's bytes, and no cell of the file is a formula", async () => {
    const [page, file] = [await owner.get("/panel/payoffs/2025-10"), await owner.get("/panel/payoffs/2025-10/csv")];
    expect(file.header("content-type")).toBe("text/csv; charset=utf-8");
    expect(file.header("content-disposition")).toMatch(/^attachment; filename="pay-off-.*-2025-10(-provisional)?\.csv"$/);
    expect(hashOn(page.body)).toBe(sha256(file.body));
    expect(hashOn((await operator.get(`/operator/payoffs/${cast.partners.A.id}/2025-10`)).body)).toBe(sha256(file.body));
    expect(file.body).toContain(`"'=HYPERLINK(""https://evil.example/"")"`);
    expect(file.body).toContain("Europe/Warsaw,2025-09-30T22:00:00.000Z,2025-10-31T23:00:00.000Z");
    expect(file.body).not.toMatch(/(^|,)"?[=+@]/m);
  });
});

test("closed by the operator, the file stays byte for byte, and a sale that comes too late is in the next month", async () => {
  const { url } = frontDoor();
  const [operator, owner] = [
    await signInToPanel(new Browser(url), cast.people.op),
    await signInToPanel(new Browser(url), cast.people.aOwner),
  ];
  const path = `/operator/payoffs/${cast.partners.A.id}/2025-10`;
  const page = await operator.get(path);
  const form = formsOf(page.body).find(({ button }) => button.includes("Close the month for good"));
  if (!form) throw new Error(told(page));
  expect((await operator.submit(page, form)).header("location")).toContain(`${path}?said=month_closed`);
  const closed = await owner.get("/panel/payoffs/2025-10/csv");
  const late = await newSale(cast, cast.apps.aPub, await cast.newUser(), { at: "2025-10-11T12:00:00Z", minor: 1000 });
  expect((await owner.get("/panel/payoffs/2025-10/csv")).body).toBe(closed.body);
  expect(hashOn((await owner.get("/panel/payoffs/2025-10")).body)).toBe(sha256(closed.body));
  const next = await owner.get("/panel/payoffs/2025-11/csv");
  expect(next.body).toMatch(new RegExp(`sale,[0-9A-F-]+,${late},.*,2025-10\r\n`));
  // Pressed again, on a page that still has the button: a sentence.
  expect((await operator.submit(page, form)).header("location")).toContain("refused=month_closed");
  expect(textOf((await operator.get(`${path}?refused=month_closed`)).body)).toContain("closed already");
});
