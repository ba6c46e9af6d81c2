import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setClock } from "../clock";
import { transaction } from "../db/prisma";
import type { MailSettings } from "../env/mail-settings";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anAddress } from "../testing/fixtures";
import { type MailServer, startMailServer, tokenIn } from "../testing/mail-server";
import { deliverDue, giveUpOldMails, retryDelayMs } from "./delivery";
import { enqueueMail } from "./outbox";
import { smtpTransport } from "./smtp";

const MINUTE = 60_000;
let database: TestDatabase;
let server: MailServer;
let at: number;
let restore: () => void;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  await testPool().query("DELETE FROM outbox_mails");
  server = await startMailServer();
  at = Date.now();
  restore = setClock(() => at);
});
afterEach(async () => {
  restore();
  await server.stop();
});

const settings = (url = server.url): MailSettings => ({ smtpUrl: url, from: { name: "Latchkey", address: "login@example.com" } });
const deliver = (url?: string) => deliverDue(testPool(), smtpTransport(settings(url)));

async function write(to = anAddress(), token = "t".repeat(43)): Promise<string> {
  await transaction((tx) => enqueueMail(tx, { kind: "resetPassword", realm: "people", token, to }));
  return to;
}

async function rows() {
  const { rows } = await testPool().query<{
    id: string;
    recipient: string;
    attempts: number;
    sealed_content: Buffer | null;
    sent_at: Date | null;
    given_up_at: Date | null;
  }>("SELECT * FROM outbox_mails ORDER BY id");
  return rows;
}

test("a mail arrives at its one address, as text and HTML, with the row's id as its Message-ID", async () => {
  const to = await write();
  expect(await deliver()).toBe(1);
  const [row] = await rows();
  const [arrived] = server.mails;
  expect(arrived?.envelope).toEqual([to]);
  expect(arrived?.mail.messageId).toBe(`<${row?.id}@example.com>`);
  expect(arrived?.mail.from?.text).toBe('"Latchkey" <login@example.com>');
  expect(arrived?.mail.headers.get("auto-submitted")).toBe("auto-generated");
  for (const body of [arrived?.mail.text, arrived?.mail.html || ""]) expect(body).toContain(`/reset-password?token=${"t".repeat(43)}`);
  expect(await deliver(), "and once").toBe(0);
});

test("a one-time link is nowhere in the outbox, neither before it is sent nor afterwards", async () => {
  const secret = "Secret0Link0Token".repeat(2);
  await write(undefined, secret);
  const stored = async () =>
    JSON.stringify((await testPool().query("SELECT o::text AS all, encode(sealed_content, 'escape') AS raw FROM outbox_mails o")).rows);
  expect(await stored()).not.toContain(secret);
  await deliver();
  expect(tokenIn(server.mails[0]?.mail ?? {})).toBe(secret);
  const [row] = await rows();
  expect(row?.sealed_content).toBeNull();
  expect(row?.sent_at).toEqual(new Date(at));
});

