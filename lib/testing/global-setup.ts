import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { joinEmbedded } from "../db/embedded";
import { migrate } from "../db/migrate";

const TEMPLATE = "latchkey_template";

/** One throw-away PostgreSQL for the whole run, with a migrated database to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-test-"));
  const server = await joinEmbedded({ dataDir: folder, durable: false, database: TEMPLATE });
  await migrate(server.url);
  const adminUrl = Object.assign(new URL(server.url), { pathname: "/postgres" }).href;
  await forbidConnections(adminUrl);
  project.provide("postgres", { adminUrl, template: TEMPLATE });
  return async () => {
    await server.leave();
    rmSync(folder, { recursive: true, force: true });
  };
}

// A database that somebody is connected to cannot be copied.
async function forbidConnections(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`);
  await client.end();
}
