import { nowMs } from "../clock";
import { oncePerProcess } from "../registry";
import { type ListedLoginEvent, selectLoginEvents } from "./list-login-events";

/** Events are committed a little after the time they carry, and the database's clock is not ours: look back further than one round. */
const LOOK_BACK_MS = 15 * 60_000;
/** However many look, an app is asked for once in this time. */
const FRESH_MS = 900;
const MOST_APPS = 1_000;

type Asked = { readonly atMs: number; readonly events: Promise<readonly ListedLoginEvent[]> };

/**
 * The last attempts to log in at an app's server, oldest first; those of its partner that named no app are told too, for
 * they may have been meant for it. Asks the database at most once a second for each app, whoever asks.
 */
export async function recentAttempts(partnerId: string, appId: string): Promise<readonly ListedLoginEvent[]> {
  const asked = oncePerProcess("recent-attempts", () => new Map<string, Asked>());
  const key = `${partnerId} ${appId}`;
  const before = asked.get(key);
  if (before && nowMs() - before.atMs < FRESH_MS) return before.events;
  if (asked.size >= MOST_APPS) asked.clear();
  const events = ask(partnerId, appId);
  asked.set(key, { atMs: nowMs(), events });
  return events;
}

async function ask(partnerId: string, appId: string): Promise<readonly ListedLoginEvent[]> {
  const events = await selectLoginEvents(
    "e.partner_id = $1 AND e.at >= $2 AND e.kind = 'login' AND (e.app_id = $3 OR e.app_id IS NULL)",
    [partnerId, new Date(nowMs() - LOOK_BACK_MS), appId],
    20,
  );
  return events.reverse();
}
