// The load generator, a process of its own: what it costs is measured and is not the server's.
import { type Answer, openConnection } from "./connection";
import type { Expected, LoadCommand, LoadReply, LoadResult } from "./messages";

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
  let wrong = 0;
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
      const answer = await connection.send(request);
      milliseconds.push(performance.now() - sent);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status === expected.status && !isRight(answer, expected)) wrong += 1;
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
    wrong,
    ranDry,
    p50: quantile(0.5),
    p99: quantile(0.99),
    cpuSeconds: (used.user + used.system) / 1_000_000,
  };
}

function isRight({ head, body }: Answer, expected: Expected): boolean {
  return body.includes(expected.body) && expected.head.every((words) => head.includes(words));
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
