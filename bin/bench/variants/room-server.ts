import type { Programs } from "../programs";
import { freePort, type ServerCommand } from "../server-process";
import { frontDoorCommand, type LatchkeyDatabase, nextCommand } from "./latchkey";
import type { Variant, VariantKey, Workshop } from "./variant";

/** Variant (a) of a room: a program of the bench, and what it must know besides the database and its port. */
export type RawServer = {
  readonly title: string;
  readonly program: keyof Programs;
  readonly env: () => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
};

/** Where a room is measured: (a) with nothing around it, (b) at our front door, (c) as a route handler of Next. */
export async function roomServer(
  key: VariantKey,
  workshop: Workshop,
  ours: LatchkeyDatabase,
  raw: RawServer,
): Promise<Pick<Variant, "key" | "title" | "server" | "database">> {
  const { database } = ours;
  if (key === "a") return { key, title: raw.title, server: await rawCommand(workshop, ours, raw), database };
  if (key === "b")
    return { key, title: "front door", server: await frontDoorCommand(workshop.root, ours, {}, workshop.nodeArgs), database };
  return { key, title: "Next route handler", server: await nextCommand(workshop, ours), database };
}

async function rawCommand(
  { root, programs, nodeArgs }: Workshop,
  { database }: LatchkeyDatabase,
  { program, env }: RawServer,
): Promise<ServerCommand> {
  const port = await freePort();
  const whole = { ...(await env()), BENCH_DATABASE: database.url, PORT: String(port) };
  return { name: "raw", args: [...nodeArgs, programs[program]], cwd: root, env: whole, port, readyPath: "/ready" };
}
