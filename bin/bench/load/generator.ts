// The load generator, a process of its own: what it costs is measured and is not the server's.
import { openConnection } from "./connection";
import type { LoadCommand, LoadReply, LoadResult } from "./messages";

type Run = Extract<LoadCommand, { kind: "run" }>;

let requests: readonly string[] = [];
let reusable = false;
let cursor = 0;

function nextRequest(): string | undefined {
  if (reusable && cursor === requests.length) cursor = 0;
  const request = requests[cursor];
  cursor += 1;
  return request;
}

async function run({ port, connections, seconds, expected }: Run): Promise<LoadResult> {
  const opened = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const milliseconds: number[] = [];
  const statuses: Record<string, number> = {};
  let wrongBodies = 0;
  let ranDry = false;
  const cpu = process.cpuUsage();
  const began = performance.now();
  const deadline = began + seconds * 1000;
  const work = async (connection: (typeof opened)[number]) => {
    while (performance.now() < deadline) {
      const request = nextRequest();
      if (request === undefined) {
        ranDry = true;
        return;
      }
      const sent = performance.now();
      const { status, body } = await connection.send(request);
      milliseconds.push(performance.now() - sent);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (!body.includes(expected)) wrongBodies += 1;
    }
  };
  await Promise.all(opened.map(work));
  const ended = performance.now();
  const used = process.cpuUsage(cpu);
  for (const connection of opened) connection.close();
  milliseconds.sort((left, right) => left - right);
  const quantile = (part: number) => milliseconds[Math.min(milliseconds.length - 1, Math.floor(milliseconds.length * part))] ?? 0;
  return {
    seconds: (ended - began) / 1000,
    answers: milliseconds.length,
    statuses,
    wrongBodies,
    ranDry,
    p50: quantile(0.5),
    p99: quantile(0.99),
    cpuSeconds: (used.user + used.system) / 1_000_000,
  };
}

async function obey(command: LoadCommand): Promise<LoadReply> {
  if (command.kind === "run") return { kind: "result", result: await run(command) };
  ({ requests, reusable } = command);
  cursor = 0;
  return { kind: "ready" };
}

process.on("message", (command: LoadCommand) => {
  obey(command)
    .catch((error: unknown): LoadReply => ({ kind: "failed", message: error instanceof Error ? error.message : "unknown reason" }))
    .then((reply) => process.send?.(reply))
    .catch(() => process.exit(1));
});
process.on("disconnect", () => process.exit(0));