test("a mail and what it tells of happen both or not at all", async () => {
  const undone = transaction(async (tx) => {
    await enqueueMail(tx, { kind: "passwordChanged", realm: "people", to: anAddress() });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await rows()).toEqual([]);
});

test.each([
  "a@x.com,b@y.com",
  "a@x.com\nBcc: b@y.com",
  "a@x.com\r\nBcc: b@y.com",
  "A@X.COM",
  " a@x.com",
  "a＠x.com",
  "a@x.com;b@y.com",
  "Ada <a@x.com>",
  "x@y.invalid",
  "",
])("PN-26: nothing is ever written to “%s”, which is not one stored address", async (to) => {
  await expect(write(to)).rejects.toThrow("not one stored address");
  expect(await rows()).toEqual([]);
});

describe("R27", () => {
  test("R27: an hour without the mail server loses no mail and sends none twice", async () => {
    const { port } = server;
    await server.stop();
    const written: string[] = [];
    const until = at + 60 * MINUTE;
    while (at < until) {
      if (written.length < 20) written.push(await write());
      expect(await deliver(`smtp://127.0.0.1:${port}`)).toBe(0);
      at += 20_000;
    }
    server = await startMailServer({ port });
    // Nothing waits longer than the longest delay between two attempts.
    for (let step = 0; step < 11; step += 1) {
      await deliver();
      at += MINUTE;
    }
    expect(server.mails.map(({ envelope }) => envelope.join()).sort()).toEqual([...written].sort());
    expect(new Set(server.mails.map(({ mail }) => mail.messageId)).size, "one id per message").toBe(written.length);
  });

  test("R27: of many deliverers at once each mail is taken by one", async () => {
    const written = await Promise.all(Array.from({ length: 12 }, () => write()));
    const counts = await Promise.all(Array.from({ length: 4 }, () => deliver()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(written.length);
    expect(server.mails.map(({ envelope }) => envelope.join()).sort()).toEqual([...written].sort());
  });

  test("R27: the row above would notice a deliverer that looks first and claims afterwards", async () => {
    await write();
    const careless = async () => {
      const { rows: due } = await testPool().query<{ id: string }>("SELECT id FROM outbox_mails WHERE sent_at IS NULL");
      await testPool().query("UPDATE outbox_mails SET attempts = attempts + 1 WHERE sent_at IS NULL");
      return due.length;
    };
    expect(await Promise.all([careless(), careless()])).toEqual([1, 1]);
  });

  test("R27: who claims a mail and dies leaves it to the others when the lease is over, not before", async () => {
    await write();
    const died = new Promise<never>(() => undefined);
    void deliverDue(testPool(), () => died);
    await expect.poll(async () => (await rows())[0]?.attempts).toBe(1);
    at += 9 * MINUTE;
    expect(await deliver()).toBe(0);
    at += 2 * MINUTE;
    expect(await deliver()).toBe(1);
    expect(server.mails).toHaveLength(1);
  });

  test("R27: sent, and dead before that was noted: sent again under the same Message-ID, which is the price of losing none", async () => {
    await write();
    const send = smtpTransport(settings());
    void deliverDue(testPool(), async (mail) => {
      await send(mail);
      return new Promise<never>(() => undefined);
    });
    await expect.poll(() => server.mails.length).toBe(1);
    at += 11 * MINUTE;
    expect(await deliver()).toBe(1);
    expect(new Set(server.mails.map(({ mail }) => mail.messageId)).size).toBe(1);
  });
});

test("a mailbox that does not exist is given up at once, one that is full is asked again later", async () => {
  const [gone, full] = [await write(), await write()];
  await server.stop();
  server = await startMailServer({ refuse: (recipient) => (recipient === gone ? 550 : at < Date.now() + MINUTE ? 452 : null) });
  expect(await deliver()).toBe(0);
  const state = async () =>
    (await rows()).map(({ recipient, sent_at, given_up_at }) => [recipient, sent_at !== null, given_up_at !== null]);
  expect(await state()).toEqual([
    [gone, false, true],
    [full, false, false],
  ]);
  at += 10 * MINUTE;
  expect(await deliver()).toBe(1);
  expect((await state())[1]).toEqual([full, true, false]);
  expect((await rows()).every(({ sealed_content }) => sealed_content === null)).toBe(true);
});

test("attempts come at growing distances, at most ten minutes", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 99].map(retryDelayMs)).toEqual([15, 30, 60, 120, 240, 480, 600, 600].map((seconds) => seconds * 1000));
});

test("after three days a mail is given up, and its content with it", async () => {
  await write();
  at += 3 * 86_400_000 - MINUTE;
  expect(await giveUpOldMails(testPool())).toBe(0);
  at += 2 * MINUTE;
  expect(await giveUpOldMails(testPool())).toBe(1);
  expect(await rows()).toMatchObject([{ sealed_content: null, sent_at: null, given_up_at: new Date(at) }]);
  expect(await deliver()).toBe(0);
});

test("a mail that was sealed for another row, or under another secret, is given up and never sent", async () => {
  await write();
  await write();
  await testPool().query("UPDATE outbox_mails SET sealed_content = (SELECT sealed_content FROM outbox_mails ORDER BY id LIMIT 1)");
  expect(await deliver()).toBe(1);
  expect((await rows()).map(({ sent_at, given_up_at }) => [sent_at !== null, given_up_at !== null])).toEqual([
    [true, false],
    [false, true],
  ]);
});
