import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { packageRoot } from "../env/package-root";
import { newId } from "../id";
import { migrate } from "../db/migrate";

const NAME = `presentation_${process.pid}`;
const MIGRATION = "20261124042000_app_presentation";
const all = path.join(packageRoot(), "prisma/migrations");
const earlier = mkdtempSync(path.join(os.tmpdir(), "latchkey-earlier-"));
let admin: pg.Client;
let client: pg.Client;

beforeAll(async () => {
  const { adminUrl } = inject("postgres");
  admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${NAME}`);
  for (const name of readdirSync(all)) if (name < MIGRATION) cpSync(path.join(all, name), path.join(earlier, name), { recursive: true });
  const url = Object.assign(new URL(adminUrl), { pathname: `/${NAME}` }).href;
  await migrate(url, { directory: earlier });
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await insertRevisions();
  await migrate(url);
});
afterAll(async () => {
  await client.end();
  await admin.query(`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`);
  await admin.end();
  rmSync(earlier, { recursive: true, force: true });
});

const descriptions = ["One line.", "First line. \r\nSecond.", "ä".repeat(81), `${"word ".repeat(15)}and more that does not fit`];

async function insertRevisions(): Promise<void> {
  const partnerId = newId();
  await client.query("INSERT INTO partners (id, name, slug) VALUES ($1, 'A', 'a')", [partnerId]);
  for (const description of descriptions) {
    const id = newId();
    await client.query("INSERT INTO apps (id, partner_id, slug) VALUES ($1, $2, $3)", [id, partnerId, id]);
    await insertRevision(id, description);
  }
}

const insertRevision = (appId: string, description: string) =>
  client.query("INSERT INTO app_revisions (id, app_id, name, description, service_url) VALUES ($1, $2, 'A', $3, 'https://a.example/')", [
    newId(),
    appId,
    description,
  ]);

test("apps of the version before have the first line of their description for a tagline, and the category “other”", async () => {
  const { rows } = await client.query<{ tagline: string }>("SELECT tagline, categories, icon_hash FROM app_revisions ORDER BY id");
  expect(rows).toMatchObject([
    { tagline: "One line.", categories: ["other"], icon_hash: null },
    { tagline: "First line." },
    { tagline: `${"ä".repeat(79)}…` },
    { tagline: `${"word ".repeat(15)}and…` },
  ]);
});

test("a server of the version before can still write its apps", async () => {
  const { rows } = await client.query<{ id: string }>("SELECT id FROM apps LIMIT 1");
  await client.query("UPDATE app_revisions SET state = 'superseded'");
  await insertRevision(rows[0]?.id ?? "", "From the version before");
  const { rows: written } = await client.query("SELECT tagline, categories FROM app_revisions WHERE state = 'draft'");
  expect(written).toEqual([{ tagline: "", categories: ["other"] }]);
});
