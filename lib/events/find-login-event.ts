import { idMadeAtMs, isId } from "../id";
import { type ListedLoginEvent, selectLoginEvents } from "./list-login-events";

// Our clock and the database's may differ, and a request may have waited for the database.
const EARLIER_MS = 5 * 60_000;
const LATER_MS = 15 * 60_000;
/** A login token lives 15 minutes at the most, an access token 30; what is tried with them later is found from its own event. */
const TOKEN_LATER_MS = 45 * 60_000;

/**
 * Finds the event of a request among a partner's. The request id is a UUID v7 and so tells when it was made: only the
 * events around that time are looked at.
 * @returns null when there is none, or it is another partner's
 */
export async function findLoginEventByRequestId(partnerId: string, requestId: string): Promise<ListedLoginEvent | null> {
  return findOne(partnerId, requestId, "e.request_id = $4");
}

/** Finds an event of a partner by its own id, or by that of its request. @returns null when there is none, or it is another partner's */
export async function findLoginEvent(partnerId: string, id: string): Promise<ListedLoginEvent | null> {
  return findOne(partnerId, id, "(e.id = $4 OR e.request_id = $4)");
}

/** The events of one login token, the oldest first: its launch, and what was tried with it while it lived. */
export async function listEventsOfLoginToken(partnerId: string, loginTokenId: string): Promise<ListedLoginEvent[]> {
  const madeAt = idMadeAtMs(loginTokenId);
  if (!isId(partnerId) || madeAt === null) return [];
  const events = await selectLoginEvents(
    "e.partner_id = $1 AND e.at BETWEEN $2 AND $3 AND e.login_token_id = $4",
    [partnerId, new Date(madeAt - EARLIER_MS), new Date(madeAt + TOKEN_LATER_MS), loginTokenId],
    20,
  );
  return events.reverse();
}

async function findOne(partnerId: string, id: string, condition: string): Promise<ListedLoginEvent | null> {
  const madeAt = idMadeAtMs(id);
  if (!isId(partnerId) || madeAt === null) return null;
  const [event] = await selectLoginEvents(
    `e.partner_id = $1 AND e.at BETWEEN $2 AND $3 AND ${condition}`,
    [partnerId, new Date(madeAt - EARLIER_MS), new Date(madeAt + LATER_MS), id],
    1,
  );
  return event ?? null;
}
