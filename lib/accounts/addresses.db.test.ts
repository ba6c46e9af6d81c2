import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { setClock } from "../clock";
import { createPartner } from "../partners";
import { requestPasswordReset, resetPassword, signUp } from "../people";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anAddress, aPartner, auditOf, granted, PASSWORD } from "../testing/fixtures";
import { latestToken, mailsTo } from "../testing/mails";
import { checkCredentials } from "./account";
import { confirmAccount, resendAccountConfirmation } from "./confirm-account";
import { findPanelSession, openPanelSession } from "./panel-session";
import { isAccountResetOpen, requestAccountReset, resetAccountPassword } from "./reset-password";

const NEW_PASSWORD = "quite another password";
let database: TestDatabase;
let restoreClock: () => void = () => undefined;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(() => restoreClock());

async function somebody(): Promise<{ id: string; email: string }> {
  const email = anAddress();
  return { id: granted(await createPartner({ name: "Acme", email, password: PASSWORD }, "self")).accountId, email };
}

const kinds = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);
const over = { ok: false, reason: "link_over" };

test("who signs an organisation up confirms the address by a link, once, signed in; whom an operator made is known", async () => {
  const [{ id, email }, other] = [await somebody(), await somebody()];
  const session = await openPanelSession(id, null);
  const verified = async () => (await findPanelSession(session))?.account.verified;
  expect(await verified()).toBe(false);
  const token = await latestToken(email);
  expect(await confirmAccount(other.id, token)).toEqual(over);
  const outcomes = await Promise.all(Array.from({ length: 3 }, () => confirmAccount(id, token)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await verified()).toBe(true);
  expect((await auditOf(id)).map(({ action }) => action)).toEqual(["account.created", "account.email_confirmed"]);
  expect(await resendAccountConfirmation(id, "en")).toEqual({ ok: false, reason: "already_confirmed" });
  const made = await openPanelSession((await aPartner()).accountId, null);
  expect((await findPanelSession(made))?.account.verified).toBe(true);
});

test("a newer confirmation link ends the older one", async () => {
  const { id, email } = await somebody();
  const first = await latestToken(email);
  granted(await resendAccountConfirmation(id, "en"));
  expect(await confirmAccount(id, first)).toEqual(over);
  expect((await confirmAccount(id, await latestToken(email))).ok).toBe(true);
});

test("an address that is taken is told to its owner, and nothing else happens", async () => {
  const { id, email } = await somebody();
  expect(await createPartner({ name: "Evil", email, password: NEW_PASSWORD }, "self")).toEqual({ ok: false, reason: "email_taken" });
  expect(await kinds(email)).toEqual(["confirmEmail", "addressTaken"]);
  expect(await checkCredentials(email, PASSWORD)).toMatchObject({ id });
});

test("PN-25, PN-28: a reset link works once of several at once, ends every session, and a mail says so", async () => {
  const { id, email } = await somebody();
  const sessions = [await openPanelSession(id, null), await openPanelSession(id, null)];
  await requestAccountReset(email.toUpperCase(), "en");
  const token = await latestToken(email);
  expect(await isAccountResetOpen(token)).toBe(true);
  const outcomes = await Promise.all(Array.from({ length: 3 }, (_, i) => resetAccountPassword(token, `${NEW_PASSWORD} ${i}`, "en")));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const winner = outcomes.findIndex(({ ok }) => ok);
  expect(await checkCredentials(email, `${NEW_PASSWORD} ${winner}`)).toMatchObject({ id });
  expect(await checkCredentials(email, PASSWORD)).toBeNull();
  for (const session of sessions) expect(await findPanelSession(session)).toBeNull();
  expect(await kinds(email)).toEqual(["confirmEmail", "resetPassword", "passwordChanged"]);
  expect(await resetAccountPassword(token, NEW_PASSWORD, "en")).toEqual(over);
}, 60_000);

test("PN-28: a negative control: a link that is looked up first and used afterwards lets two in", async () => {
  const { id, email } = await somebody();
  await requestAccountReset(email, "en");
  const token = await latestToken(email);
  const careless = async () => {
    if (!(await isAccountResetOpen(token))) return false;
    await testPool().query("SELECT pg_sleep(0.05)");
    await testPool().query("UPDATE email_tokens SET used_at = now() WHERE account_id = $1", [id]);
    return true;
  };
  expect(await Promise.all([careless(), careless()])).toEqual([true, true]);
});

test("PN-28, PN-29: a reset link is over after 30 minutes, after a newer one, and for a suspended account", async () => {
  const { id, email } = await somebody();
  await requestAccountReset(email, "en");
  const first = await latestToken(email);
  await requestAccountReset(email, "en");
  const second = await latestToken(email);
  expect(await resetAccountPassword(first, NEW_PASSWORD, "en")).toEqual(over);
  const at = Date.now() + 30 * 60_000 + 1_000;
  restoreClock = setClock(() => at);
  expect(await resetAccountPassword(second, NEW_PASSWORD, "en")).toEqual(over);
  restoreClock();
  await testPool().query("UPDATE panel_accounts SET suspended_at = now() WHERE id = $1", [id]);
  expect(await resetAccountPassword(second, NEW_PASSWORD, "en")).toEqual(over);
  expect(await checkCredentials(email, NEW_PASSWORD)).toBeNull();
});

test("PN-26: nothing is written for an unknown, suspended or malformed address", async () => {
  const { id, email } = await somebody();
  await testPool().query("UPDATE panel_accounts SET suspended_at = now() WHERE id = $1", [id]);
  const { rowCount: before } = await testPool().query("SELECT 1 FROM outbox_mails");
  for (const typed of [email, anAddress(), `${email},b@y.com`, `${email}\nBcc: b@y.com`, email.replace("@", "＠"), "", "\u0000"]) {
    await requestAccountReset(typed, "en");
  }
  expect((await testPool().query("SELECT 1 FROM outbox_mails")).rowCount).toBe(before);
});

test("PN-01: a link of one realm says nothing in the other, though the address has an account in both", async () => {
  const { id, email } = await somebody();
  granted(await signUp({ email, password: PASSWORD }));
  expect(await confirmAccount(id, await latestToken(email))).toEqual(over);
  await requestPasswordReset(email, "en");
  const ofPeople = await latestToken(email);
  expect(await resetAccountPassword(ofPeople, NEW_PASSWORD, "en")).toEqual(over);
  await requestAccountReset(email, "en");
  expect(await resetPassword(await latestToken(email), NEW_PASSWORD, "en")).toEqual(over);
  expect((await resetPassword(ofPeople, NEW_PASSWORD, "en")).ok).toBe(true);
  expect(await checkCredentials(email, PASSWORD), "and the other realm's password stays").toMatchObject({ id });
});
