import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bearer, LoginToken } from "./world";

/** One redemption that is to be tried at one instance. */
export type Shot = { readonly token: LoginToken; readonly bearer: Bearer; readonly baseUrl: string };

/** What became of it. Times are of one monotonic clock, in milliseconds. */
export type Outcome = {
  readonly shot: Shot;
  readonly startMs: number;
  readonly endMs: number;
  /** null: no answer came */
  readonly status: number | null;
  readonly body: string;
  readonly requestId: string | null;
  readonly retryAfter: string | null;
};

const PATIENCE_MS = 15_000;
/** So often is asked again what nobody had time for. */
const ROUNDS = 5;

/** Sends redemptions over kept-alive connections, and keeps what came of each. */
export class Load {
  private readonly agent: Agent;
  constructor(connections: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Tries one. Never throws. */
  fire(shot: Shot): Promise<Outcome> {
    const startMs = performance.now();
    return new Promise((resolve) => {
      const end = (status: number | null, body = "", header: (name: string) => string | null = () => null) => {
        resolve({
          shot,
          startMs,
          endMs: performance.now(),
          status,
          body,
          requestId: header("x-request-id"),
          retryAfter: header("retry-after"),
        });
      };
      const outgoing = request(
        `${shot.baseUrl}/api/authorization/${shot.token.token}`,
        { agent: this.agent, timeout: PATIENCE_MS, headers: { authorization: `Bearer ${shot.bearer.token}` } },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("end", () =>
            end(incoming.statusCode ?? null, Buffer.concat(chunks).toString(), (name) => incoming.headers[name]?.toString() ?? null),
          );
          incoming.on("error", () => end(null));
        },
      );
      outgoing.on("timeout", () => outgoing.destroy());
      outgoing.on("error", () => end(null));
      outgoing.end();
    });
  }

  /** Fires them all, in this order, `atOnce` in flight. */
  async volley(shots: readonly Shot[], atOnce: number): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let next = 0;
    const worker = async () => {
      for (let shot = shots[next++]; shot; shot = shots[next++]) outcomes.push(await this.fire(shot));
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return outcomes;
  }

  /**
   * The same, as a partner does it: a machine whose disk stands still for half a second is told of by 503, which did nothing,
   * and is asked again a second later. @returns the last outcome of each; those that stay 503 are among them
   */
  async untilAnswered(shots: readonly Shot[], atOnce: number): Promise<Outcome[]> {
    let outcomes = await this.volley(shots, atOnce);
    for (let round = 0; round < ROUNDS; round += 1) {
      const again = outcomes.filter(({ status }) => status === 503).map(({ shot }) => shot);
      if (again.length === 0) break;
      process.stdout.write(`${again.length} answers of 503, asked again\n`);
      await sleep(1_000);
      outcomes = [...outcomes.filter(({ status }) => status !== 503), ...(await this.volley(again, atOnce))];
    }
    return outcomes;
  }

  close(): void {
    this.agent.destroy();
  }
}

/** How many outcomes had which status; `none` without an answer. */
export function countByStatus(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of outcomes) counts[status ?? "none"] = (counts[status ?? "none"] ?? 0) + 1;
  return counts;
}
