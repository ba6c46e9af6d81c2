// What drivers say when there is no database to talk to, or it does not answer in time. (PostgreSQL, appendix A; Prisma's error reference.)
const goneCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "EAI_AGAIN",
  "57P01",
  "57P02",
  "57P03",
  "57014",
  "55P03",
  "53300",
  "53100",
  "53200",
  "25006",
  "08000",
  "08001",
  "08003",
  "08006",
  "3D000",
  "P1000",
  "P1001",
  "P1002",
  "P1003",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2037",
]);
const goneMessages =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Cannot use a pool after calling end|DatabaseNotReachable|SocketTimeout|ConnectionClosed/i;

/**
 * True when an error means that the database is away, overloaded or read-only, and trying later may help. The outcome
 * of the statement is then unknown: the caller answers 503 and never repeats it by itself.
 */
export function isDatabaseGone(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code, meta } = at as { code?: unknown; meta?: { driverAdapterError?: unknown } };
    if (typeof code === "string" && goneCodes.has(code)) return true;
    if (goneMessages.test(at.message)) return true;
    if (meta?.driverAdapterError instanceof Error && isDatabaseGone(meta.driverAdapterError)) return true;
    if (at instanceof AggregateError && at.errors.some(isDatabaseGone)) return true;
  }
  return false;
}
