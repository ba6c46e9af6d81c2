import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { newToken } from "@/lib/crypto/token";
import { pool } from "@/lib/db/pools";
import { pointAppsAt, seed } from "@/prisma/seed";

const stored = z.object({
  password: z.string(),
  operator: z.string(),
  developers: z.array(z.string()),
  endUsers: z.array(z.string()),
  bearerTokens: z.array(z.string()),
});
/** Who can sign in to the demo, and the example partners' bearer tokens; kept beside the database, mode 0600. */
export type DemoData = z.infer<typeof stored>;

const fileOf = (dataDirectory: string) => path.join(dataDirectory, "demo.json");

/** Deletes the demo's database. @throws Error when the folder holds something else than a demo */
export function resetDemo(dataDirectory: string): void {
  if (!existsSync(dataDirectory)) return;
  if (!existsSync(fileOf(dataDirectory))) {
    throw new Error(
      "This folder's database was not made by the demo, so --reset leaves it alone: delete the folder LATCHKEY_DATA by hand, or name another one.",
    );
  }
  rmSync(dataDirectory, { recursive: true, force: true });
}

/** Where the demo keeps its data, and where its example partners listen this time. */
export type DemoPlace = {
  readonly dataDirectory: string;
  readonly servicePorts: readonly [number, number];
  /** another demo runs on the same data: its apps stay pointed at its own ports */
  readonly shared: boolean;
  readonly say: (sentence: string) => void;
};

/**
 * The demo's data: what an earlier run wrote, with the apps pointed at today's ports, or freshly seeded.
 * @throws Error when the database holds somebody's own data
 */
export async function prepareDemoData({ dataDirectory, servicePorts, shared, say }: DemoPlace): Promise<DemoData> {
  const file = fileOf(dataDirectory);
  if (existsSync(file)) {
    const data = stored.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (!data.success) throw new Error("The last demo was interrupted while it wrote its data: run `npm run demo -- --reset`.");
    if (!shared) await pointAppsAt(servicePorts);
    return data.data;
  }
  const { rows } = await pool("pages").query("SELECT 1 FROM partners LIMIT 1");
  if (rows.length > 0) throw new Error("The database holds data that the demo did not write: name another folder by LATCHKEY_DATA.");
  say("Writing the demo's people, apps and purchases …");
  // First a mark that is not complete: an interrupted seed is told apart from somebody's own data.
  mkdirSync(dataDirectory, { recursive: true });
  writeFileSync(file, "{}", { mode: 0o600 });
  const password = newToken().slice(0, 14);
  const data: DemoData = { password, ...mutable(await seed(password, servicePorts, say)) };
  writeFileSync(file, JSON.stringify(data, null, 2), { mode: 0o600 });
  return data;
}

function mutable(seeded: Awaited<ReturnType<typeof seed>>): Omit<DemoData, "password"> {
  return {
    operator: seeded.operator,
    developers: [...seeded.developers],
    endUsers: [...seeded.endUsers],
    bearerTokens: [...seeded.bearerTokens],
  };
}
