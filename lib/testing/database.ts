import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { setMasterSecret } from "../crypto/keys";
import { setDatabaseUrl } from "../db/address";
import { closePools, pool } from "../db/pools";
import { prisma } from "../db/prisma";
import { forgetProcess } from "../registry";

declare module "vitest" {
  interface ProvidedContext {
    /** a superuser's URL of the test run's PostgreSQL, and the migrated database that others are copied from */
    postgres: { adminUrl: string; template: string };
  }
}

/** A database of its own for one test file. */
export type TestDatabase = { readonly url: string; readonly drop: () => Promise<void> };

/**
 * Copies the migrated template into a fresh database and points the pools of this process at it. Call it in `beforeAll`
 * and `drop` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  forgetProcess();
  setDatabaseUrl(url);
  setMasterSecret(randomBytes(32).toString("hex"));
  // Prisma's first use loads its engine, which on a busy machine takes longer than a transaction may wait.
  await prisma().$connect();
  return {
    url,
    drop: async () => {
      await closePools();
      await administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** The pool that test files use to look at what was stored. */
export function testPool(): pg.Pool {
  return pool("pages");
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Two copies of one template at once: the second is told that the template is in use. Take turns.
    await client.query("SELECT pg_advisory_lock(4711)");
    await client.query(statement);
  } finally {
    await client.end();
  }
}
