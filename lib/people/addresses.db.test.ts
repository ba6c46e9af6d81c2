import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../clock";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anAddress, auditOf, granted, PASSWORD, someone } from "../testing/fixtures";
import { latestToken, mailsTo } from "../testing/mails";
import {
  changePassword,
  checkEndUserCredentials,
  closeOtherSessions,
  closeSessionById,
  confirmEmail,
  findEndUser,
  findSession,
  isResetLinkOpen,
  listSessions,
  openSession,
  requestEmailChange,
  requestPasswordReset,
  resendConfirmation,
  resetPassword,
  signUp,
  suspendEndUser,
} from ".";

const MINUTE = 60_000;
const NEW_PASSWORD = "quite another password";
let database: TestDatabase;
let restoreClock: () => void = () => undefined;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(() => restoreClock());

async function somebody(): Promise<{ id: string; email: string }> {
  const email = anAddress();
  return { id: granted(await signUp({ email, password: PASSWORD })).endUserId, email };
}

function later(ms: number): void {
  restoreClock();
  const at = Date.now() + ms;
  restoreClock = setClock(() => at);
}

const kinds = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);
const verified = async (id: string) => (await findEndUser(id))?.verified;

describe("an address", () => {
  test("counts once its owner, signed in, has used the link that was sent to it, and the link works once", async () => {
    const { id, email } = await somebody();
    expect(await kinds(email)).toEqual(["confirmEmail"]);
    const token = await latestToken(email);
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => confirmEmail(id, token)));
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { email } }]);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual(Array(2).fill({ ok: false, reason: "link_over" }));
    expect(await verified(id)).toBe(true);
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(["end_user.created", "end_user.email_confirmed"]);
    expect(await resendConfirmation(id, "en")).toEqual({ ok: false, reason: "already_confirmed" });
  });

  test("T1: is not confirmed by its owner's click for a stranger who signed up with it, since the owner is not signed in there", async () => {
    const stranger = await somebody();
    const owner = await somebody();
    const token = await latestToken(stranger.email);
    expect(await confirmEmail(owner.id, token)).toEqual({ ok: false, reason: "link_over" });
    expect(await verified(stranger.id)).toBe(false);
    expect((await confirmEmail(stranger.id, token)).ok, "the link is still open for the one whose it is").toBe(true);
  });

  test("is not confirmed by an older link, a day-old one, a reset link, or text that is none", async () => {
    const { id, email } = await somebody();
    const first = await latestToken(email);
    granted(await resendConfirmation(id, "en"));
    const second = await latestToken(email);
    expect(second).not.toBe(first);
    await requestPasswordReset(email, "en");
    for (const token of [first, await latestToken(email), "", "x", "0".repeat(43), `${second}x`, "nul\u0000"]) {
      expect(await confirmEmail(id, token)).toEqual({ ok: false, reason: "link_over" });
    }
    later(24 * 60 * MINUTE + 1);
    expect(await confirmEmail(id, second)).toEqual({ ok: false, reason: "link_over" });
    expect(await verified(id)).toBe(false);
  });

  test("gets five confirmation mails an hour at most on asking", async () => {
    const { id, email } = await somebody();
    for (let i = 0; i < 5; i += 1) granted(await resendConfirmation(id, "en"));
    expect(await resendConfirmation(id, "en")).toEqual({ ok: false, reason: "too_many_mails" });
    expect(await kinds(email)).toHaveLength(6);
  });

  test("that is taken is told to its owner when somebody signs up with it, and is not touched", async () => {
    const { id, email } = await somebody();
    expect(await signUp({ email, password: NEW_PASSWORD })).toEqual({ ok: false, reason: "email_taken" });
    expect(await kinds(email)).toEqual(["confirmEmail", "addressTaken"]);
    expect(await checkEndUserCredentials(email, PASSWORD)).toEqual({ endUserId: id });
  });
});

