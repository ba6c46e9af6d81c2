import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { accept, refuse } from "../core/result";
import { word } from "../core/word";
import { newId } from "../id";
import { done, type FormState, goTo, leaveFor, refusedField, told, untouched } from "./form-state";
import { serveForm } from "./serve-form";

const said = vi.hoisted(() => ({ headers: new Headers(), claimed: new Set<string>(), refreshed: 0 }));
vi.mock("next/headers", () => ({ headers: () => Promise.resolve(said.headers) }));
vi.mock("next/cache", () => ({ refresh: () => (said.refreshed += 1) }));
vi.mock("./submissions", () => ({
  claimSubmission: (id: string) => Promise.resolve(!said.claimed.has(id) && Boolean(said.claimed.add(id))),
}));

const schema = z.object({ name: z.string().min(1, word("forms.name.missing")), password: z.string().optional() });
const start = untouched("x");
const who = () => Promise.resolve(accept("ada"));
let worked: unknown[] = [];

beforeEach(() => {
  worked = [];
  said.headers = new Headers({ origin: "http://localhost:3000", "next-action": "a" });
});
afterEach(() => said.claimed.clear());

function sent(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
const work = (input: unknown) => {
  worked.push(input);
  return Promise.resolve(done("It is done.", { token: "t" }));
};

describe("a form that is sent", () => {
  test("does its work once it is allowed and valid, and the page is shown anew", async () => {
    const state = await serveForm({ schema, authorize: who, work })(start, sent({ name: "x", more: "y" }));
    expect(state).toMatchObject({ outcome: "done", sentence: "It is done.", shown: { token: "t" }, typed: {}, errors: {} });
    expect(worked).toEqual([{ name: "x" }]);
    expect(said.refreshed).toBeGreaterThan(0);
  });

  test("that only looks shows what it found beside what was typed, and no page is drawn anew", async () => {
    const before = said.refreshed;
    const look = () => Promise.resolve(told({ found: "f" }));
    const state = await serveForm({ schema, authorize: who, work: look })(start, sent({ name: "x", password: "secret" }));
    expect(state).toMatchObject({ outcome: "done", sentence: null, shown: { found: "f" }, typed: { name: ["x"] } });
    expect(JSON.stringify(state)).not.toContain("secret");
    expect(said.refreshed).toBe(before);
  });

  test("with a mistake says so at the field, and nothing typed is lost but the password", async () => {
    const state = await serveForm({ schema, authorize: who, work })(start, sent({ name: "", other: "kept", password: "secret" }));
    expect(state).toMatchObject({ outcome: "refused", errors: { name: "The name is missing." }, typed: { other: ["kept"] } });
    expect(JSON.stringify(state)).not.toContain("secret");
    expect(worked).toEqual([]);
  });

  test("PN-07: from another site does nothing, before anybody is asked who it is", async () => {
    said.headers = new Headers({ origin: "https://evil.example" });
    const authorize = vi.fn(who);
    const state = await serveForm({ schema, authorize, work })(start, sent({ name: "x" }));
    expect(state.outcome).toBe("refused");
    expect(authorize).not.toHaveBeenCalled();
    expect(worked).toEqual([]);
  });

  test("by somebody who may not does nothing, and is told why", async () => {
    const state = await serveForm({ schema, authorize: () => Promise.resolve(refuse("You may not.")), work })(start, sent({ name: "x" }));
    expect(state).toMatchObject({ outcome: "refused", sentence: "You may not.", typed: { name: ["x"] } });
    expect(worked).toEqual([]);
  });

  test("by nobody keeps what was typed where there is JavaScript, and leads to the sign-in page where there is none", async () => {
    const served = serveForm({ schema, authorize: () => Promise.resolve({ ok: false, signIn: "/panel/sign-in" } as const), work });
    expect(await served(start, sent({ name: "x" }))).toMatchObject({ outcome: "refused", typed: { name: ["x"] }, goTo: null });
    said.headers.delete("next-action");
    await expect(served(start, sent({ name: "x" }))).rejects.toMatchObject({ digest: expect.stringContaining("/panel/sign-in") });
    expect(worked).toEqual([]);
  });

  test("goes on to another document: by a redirect without JavaScript, else by the form", async () => {
    const served = serveForm({ schema, authorize: who, work: () => Promise.resolve(goTo("/panel/apps")) });
    expect(await served(start, sent({ name: "x" }))).toMatchObject({ goTo: "/panel/apps" });
    said.headers.delete("next-action");
    await expect(served(start, sent({ name: "x" }))).rejects.toMatchObject({ digest: expect.stringContaining("/panel/apps") });
  });

  test("while the database is away keeps what was typed and says so, without a word of the database's", async () => {
    const gone = Object.assign(new Error("connect ECONNREFUSED 10.0.0.7:5432"), { code: "ECONNREFUSED" });
    const state = await serveForm({ schema, authorize: who, work: () => Promise.reject(gone) })(start, sent({ name: "x" }));
    expect(state).toMatchObject({ outcome: "refused", typed: { name: ["x"] } });
    expect(state.sentence).toContain("cannot reach its database");
    expect(JSON.stringify(state)).not.toContain("10.0.0.7");
  });

  test("PN-49: that meets a bug tells the request id and nothing else", async () => {
    const id = newId();
    said.headers.set("x-request-id", id);
    const state = await serveForm({ schema, authorize: who, work: () => Promise.reject(new Error("column secret_7 is missing")) })(
      start,
      sent({ name: "x" }),
    );
    expect(state.sentence).toContain(id);
    expect(JSON.stringify(state)).not.toContain("secret_7");
  });
});

describe("a form that is sent twice", () => {
  const served = () => serveForm({ schema, authorize: who, work, once: true });

  test("does its work once, and the answer of the first sending stays", async () => {
    const submission = newId();
    const first = await served()(start, sent({ name: "x", submission }));
    const second = await served()(first, sent({ name: "x", submission }));
    expect(second).toBe(first);
    expect(worked).toHaveLength(1);
  });

  test("by a reload does nothing, and says that the first sending counted", async () => {
    const submission = newId();
    await served()(start, sent({ name: "x", submission }));
    const again: FormState = await served()(start, sent({ name: "x", submission }));
    expect(again.outcome).toBe("refused");
    expect(again.shown).toEqual({});
    expect(worked).toHaveLength(1);
  });

  test("after a refusal has a new name, so that mending a field is no second sending", async () => {
    const submission = newId();
    const refused = await serveForm({ schema, authorize: who, work: () => Promise.resolve(refusedField("name", "Taken.")), once: true })(
      start,
      sent({ name: "x", submission }),
    );
    expect(refused.submission).not.toBe(submission);
    expect(await served()(refused, sent({ name: "y", submission: refused.submission }))).toMatchObject({ outcome: "done" });
  });
});

test("what ends the session of its page leaves by a redirect, with JavaScript too", async () => {
  const served = serveForm({ schema, authorize: who, work: () => Promise.resolve(leaveFor("/")) });
  await expect(served(start, sent({ name: "x" }))).rejects.toMatchObject({ digest: expect.stringContaining("NEXT_REDIRECT") });
});
