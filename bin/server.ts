import type { Server } from "node:http";
import { parseArgs } from "node:util";
import pc from "picocolors";
import { environment, EnvironmentMistake, setNodeEnvironment } from "@/lib/env";
import { startDraining } from "@/lib/health/readiness";
import { readiness } from "@/lib/health/readiness";
import { log, takeOverConsole } from "@/lib/log";
import { packageRoot } from "@/lib/env/package-root";
import { type Platform, startPlatform } from "@/lib/platform/start";
import { drain } from "./front-door/drain";
import { createFrontDoor } from "./front-door/front-door";

// Milliseconds: load balancers see "not ready" before the door closes; everything is over well before 15 s (R14).
const GRACE_MS = 1_000;
const DRAIN_LIMIT_MS = 10_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dev: { type: "boolean", default: false } } });
  setNodeEnvironment(values.dev ? "development" : "production");
  const env = environment();
  const platform = await startPlatform({ serve: true, onProgress: say });
  if (!values.dev) takeOverConsole();
  const { default: next } = await import("next");
  const app = next({ dev: values.dev, dir: packageRoot(), hostname: "127.0.0.1", port: env.port });
  await app.prepare();
  const pages = app.getRequestHandler();
  const upgrade = values.dev ? app.getUpgradeHandler() : undefined;
  const server = createFrontDoor({
    handle: (incoming, outgoing) => void pages(incoming, outgoing),
    ...(upgrade ? { upgrade: (request, socket, head) => void upgrade(request, socket, head) } : {}),
  });
  await listen(server, env.port);
  stopOnSignals(server, platform, () => app.close());
  say(`Latchkey listens on ${pc.bold(env.publicUrl)}`);
  if (env.showsOutbox) say(`Mails are not sent, but shown on ${env.publicUrl}/dev/outbox`);
  else if (env.mail === null)
    say("Mail is not set up: addresses cannot be confirmed, nor passwords reset, until SMTP_URL names a mail server.");
  const { reason } = readiness();
  if (reason !== null) say(`Not ready: ${reason}`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken by another program: stop that one, or choose another by PORT.`)
          : error,
      );
    });
    server.listen(port, environment().host, () => resolve());
  });
}

function stopOnSignals(server: Server, platform: Platform, closePages: () => Promise<void>): void {
  let stopping = false;
  const stop = async (graceMs: number) => {
    startDraining();
    await drain(server, { graceMs, limitMs: DRAIN_LIMIT_MS });
    await Promise.allSettled([closePages()]);
    await platform.stop();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      // A second Ctrl-C means it.
      if (stopping) process.exit(1);
      stopping = true;
      stop(signal === "SIGTERM" ? GRACE_MS : 0).catch((error: unknown) => {
        log().error({ error }, "stopping failed");
        process.exit(1);
      });
    });
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof EnvironmentMistake) for (const sentence of error.sentences) say(pc.red(sentence));
  else say(pc.red(error instanceof Error ? error.message : "The server could not start."));
  process.exit(1);
});