describe("another address", () => {
  const ask = (id: string, email: string) => requestEmailChange(id, { email, currentPassword: PASSWORD, language: "en" });

  test("counts once it is confirmed by the link that went to it, and the present one is told before", async () => {
    const { id, email } = await somebody();
    const next = anAddress();
    granted(await ask(id, next));
    expect(await kinds(email)).toEqual(["confirmEmail", "emailChangeAsked"]);
    expect(await kinds(next)).toEqual(["confirmNewEmail"]);
    expect((await findEndUser(id))?.email).toBe(email);
    granted(await confirmEmail(id, await latestToken(next)));
    expect(await findEndUser(id)).toMatchObject({ email: next, verified: true });
    expect(await confirmEmail(id, await latestToken(email)), "a link to the former address says nothing any more").toEqual({
      ok: false,
      reason: "link_over",
    });
  });

  test("that is somebody's is answered alike, told to its owner, and never taken", async () => {
    const [one, other] = [await somebody(), await somebody()];
    expect(await ask(one.id, other.email)).toEqual({ ok: true, value: { status: "mail_sent" } });
    expect(await kinds(other.email)).toEqual(["confirmEmail", "addressTaken"]);
    expect((await findEndUser(one.id))?.email).toBe(one.email);
  });

  test("that somebody took meanwhile stays theirs", async () => {
    const { id } = await somebody();
    const next = anAddress();
    granted(await ask(id, next));
    const token = await latestToken(next);
    const quicker = granted(await signUp({ email: next, password: PASSWORD }));
    expect(await confirmEmail(id, token)).toEqual({ ok: false, reason: "email_taken" });
    expect((await findEndUser(next))?.id).toBe(quicker.endUserId);
  });

  test("needs the password, and is no change when it is the present one", async () => {
    const { id, email } = await somebody();
    expect(await requestEmailChange(id, { email: anAddress(), currentPassword: "wrong", language: "en" })).toEqual({
      ok: false,
      reason: "wrong_password",
    });
    expect(await ask(id, email)).toEqual({ ok: false, reason: "same_email" });
  });

  test("that was asked for with a stolen session is off once the password is changed", async () => {
    const { id, email } = await somebody();
    const evil = anAddress();
    granted(await ask(id, evil));
    await requestPasswordReset(email, "en");
    granted(await resetPassword(await latestToken(email), NEW_PASSWORD, "en"));
    expect(await confirmEmail(id, await latestToken(evil))).toEqual({ ok: false, reason: "link_over" });
  });
});

describe("a forgotten password", () => {
  test("PN-28: a reset link works once, several at once or one after the other", async () => {
    const { id, email } = await somebody();
    await requestPasswordReset(email, "en");
    const token = await latestToken(email);
    expect(await isResetLinkOpen(token), "looking uses nothing up").toBe(true);
    const outcomes = await Promise.all(Array.from({ length: 3 }, (_, i) => resetPassword(token, `${NEW_PASSWORD} ${i}`, "en")));
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { endUserId: id } }]);
    const winner = outcomes.findIndex(({ ok }) => ok);
    expect(await checkEndUserCredentials(email, `${NEW_PASSWORD} ${winner}`)).toEqual({ endUserId: id });
    expect(await checkEndUserCredentials(email, PASSWORD)).toBeNull();
    expect(await isResetLinkOpen(token)).toBe(false);
    expect(await resetPassword(token, NEW_PASSWORD, "en")).toEqual({ ok: false, reason: "link_over" });
  }, 60_000);

  test("PN-28: is over after 30 minutes and after a newer one, however late its mail arrives (R27)", async () => {
    const { email } = await somebody();
    await requestPasswordReset(email, "en");
    const first = await latestToken(email);
    await requestPasswordReset(email, "en");
    const second = await latestToken(email);
    expect([await isResetLinkOpen(first), await isResetLinkOpen(second)]).toEqual([false, true]);
    later(30 * MINUTE - 1_000);
    expect(await isResetLinkOpen(second)).toBe(true);
    later(30 * MINUTE + 1_000);
    expect(await resetPassword(second, NEW_PASSWORD, "en")).toEqual({ ok: false, reason: "link_over" });
  });

  test("PN-28: of several asked for at once one link is open", async () => {
    const { email } = await somebody();
    await Promise.all(Array.from({ length: 3 }, () => requestPasswordReset(email, "en")));
    const links = (await mailsTo(email)).flatMap(({ kind, text }) =>
      kind === "resetPassword" ? [/token=(\w+)/.exec(text)?.[1] ?? ""] : [],
    );
    expect(links).toHaveLength(3);
    expect((await Promise.all(links.map(isResetLinkOpen))).filter(Boolean)).toHaveLength(1);
  });

  test("PN-25: after it every session is over, a mail says so, and the address counts as confirmed", async () => {
    const { id, email } = await somebody();
    const sessions = [await openSession(id), await openSession(id)];
    await requestPasswordReset(email, "en");
    granted(await resetPassword(await latestToken(email), NEW_PASSWORD, "en"));
    for (const { token } of sessions) expect(await findSession(token)).toBeNull();
    expect(await kinds(email)).toEqual(["confirmEmail", "resetPassword", "passwordChanged"]);
    expect(await verified(id)).toBe(true);
  });

  test("PN-26: one mail to the stored address for each spelling of it, none for anything else", async () => {
    const { id, email } = await somebody();
    const before = (await testPool().query("SELECT 1 FROM outbox_mails")).rowCount ?? 0;
    await requestPasswordReset(` ${email.toUpperCase()} `, "en");
    expect(await kinds(email)).toEqual(["confirmEmail", "resetPassword"]);
    const odd = [
      anAddress(),
      `${email},b@y.com`,
      `${email}\nBcc: b@y.com`,
      `${email}\r\nTo: b@y.com`,
      email.replace("@", "＠"),
      "",
      "\u0000",
    ];
    for (const typed of odd) await requestPasswordReset(typed, "en");
    granted(await suspendEndUser(id, someone));
    await requestPasswordReset(email, "en");
    expect((await testPool().query("SELECT 1 FROM outbox_mails")).rowCount).toBe(before + 1);
  });

  test("PN-29: the open link of somebody who is suspended is dead, and of a deleted one too", async () => {
    const { id, email } = await somebody();
    await requestPasswordReset(email, "en");
    const token = await latestToken(email);
    granted(await suspendEndUser(id, someone));
    expect(await resetPassword(token, NEW_PASSWORD, "en")).toEqual({ ok: false, reason: "link_over" });
    const other = await somebody();
    await requestPasswordReset(other.email, "en");
    await testPool().query("DELETE FROM end_users WHERE id = $1", [other.id]);
    expect(await resetPassword(await latestToken(other.email), NEW_PASSWORD, "en")).toEqual({ ok: false, reason: "link_over" });
  });

  test("gets five mails an hour at most", async () => {
    const { email } = await somebody();
    for (let i = 0; i < 8; i += 1) await requestPasswordReset(email, "en");
    expect((await kinds(email)).filter((kind) => kind === "resetPassword")).toHaveLength(5);
  });
});

