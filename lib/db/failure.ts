type Signs = { readonly codes: ReadonlySet<string>; readonly messages: RegExp };

// What drivers say when there is no database to talk to. (PostgreSQL, appendix A; Prisma's error reference.)
const away: Signs = {
  codes: new Set([
    ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH", "EAI_AGAIN"],
    ...["57P01", "57P02", "57P03", "25006", "08000", "08001", "08003", "08006", "3D000"],
    ...["P1000", "P1001", "P1002", "P1003", "P1017"],
  ]),
  messages:
    /Connection terminated|Client has encountered a connection error|Cannot use a pool after calling end|DatabaseNotReachable|ConnectionClosed/i,
};

// What they say when it does not answer in time: it may be gone, or we ask more at once than there are connections for.
const late: Signs = {
  codes: new Set(["57014", "55P03", "53300", "53100", "53200", "P1008", "P2024", "P2028", "P2037"]),
  messages: /timeout exceeded when trying to connect|Query read timeout|SocketTimeout/i,
};

/**
 * True when an error means that the database is away, overloaded or read-only, and trying later may help. The outcome
 * of the statement is then unknown: the caller answers 503 and never repeats it by itself.
 */
export function isDatabaseGone(error: unknown): boolean {
  return shows(error, away) || shows(error, late);
}

/** True when there was no database to talk to: not merely a crowd before it, which is nobody else's trouble. */
export function isDatabaseAway(error: unknown): boolean {
  return shows(error, away);
}

function shows(error: unknown, signs: Signs): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code, meta } = at as { code?: unknown; meta?: { driverAdapterError?: unknown } };
    if (typeof code === "string" && signs.codes.has(code)) return true;
    if (signs.messages.test(at.message)) return true;
    if (meta?.driverAdapterError instanceof Error && shows(meta.driverAdapterError, signs)) return true;
    if (at instanceof AggregateError && at.errors.some((one) => shows(one, signs))) return true;
  }
  return false;
}
