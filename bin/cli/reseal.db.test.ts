import { randomBytes } from "node:crypto";
import { done } from "@/bin/testing/run-inside";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setMasterSecret } from "@/lib/crypto/keys";
import { openSecret } from "@/lib/crypto/sealed-secret";
import { transaction } from "@/lib/db/prisma";
import { openContent } from "@/lib/mail/content";
import { enqueueMail } from "@/lib/mail/outbox";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anAddress, aPartner } from "@/lib/testing/fixtures";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const [OLD, NEW, NEXT] = [0, 1, 2].map(() => randomBytes(32).toString("hex")) as [string, string, string];

type KeyRow = { id: string; slug: string; sealed_key: string };

async function keyRows(): Promise<KeyRow[]> {
  const { rows } = await testPool().query<KeyRow>(
    "SELECT k.id, i.slug, k.sealed_key FROM issuer_keys k JOIN issuers i ON i.id = k.issuer_id ORDER BY i.slug, k.created_at",
  );
  return rows;
}

async function openedKeys(): Promise<(string | null)[]> {
  return Promise.all((await keyRows()).map((row) => openSecret("issuer-key", row.id, row.sealed_key)));
}

async function openedMails(): Promise<number> {
  const { rows } = await testPool().query<{ id: string; sealed_content: Buffer }>("SELECT id, sealed_content FROM outbox_mails");
  return rows.filter((row) => openContent(row.id, row.sealed_content) !== null).length;
}

async function issuers(partner: string, from: number, to: number): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  for (let n = from; n < to; n += 1) {
    const flags = ["--partner", partner, "--iss", `issuer-${n}`, "--redirect-url", "https://alpha.example/"];
    keys.push((await done("issuer", "create", ...flags)).key);
  }
  return keys;
}

test("R21 the master secret is replaced: with both known everything opens; db reseal, and the one before is not needed any more", async () => {
  setMasterSecret(OLD);
  const { slug } = await aPartner();
  await testPool().query("DELETE FROM outbox_mails");
  const keys = await issuers(slug, 0, 4);
  await transaction((tx) => enqueueMail(tx, { kind: "resetPassword", realm: "people", token: "t".repeat(43), to: anAddress() }));

  setMasterSecret(NEW, OLD);
  expect(await openedKeys()).toEqual(keys);
  expect(await openedMails()).toBe(1);
  keys.push(...(await issuers(slug, 4, 6)));
  expect(await done("db", "reseal")).toEqual({ resealed: 5, lost: 0 });
  expect(await done("db", "reseal")).toEqual({ resealed: 0, lost: 0 });

  setMasterSecret(NEW);
  expect(await openedKeys()).toEqual(keys);
  expect(await openedMails()).toBe(1);
  setMasterSecret(OLD);
  expect(await openedKeys()).toEqual(keys.map(() => null));
  expect(await openedMails()).toBe(0);
});

test("PN-41 db reseal makes nothing of what was moved to another row, or sealed under a secret that it does not know", async () => {
  setMasterSecret(NEW);
  const [one, two] = await keyRows();
  if (!one || !two) throw new Error("there are issuers");
  await testPool().query("UPDATE issuer_keys SET sealed_key = $2 WHERE id = $1", [one.id, two.sealed_key]);
  const before = await keyRows();
  setMasterSecret(NEXT, OLD);
  expect(await done("db", "reseal")).toEqual({ resealed: 0, lost: 7 });
  expect(await keyRows()).toEqual(before);
  setMasterSecret(NEXT, NEW);
  expect(await done("db", "reseal")).toEqual({ resealed: 6, lost: 1 });
  expect((await openedKeys()).filter((key) => key === null)).toHaveLength(1);
  expect((await keyRows())[0]).toEqual(before[0]);
});
