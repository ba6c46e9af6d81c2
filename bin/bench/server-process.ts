import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { CleanUp } from "./clean-up";

const READY_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 5_000;
/** What is kept of what a server prints, in letters. */
const KEPT = 4_000;

/** A Node program that serves on a port of 127.0.0.1. */
export type ServerCommand = {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** answers 200 as soon as the server can be asked in earnest */
  readonly readyPath: string;
  /** asked once when it is ready, so that it is in the state in which it lives */
  readonly visit?: string;
};

/** A server that runs. */
export type ServerProcess = {
  readonly pid: number;
  /** the last that it printed */
  readonly printed: () => string;
};

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a server and waits until it is ready. @throws Error with what it printed, when it ends or is not ready in a minute */
export async function startServerProcess(command: ServerCommand, cleanUp: CleanUp): Promise<ServerProcess> {
  const child = spawn(process.execPath, command.args, {
    cwd: command.cwd,
    env: { ...process.env, ...command.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C is for us, who end it in good order, with everything that it started.
    detached: true,
  });
  cleanUp.add(() => endProcess(child));
  let printed = "";
  const keep = (data: Buffer) => (printed = (printed + data.toString()).slice(-KEPT));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const deadline = performance.now() + READY_PATIENCE_MS;
  while ((await statusOf(command.port, command.readyPath)) !== 200) {
    if (hasEnded(child) || performance.now() > deadline) throw new Error(`The server “${command.name}” did not get ready.\n${printed}`);
    await sleep(50);
  }
  if (command.visit !== undefined) await statusOf(command.port, command.visit);
  if (child.pid === undefined) throw new Error(`The server “${command.name}” has no process.`);
  return { pid: child.pid, printed: () => printed };
}

/**
 * Runs a Node program to its end, which Ctrl-C brings nearer. @returns what it printed
 * @throws Error with the same, when it ends with anything but 0
 */
export async function runToEnd(
  args: readonly string[],
  cwd: string,
  cleanUp: CleanUp,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  cleanUp.add(() => endProcess(child));
  let printed = "";
  const keep = (data: Buffer) => (printed += data.toString());
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code ?? "a signal"}.\n${printed}`);
  return printed;
}

/** Asks a process that we started to end, and ends it with all its children when it does not. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, "exit");
  child.kill("SIGINT");
  const late = sleep(STOP_PATIENCE_MS, "late" as const, { ref: false });
  if ((await Promise.race([ended, late])) !== "late") return;
  process.kill(-child.pid, "SIGKILL");
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** The status of an answer, or null when there is none. */
function statusOf(port: number, path: string): Promise<number | null> {
  return new Promise((resolve) => {
    const request = get({ host: "127.0.0.1", port, path, agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? null));
    });
    request.once("error", () => resolve(null));
    request.once("timeout", () => request.destroy());
  });
}
