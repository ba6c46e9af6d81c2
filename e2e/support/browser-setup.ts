import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "@/bin/build/build";
import { joinEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { awaitReady, startServer } from "./server-process";

/** One throw-away database and one production server for all journeys; their addresses go to the workers by environment. */
export default async function setup(): Promise<() => Promise<void>> {
  await build((sentence) => process.stdout.write(`${sentence}\n`));
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-browser-"));
  const database = await joinEmbedded({ dataDir: folder, durable: false });
  await migrate(database.url);
  const secret = randomBytes(32).toString("hex");
  const server = await startServer({
    door: "front",
    databaseUrl: database.url,
    env: { LATCHKEY_SECRET: secret, LATCHKEY_DEV_OUTBOX: "1" },
  });
  await awaitReady(server);
  // The command line of the journeys works on the same platform.
  Object.assign(process.env, {
    E2E_URL: server.url,
    DATABASE_URL: database.url,
    LATCHKEY_SECRET: secret,
    LATCHKEY_UNSAFE_DATABASE: "1",
    LATCHKEY_URL: server.url,
  });
  return async () => {
    await server.stop();
    await database.leave();
    rmSync(folder, { recursive: true, force: true });
  };
}
