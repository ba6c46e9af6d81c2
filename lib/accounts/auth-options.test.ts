import { beforeEach, describe, expect, test, vi } from "vitest";
import { setMasterSecret } from "../crypto/keys";
import { newId } from "../id";
import { type AuthAttempt, authOptions } from "./auth-options";

const world = vi.hoisted(() => ({
  check: (): Promise<unknown> => Promise.resolve(null),
  admit: (): Promise<number | null> => Promise.resolve(null),
  opened: [] as unknown[][],
}));
vi.mock("./account", () => ({ checkCredentials: () => world.check() }));
vi.mock("../limits/sign-ins", () => ({ admitSignIn: () => world.admit(), forgiveSignIn: () => Promise.resolve() }));
vi.mock("./panel-session", () => ({
  ABSOLUTE_SECONDS: 604_800,
  openPanelSession: (...args: unknown[]) => {
    world.opened.push(args);
    return Promise.resolve("s".repeat(43));
  },
}));

let attempt: AuthAttempt;
beforeEach(() => {
  setMasterSecret("m".repeat(64));
  world.opened = [];
  world.admit = () => Promise.resolve(null);
  attempt = { clientAddress: "203.0.113.7", requestId: newId(), previousSessionId: "p".repeat(43), refusal: null };
});

type Authorize = (credentials: object, request: object) => Promise<unknown>;
function authorize(): Promise<unknown> {
  const [provider] = authOptions(attempt).providers;
  const { authorize: ask } = (provider as unknown as { options: { authorize: Authorize } }).options;
  return ask({ email: "ada@example.com", password: "x" }, {});
}

describe("signing in to the panel", () => {
  test("gives a session, in place of the one that the browser had", async () => {
    world.check = () => Promise.resolve({ id: "a", operator: false });
    expect(await authorize()).toEqual({ id: "a", sessionId: "s".repeat(43) });
    expect(world.opened).toEqual([["a", "p".repeat(43)]]);
  });

  test("with a wrong password gives nothing", async () => {
    world.check = () => Promise.resolve(null);
    expect(await authorize()).toBeNull();
    expect(attempt.refusal).toEqual({ code: "wrong" });
    expect(world.opened).toEqual([]);
  });

  test("too often is refused before the password is looked at", async () => {
    world.admit = () => Promise.resolve(30);
    world.check = () => Promise.reject(new Error("must not be asked"));
    expect(await authorize()).toBeNull();
    expect(attempt.refusal).toEqual({ code: "wait", seconds: 30 });
  });

  test.each([
    ["the database is gone", Object.assign(new Error("connect ECONNREFUSED 10.0.0.7:5432"), { code: "ECONNREFUSED" }), "unavailable"],
    ["there is a bug", new Error("relation panel_accounts does not exist"), "failed"],
  ])("PN-34: when %s, it never throws, and tells a code alone", async (_what, error, code) => {
    world.check = () => Promise.reject(error);
    expect(await authorize()).toBeNull();
    expect(attempt.refusal).toEqual({ code });
  });

  test("the cookie's content is a session id and nothing else; without one there is no cookie", () => {
    const jwt = authOptions(attempt).callbacks?.jwt as unknown as (params: { user: unknown }) => unknown;
    expect(jwt({ user: { id: "a", sessionId: "s", email: "ada@example.com" } })).toEqual({ sid: "s" });
    expect(() => jwt({ user: undefined })).toThrow();
  });

  test("the cookies are ours, encrypted by a key of the panel alone", () => {
    const { cookies, secret, session } = authOptions(attempt);
    expect(cookies?.sessionToken).toEqual({
      name: "latchkey_panel",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: false },
    });
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(session).toEqual({ strategy: "jwt", maxAge: 604_800 });
  });
});
