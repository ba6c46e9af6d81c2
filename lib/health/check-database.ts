import { isDatabaseAway, isDatabaseGone } from "../db/failure";
import { migrationState } from "../db/migrate";
import { pool } from "../db/pools";
import { environment } from "../env";
import { log } from "../log";
import { oncePerProcess } from "../registry";
import { now } from "../clock";
import { type Readiness, readiness, setReadiness } from "./readiness";

/** Seconds by which the clocks of this process and of the database may differ. */
const MAX_SKEW_SECONDS = 5;
const CHECK_EVERY_MS = 1_000;
/** A schema that was right is looked at again after this time; one that was not, each time. */
const SCHEMA_EVERY_MS = 30_000;

const gone: Readiness = { reason: "The database does not answer.", refusesLogins: false };

/** True when the last check could not reach the database. */
export function databaseIsGone(): boolean {
  return readiness().reason === gone.reason;
}

type Facts = { fsync: string; full_page_writes: string; synchronous_commit: string; standby: boolean; epoch_ms: number };

/**
 * Takes a failure elsewhere for a sign: when the database is away, nobody has to wait for the next check to hear of it. A crowd
 * that found no connection in time says nothing of the database, and must not close the site to everybody.
 */
export function noteFailure(error: unknown): void {
  if (readiness().reason === null && isDatabaseAway(error)) setReadiness(gone);
}

/**
 * Looks at the database once and keeps the verdict: reachable, its settings safe, its schema ours, writable, its clock
 * near ours. Never throws.
 */
export async function checkDatabase(): Promise<Readiness> {
  const verdict = await judge().catch((error: unknown): Readiness => {
    if (!isDatabaseGone(error)) log().error({ error }, "the database could not be checked");
    return gone;
  });
  if (setReadiness(verdict)) log().info({ reason: verdict.reason }, verdict.reason === null ? "ready" : "not ready");
  return verdict;
}

/**
 * Checks the database every second until the returned function is called.
 * @param onGone called after each check that could not reach it
 */
export function watchDatabase(onGone: () => void): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const round = async () => {
    await checkDatabase();
    if (databaseIsGone()) onGone();
    if (!stopped) timer = setTimeout(() => void round(), CHECK_EVERY_MS).unref();
  };
  timer = setTimeout(() => void round(), CHECK_EVERY_MS).unref();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function judge(): Promise<Readiness> {
  const { rows } = await pool("watch").query<Facts>(
    `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
            current_setting('synchronous_commit') AS synchronous_commit,
            pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS standby,
            (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS epoch_ms`,
  );
  const [facts] = rows;
  if (!facts) throw new Error("the database answered without a row");
  const reason = unsafeSetting(facts) ?? (await unknownSchema()) ?? skew(facts.epoch_ms);
  return { reason, refusesLogins: reason !== null };
}

function unsafeSetting(facts: Facts): string | null {
  if (facts.standby) return "The database is a read-only standby: point DATABASE_URL at the primary.";
  if (environment().unsafeDatabase) return null;
  // With any of these off, a crash can forget that a token was used (security.md, D4: up to 21 double redemptions).
  const off = (["fsync", "full_page_writes", "synchronous_commit"] as const).filter((name) => facts[name] === "off");
  return off.length === 0 ? null : `The database has ${off.join(", ")} off, so a crash could make used tokens valid again: switch it on.`;
}

const schema = () => oncePerProcess<{ rightAtMs: number }>("schema-check", () => ({ rightAtMs: -Infinity }));

async function unknownSchema(): Promise<string | null> {
  const known = schema();
  if (performance.now() - known.rightAtMs < SCHEMA_EVERY_MS) return null;
  const reason = await schemaReason();
  if (reason === null) known.rightAtMs = performance.now();
  return reason;
}

async function schemaReason(): Promise<string | null> {
  const state = await migrationState((sql) => pool("watch").query(sql));
  if (state.unknown.length > 0) return `The database was migrated by a newer Latchkey (${state.unknown.join(", ")}): run that version.`;
  if (state.edited.length > 0) return `The migrations ${state.edited.join(", ")} differ from what was applied: restore the files.`;
  if (state.missing.length > 0) return "The database's schema is older than this Latchkey: run `npm run -s latchkey -- db migrate`.";
  return null;
}

function skew(epochMs: number): string | null {
  const seconds = Math.abs(now().getTime() - epochMs) / 1000;
  return seconds <= MAX_SKEW_SECONDS
    ? null
    : `The clocks of this machine and of the database differ by ${Math.round(seconds)} s: run a time service on both.`;
}
