import { setTimeout as sleep } from "node:timers/promises";
import { Load, type Outcome, type Shot } from "./load";
import type { Bearer, LoginToken } from "./world";

export type TrafficOptions = {
  readonly tokens: readonly LoginToken[];
  readonly bearer: Bearer;
  readonly instances: readonly string[];
  /** requests in flight */
  readonly workers: number;
  /** uses of each token, close together, turn about at the instances */
  readonly usesEach: number;
  /** milliseconds a worker rests after each request */
  readonly restMs: number;
};

/** Steady traffic of redemptions, during which something is broken. It ends when it is told to, or has run out of tokens. */
export class Traffic {
  readonly outcomes: Outcome[] = [];
  private readonly load: Load;
  private readonly running: Promise<unknown>;
  private stopped = false;
  private next = 0;

  constructor(private readonly options: TrafficOptions) {
    this.load = new Load(options.workers);
    this.running = Promise.all(Array.from({ length: options.workers }, () => this.work()));
  }

  /** The tokens that have been tried. */
  get tried(): readonly LoginToken[] {
    return this.options.tokens.slice(0, Math.ceil(this.next / this.options.usesEach));
  }

  /** Lets what is in flight end. @returns everything that happened */
  async stop(): Promise<Outcome[]> {
    this.stopped = true;
    await this.running;
    this.load.close();
    return this.outcomes;
  }

  private shot(index: number): Shot | null {
    const { tokens, bearer, instances, usesEach } = this.options;
    const token = tokens[Math.floor(index / usesEach)];
    const baseUrl = instances[index % instances.length];
    return token && baseUrl !== undefined ? { token, bearer, baseUrl } : null;
  }

  private async work(): Promise<void> {
    for (let shot = this.shot(this.next++); shot !== null && !this.stopped; shot = this.shot(this.next++)) {
      const outcome = await this.load.fire(shot);
      this.outcomes.push(outcome);
      // Who was refused because something is broken does not hammer at it.
      await sleep(outcome.status === 200 || outcome.status === 410 ? this.options.restMs : 25);
    }
  }
}
