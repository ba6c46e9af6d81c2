import type pg from "pg";
import type { Outcome } from "./load";
import type { LoginToken } from "./world";

export type Verdict = {
  /** one sentence for each breach of C1–C5, each beginning with its id; the first twenty */
  readonly violations: readonly string[];
  readonly acceptedEvents: number;
  /** C4: tokens that were consumed by a request whose caller never heard of it */
  readonly unheard: number;
};

export type CheckOptions = {
  /** C5: milliseconds within which every answer has to come; default: not checked */
  readonly deadlineMs?: number;
  /** C5: the answers that may come; default 200 and 410. 503 must carry Retry-After */
  readonly statuses?: readonly number[];
  /** C4: how many requests may have taken effect unheard, at the most; default 0 */
  readonly unheardAtMost?: number;
};

type Stored = { id: string; used: boolean; requestIds: string[] | null };

/**
 * Holds the history of a run, together with the tables after it, to what must hold whatever failed meanwhile:
 * C1 at most one acknowledged success of a token; C2 each has exactly one event, and each event a used token; C3 it is
 * the right person; C4 what had no answer took effect at most once; C5 no answer is late or of another kind.
 */
export async function checkHistory(
  db: pg.Pool,
  tokens: readonly LoginToken[],
  outcomes: readonly Outcome[],
  options: CheckOptions = {},
): Promise<Verdict> {
  const violations: string[] = [];
  const stored = await storedOf(db, tokens);
  const heard = new Map<string, Outcome[]>();
  for (const outcome of outcomes.filter(({ status }) => status === 200)) {
    heard.set(outcome.shot.token.id, [...(heard.get(outcome.shot.token.id) ?? []), outcome]);
  }
  let acceptedEvents = 0;
  let unheard = 0;
  for (const token of tokens) {
    const successes = heard.get(token.id) ?? [];
    const row = stored.get(token.id);
    const events = row?.requestIds ?? [];
    acceptedEvents += events.length;
    if (successes.length > 1) violations.push(`C1: a token signed in ${successes.length} times`);
    if (events.length > 1) violations.push(`C2: a token has ${events.length} accepted events`);
    if (events.length > 0 !== (row?.used ?? false))
      violations.push(`C2: a token has ${events.length} accepted events, and is ${row?.used ? "used" : "not used"}`);
    for (const { requestId } of successes) {
      if (requestId !== null && !events.includes(requestId)) violations.push("C2: an acknowledged success has no event");
    }
    if (successes.length === 0 && events.length > 0) unheard += 1;
  }
  violations.push(...outcomes.flatMap((outcome) => wrongPerson(outcome) ?? badAnswer(outcome, options) ?? []));
  const { unheardAtMost = 0 } = options;
  if (unheard > unheardAtMost)
    violations.push(`C4: ${unheard} tokens were consumed unheard, more than the ${unheardAtMost} requests in flight`);
  return { violations: violations.slice(0, 20), acceptedEvents, unheard };
}

function wrongPerson({ status, body, shot }: Outcome): string | null {
  return status === 200 && body !== JSON.stringify({ internal_email_address: shot.token.user.email })
    ? "C3: a success is for another person"
    : null;
}

function badAnswer(
  { status, startMs, endMs, retryAfter }: Outcome,
  { deadlineMs = Infinity, statuses = [200, 410] }: CheckOptions,
): string | null {
  if (endMs - startMs > deadlineMs) return `C5: an answer (${status ?? "none"}) took ${Math.round(endMs - startMs)} ms`;
  if (status === null) return null;
  if (!statuses.includes(status)) return `C5: an answer was ${status}`;
  return status === 503 && retryAfter === null ? "C5: a 503 came without Retry-After" : null;
}

async function storedOf(db: pg.Pool, tokens: readonly LoginToken[]): Promise<Map<string, Stored>> {
  const { rows } = await db.query<Stored>(
    `SELECT t.id, t.used_at IS NOT NULL AS used, e."requestIds"
       FROM login_tokens t
       LEFT JOIN (SELECT login_token_id, array_agg(request_id::text) AS "requestIds" FROM login_events
                   WHERE outcome = 'accepted' AND kind = 'login' GROUP BY login_token_id) e ON e.login_token_id = t.id
      WHERE t.id = ANY ($1::uuid[])`,
    [tokens.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
