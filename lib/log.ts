import { stripVTControlCharacters } from "node:util";
import pino from "pino";
import { environment } from "./env";
import { oncePerProcess } from "./registry";

// Whatever is logged under one of these names is replaced, at any of the depths we log at.
const secretNames = [
  "authorization",
  "cookie",
  "set-cookie",
  "apitoken",
  "external-auth-token",
  "dcoupon-authorization-apikey",
  "dcoupon-authorization-signature",
  "dcoupon-user-jwt",
  "latchkey-body-signature",
  "pt",
  "signature",
  "sessionToken",
  "jwt",
  "password",
  "passwordHash",
  "secret",
  "token",
  "bearer",
  "key",
  "hash",
  "url",
  "connectionString",
  "databaseUrl",
  "internal_email_address",
];
const redacted = secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

/** A logger that writes JSON lines to `stream`, with everything secret by name replaced. */
export function makeLogger(level: string, stream?: pino.DestinationStream): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redacted, censor: "[redacted]" },
    serializers: { error: describeError },
  };
  return stream ? pino(options, stream) : pino(options);
}

/** The one logger of this process. */
export function log(): pino.Logger {
  return oncePerProcess("log", () => makeLogger(environment().logLevel));
}

/**
 * What a log may say of an error: never `detail`, `where`, `query` or `parameters`, in which PostgreSQL and Prisma
 * repeat the values of a row.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: "something that is no Error was thrown" };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: firstLine(error.message),
    ...(typeof code === "string" ? { code } : {}),
    stack: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .join("\n"),
    ...(error.cause instanceof Error ? { cause: { type: error.cause.name, message: firstLine(error.cause.message) } } : {}),
  };
}

// Prisma's messages go on with the arguments of the call.
function firstLine(message: string): string {
  return message.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
}

/**
 * Sends what others write to the console (Next does, of each failed page) through the one logger: one JSON line each, and
 * of an error what {@link describeError} lets through.
 */
export function takeOverConsole(): void {
  const levels = { error: "error", warn: "warn", log: "info", info: "info", debug: "debug", trace: "debug" } as const;
  for (const [method, level] of Object.entries(levels)) {
    Object.assign(console, { [method]: (...said: unknown[]) => log()[level]({ source: "console", ...spoken(said) }, textOf(said)) });
  }
}

function spoken(said: readonly unknown[]): object {
  const error = said.find((part) => part instanceof Error);
  return error ? { error } : {};
}

function textOf(said: readonly unknown[]): string {
  const words = said.filter((part) => typeof part === "string").join(" ");
  // Without colours, and without the stack that Next prints behind the first line.
  return (stripVTControlCharacters(words).trim().split("\n")[0] ?? "").slice(0, 300);
}

/** A request target as a log may show it: no query at all, and no token in the path. */
export function loggableTarget(target: string): string {
  const path = target.split(/[?#]/, 1)[0] ?? "";
  return path.replace(/^\/api\/authorization\/.+/i, "/api/authorization/[redacted]").slice(0, 200);
}
