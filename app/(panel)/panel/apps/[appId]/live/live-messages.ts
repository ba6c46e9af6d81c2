import { setTimeout as sleep } from "node:timers/promises";
import { developerOf } from "@/lib/accounts/current-account";
import { lookAtPanelSession } from "@/lib/accounts/panel-session";
import { nowMs } from "@/lib/clock";
import { isDatabaseGone } from "@/lib/db/failure";
import { recentAttempts } from "@/lib/events/recent-attempts";
import { isDraining } from "@/lib/health/readiness";
import type { Language } from "@/lib/words";
import { tellAttempt } from "./tell-attempt";

const EVERY_MS = 1_000;
/** The browser comes back by itself afterwards; a proxy may have lost it meanwhile. */
const LIFE_MS = 5 * 60_000;
const SESSION_EVERY = 3;
const SIGN_OF_LIFE_EVERY = 15;

export type Watch = {
  readonly sessionId: string;
  readonly partnerId: string;
  readonly appId: string;
  /** epoch milliseconds: attempts from then on are told */
  readonly sinceMs: number;
  readonly zone: string;
  readonly language: Language;
  /** aborted when nobody listens any more */
  readonly signal: AbortSignal;
};

/**
 * The messages of a stream (HTML standard, "Server-sent events"): each attempt once. They end when nobody listens, after
 * some minutes, when the process stops, and as soon as the session is over or works for another partner.
 */
export async function* liveMessages(watch: Watch): AsyncGenerator<string, void> {
  const endMs = nowMs() + LIFE_MS;
  const told = new Set<string>();
  yield "retry: 2000\n\n";
  for (let round = 0; !watch.signal.aborted && !isDraining() && nowMs() < endMs; round += 1) {
    const news = (await attempts(watch)).filter(({ id }) => !told.has(id));
    if ((news.length > 0 || round % SESSION_EVERY === 0) && !(await stillAllowed(watch))) {
      yield "event: signed-out\ndata: 1\n\n";
      return;
    }
    for (const event of news) {
      told.add(event.id);
      const data = JSON.stringify(tellAttempt(event, watch.zone, watch.language));
      yield `event: attempt\nid: ${event.id}\ndata: ${data}\n\n`;
    }
    if (round % SIGN_OF_LIFE_EVERY === 0) yield ": still here\n\n";
    await sleep(EVERY_MS, undefined, { signal: watch.signal }).catch(() => undefined);
  }
}

async function attempts({ partnerId, appId, sinceMs }: Watch) {
  return whileDatabaseLasts(async () => (await recentAttempts(partnerId, appId)).filter(({ at }) => at.getTime() >= sinceMs), []);
}

async function stillAllowed({ sessionId, partnerId }: Watch): Promise<boolean> {
  return whileDatabaseLasts(async () => {
    const session = await lookAtPanelSession(sessionId);
    return session !== null && developerOf(session)?.partnerId === partnerId;
  }, true);
}

// A database that is away for a moment tells nothing, and ends nothing.
async function whileDatabaseLasts<Value>(ask: () => Promise<Value>, meanwhile: Value): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (isDatabaseGone(error)) return meanwhile;
    throw error;
  }
}