describe("who is signed in", () => {
  const change = (id: string, keptSessionId: string, currentPassword = PASSWORD) =>
    changePassword(id, { currentPassword, newPassword: NEW_PASSWORD, keptSessionId, language: "en" });

  test("PN-25: changes the password, stays signed in here and nowhere else, and a mail says so", async () => {
    const { id, email } = await somebody();
    const [here, there] = [await openSession(id), await openSession(id)];
    const keptId = (await findSession(here.token))?.id ?? "";
    expect(await change(id, keptId, "wrong")).toEqual({ ok: false, reason: "wrong_password" });
    await requestPasswordReset(email, "en");
    const link = await latestToken(email);
    granted(await change(id, keptId));
    expect(await findSession(here.token)).not.toBeNull();
    expect(await findSession(there.token)).toBeNull();
    expect(await checkEndUserCredentials(email, NEW_PASSWORD)).toEqual({ endUserId: id });
    expect(await kinds(email)).toContain("passwordChanged");
    expect(await isResetLinkOpen(link), "an open reset link is over too").toBe(false);
  });

  test("cannot guess the password without end", async () => {
    const { id } = await somebody();
    for (let i = 0; i < 10; i += 1) expect((await change(id, "", "wrong")).ok).toBe(false);
    expect(await change(id, "", PASSWORD)).toEqual({ ok: false, reason: "too_many_attempts" });
  });

  test("sees the own sessions, newest first, and ends one, or all the others, and nobody else's", async () => {
    const [{ id }, stranger] = [await somebody(), await somebody()];
    const first = await openSession(id, "Browser\u0000 of\nAda");
    later(1_000);
    const [second, third] = [await openSession(id), await openSession(id)];
    const foreign = await openSession(stranger.id);
    const list = await listSessions(id);
    expect(list).toHaveLength(3);
    expect(list.at(-1)?.userAgent).toBe("Browser ofAda");
    const idOf = async (token: string) => (await findSession(token))?.id ?? "";
    for (const unknown of [await idOf(foreign.token), "x", ""]) {
      expect(await closeSessionById(id, unknown)).toEqual({ ok: false, reason: "session_unknown" });
    }
    const secondId = await idOf(second.token);
    granted(await closeSessionById(id, secondId));
    expect(await closeSessionById(id, secondId)).toEqual({ ok: false, reason: "session_unknown" });
    expect(await closeOtherSessions(id, await idOf(third.token))).toBe(1);
    expect(await findSession(first.token)).toBeNull();
    expect(await listSessions(id)).toMatchObject([{ id: await idOf(third.token) }]);
    expect(await findSession(foreign.token)).not.toBeNull();
  });
});
