import type { ChildProcess } from "node:child_process";
import pc from "picocolors";
import { startPlatform } from "@/lib/platform/start";
import { endChild, startChild, untilAnswers } from "./children";
import { type DemoData, prepareDemoData, resetDemo } from "./demo-data";
import { takenPort } from "./ports";

/** What a demo is told. Ports: Latchkey's, and that of the first example partner; the second one's is one higher. */
export type DemoOptions = {
  readonly port: number;
  readonly partnerPort: number;
  readonly reset: boolean;
  readonly dataDirectory: string;
  readonly build: (say: (sentence: string) => void) => Promise<void>;
  readonly say: (sentence: string) => void;
};

/** Runs the demo until Ctrl-C. @throws Error with one sentence when it cannot start */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { port, partnerPort, dataDirectory, say } = options;
  const taken = await takenPort(
    new Map([
      [port, "--port"],
      [partnerPort, "--partner-port"],
      [partnerPort + 1, "--partner-port"],
    ]),
  );
  if (taken !== null) throw new Error(taken);
  if (options.reset) resetDemo(dataDirectory);
  const publicUrl = `http://localhost:${port}`;
  // The demo never writes into a database of yours: it always uses the embedded one, with a secret of its own. Nor does it
  // write to anybody: its mails are shown.
  for (const name of ["DATABASE_URL", "LATCHKEY_SECRET", "LATCHKEY_UNSAFE_DATABASE", "SMTP_URL"]) delete process.env[name];
  const env = {
    PORT: String(port),
    LATCHKEY_URL: publicUrl,
    LATCHKEY_DATA: dataDirectory,
    LATCHKEY_DEV_OUTBOX: "1",
    NODE_ENV: "production",
  };
  Object.assign(process.env, { ...env, LATCHKEY_LOG_LEVEL: process.env.LATCHKEY_LOG_LEVEL || "warn" });
  const stops: (() => Promise<void>)[] = [];
  const stopAll = () => stops.reduceRight(async (before, stop) => before.then(stop), Promise.resolve());
  const interrupted = waitForInterrupt();
  try {
    const started = await Promise.race([start(options, publicUrl, env, stops).then((data) => ({ data })), interrupted]);
    if (started) {
      process.stdout.write(tableOf(started.data, publicUrl, partnerPort));
      await interrupted;
    }
    say("Stopping …");
  } finally {
    await stopAll();
  }
}

async function start(
  options: DemoOptions,
  publicUrl: string,
  env: Record<string, string>,
  stops: (() => Promise<void>)[],
): Promise<DemoData> {
  const { partnerPort, dataDirectory, say } = options;
  const platform = await startPlatform({ serve: false, onProgress: say });
  stops.push(() => platform.stop());
  const data = await prepareDemoData({ dataDirectory, servicePorts: [partnerPort, partnerPort + 1], shared: platform.joinedOthers, say });
  await options.build(say);
  say("Starting the server …");
  const server = startChild("dist/server.js", [], env);
  stops.push(() => endChild(server));
  const partners = data.bearerTokens.map((token, index) =>
    startChild("examples/node-partner/server.js", [], {
      LATCHKEY_URL: publicUrl,
      LATCHKEY_TOKEN: token,
      PORT: String(partnerPort + index),
      NODE_ENV: "development",
    }),
  );
  for (const partner of partners) stops.push(() => endChild(partner));
  await untilAnswers(`${publicUrl}/api/health/ready`, server, 60_000);
  await Promise.all(partners.map((partner, index) => untilAnswers(`http://localhost:${partnerPort + index}/`, partner, 10_000)));
  watch([server, ...partners]);
  return data;
}

// A server that ends by itself takes the demo with it: half a demo would only confuse.
function watch(children: readonly ChildProcess[]): void {
  for (const child of children) child.once("exit", () => process.kill(process.pid, "SIGTERM"));
}

// Ctrl-C, a signal, or the end of the shell that npm started us in (it passes no signal on).
function waitForInterrupt(): Promise<null> {
  const shell = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(null));
    setInterval(() => process.ppid !== shell && resolve(null), 1_000).unref();
  });
}

function tableOf(data: DemoData, publicUrl: string, partnerPort: number): string {
  const rows = [
    ["End user", `${publicUrl}/sign-in`, data.endUsers[0] ?? "", "press Open on “The Reading Room”"],
    ["Partner developer", `${publicUrl}/panel`, data.developers[0] ?? "", "apps, bearer tokens, why logins failed"],
    ["Partner developer", `${publicUrl}/panel`, data.developers[1] ?? "", "the other partner"],
    ["Operator", `${publicUrl}/operator`, data.operator, "approve partners and apps"],
    ["Mails", `${publicUrl}/dev/outbox`, "", "what would be sent: confirmations, new passwords"],
    ["Partner's own app", `http://localhost:${partnerPort}`, "", "a separate program: examples/node-partner"],
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("   ")
        .trimEnd()}`,
  );
  return `\n${lines.join("\n")}\n\n  Password of everybody: ${pc.bold(data.password)}\n  More end users: ${data.endUsers.slice(1).join(", ")}\n\n  Ctrl-C stops everything; the data stays for the next time.\n\n`;
}
