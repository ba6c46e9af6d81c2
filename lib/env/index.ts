import path from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { oncePerProcess } from "../registry";
import { type MailSettings, readMailSettings, readShowsOutbox } from "./mail-settings";
import { packageRoot } from "./package-root";

/** What the environment says, read and checked once. Names and defaults: docs/running.md. */
export type Environment = {
  readonly production: boolean;
  /** null: the embedded database is used */
  readonly databaseUrl: string | null;
  /** absolute folder of the embedded database and the generated secret */
  readonly dataDirectory: string;
  /** public base URL without a trailing slash */
  readonly publicUrl: string;
  /** null: generated into the data directory, which only an embedded installation may do */
  readonly secret: string | null;
  /** the master secret before the current one, while it is being replaced; null: there is none */
  readonly previousSecret: string | null;
  readonly port: number;
  /** address to listen on */
  readonly host: string;
  /** CIDR blocks whose `X-Forwarded-*` headers count */
  readonly trustedProxies: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
  /** lets a database with unsafe settings pass; for throw-away test databases */
  readonly unsafeDatabase: boolean;
  /** null: mails wait in the outbox until a mail server is named */
  readonly mail: MailSettings | null;
  /** shows everybody's mails at /dev/outbox, instead of sending them; on loopback alone */
  readonly showsOutbox: boolean;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
};

/** The environment has mistakes; `sentences` has one for each, ready to be shown. */
export class EnvironmentMistake extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join("\n"));
    this.name = "EnvironmentMistake";
  }
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65535, "PORT must be a whole number from 0 to 65535.");

const schema = z.object({
  DATABASE_URL: z.string().optional(),
  LATCHKEY_DATA: z.string().default(".latchkey"),
  LATCHKEY_URL: z.string().optional(),
  LATCHKEY_SECRET: z.string().optional(),
  LATCHKEY_SECRET_PREVIOUS: z.string().optional(),
  PORT: z.string().default("3000").pipe(port),
  HOST: z.string().default("127.0.0.1"),
  LATCHKEY_TRUSTED_PROXIES: z.string().default(""),
  LATCHKEY_UNSAFE_DATABASE: z.enum(["", "0", "1"]).default(""),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  LATCHKEY_DEV_OUTBOX: z.enum(["", "0", "1"]).default(""),
  LATCHKEY_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  NODE_ENV: z.string().default("development"),
});

const exampleSecrets = /^(.)\1*$|change.?me|secret.*secret|default|password|example/i;

/**
 * Reads and checks the variables.
 * @param source usually `process.env`; an empty variable counts as absent
 * @throws {EnvironmentMistake} with one sentence per mistake
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new EnvironmentMistake(parsed.error.issues.map((issue) => explain(String(issue.path[0]), given)));
  }
  const v = parsed.data;
  const sentences: string[] = [];
  const publicUrl = readPublicUrl(v.LATCHKEY_URL ?? `http://localhost:${v.PORT}`, sentences);
  checkSecrets(v, sentences);
  if (v.DATABASE_URL !== undefined) checkDatabaseUrl(v.DATABASE_URL, sentences);
  const trustedProxies = readProxies(v.LATCHKEY_TRUSTED_PROXIES, sentences);
  const mail = readMailSettings(v.SMTP_URL, v.MAIL_FROM, sentences);
  const showsOutbox = mail === null && readShowsOutbox(v.LATCHKEY_DEV_OUTBOX, publicUrl, sentences);
  if (sentences.length > 0) throw new EnvironmentMistake(sentences);
  return {
    production: v.NODE_ENV === "production",
    databaseUrl: v.DATABASE_URL ?? null,
    dataDirectory: path.resolve(packageRoot(), v.LATCHKEY_DATA),
    publicUrl,
    secret: v.LATCHKEY_SECRET ?? null,
    previousSecret: v.LATCHKEY_SECRET_PREVIOUS ?? null,
    port: v.PORT,
    host: v.HOST,
    trustedProxies,
    unsafeDatabase: v.LATCHKEY_UNSAFE_DATABASE === "1",
    mail,
    showsOutbox,
    logLevel: v.LATCHKEY_LOG_LEVEL,
  };
}

/** The environment of this process, read on first use. @throws {EnvironmentMistake} */
export function environment(): Environment {
  return oncePerProcess("environment", () => readEnvironment(process.env));
}

/** Says whether this process serves or develops, before React and Next are loaded, which ask for it by themselves. */
export function setNodeEnvironment(mode: "production" | "development"): void {
  Object.assign(process.env, { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" });
  // Who develops wants to see the mails; who serves never shows them unasked.
  if (mode === "development") process.env.LATCHKEY_DEV_OUTBOX ??= "1";
}

/**
 * Tells NextAuth, which reads `process.env` by itself, what we have settled: the base URL is ours alone, and no header
 * of a request may change it.
 */
export function prepareForNextAuth(publicUrl: string): void {
  process.env.NEXTAUTH_URL = publicUrl;
  delete process.env.AUTH_TRUST_HOST;
}

function explain(name: string, given: Record<string, string | undefined>): string {
  const value = given[name] ?? "";
  if (name === "PORT") return `PORT is “${value}”, but must be a whole number from 0 to 65535.`;
  if (name === "LATCHKEY_LOG_LEVEL") return `LATCHKEY_LOG_LEVEL is “${value}”, but must be debug, info, warn, error or silent.`;
  return `${name} is “${value}”, but must be 1 or absent.`;
}

function readPublicUrl(text: string, sentences: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    !url ||
    (url.protocol !== "https:" && url.protocol !== "http:") ||
    url.pathname !== "/" ||
    url.search !== "" ||
    url.hash !== "" ||
    url.username !== ""
  ) {
    sentences.push(`LATCHKEY_URL is “${text}”, but must be a base URL such as https://login.example.com, without a path.`);
    return text;
  }
  return url.origin;
}

type Secrets = Pick<z.infer<typeof schema>, "DATABASE_URL" | "LATCHKEY_SECRET" | "LATCHKEY_SECRET_PREVIOUS">;

function checkSecrets(given: Secrets, sentences: string[]): void {
  const missing = given.LATCHKEY_SECRET === undefined && given.DATABASE_URL !== undefined;
  if (missing)
    sentences.push(
      "LATCHKEY_SECRET is missing: with DATABASE_URL set, give every process the same secret, made by `openssl rand -hex 32`.",
    );
  for (const name of ["LATCHKEY_SECRET", "LATCHKEY_SECRET_PREVIOUS"] as const) {
    const secret = given[name];
    if (secret === undefined) continue;
    if (secret.length < 32) sentences.push(`${name} is too short: it needs 32 characters or more, made by \`openssl rand -hex 32\`.`);
    else if (exampleSecrets.test(secret)) sentences.push(`${name} looks like an example: make your own by \`openssl rand -hex 32\`.`);
  }
  if (given.LATCHKEY_SECRET_PREVIOUS !== undefined && given.LATCHKEY_SECRET_PREVIOUS === given.LATCHKEY_SECRET)
    sentences.push("LATCHKEY_SECRET_PREVIOUS is the same as LATCHKEY_SECRET: it is for the secret before, and absent when there is none.");
}

function checkDatabaseUrl(text: string, sentences: string[]): void {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) {
    sentences.push("DATABASE_URL must look like postgresql://user:password@host:5432/database.");
    return;
  }
  const url = new URL(text);
  const nearby = ["localhost", "127.0.0.1", "[::1]", ""].includes(url.hostname);
  if (!nearby && ["postgres", "password", "admin"].includes(decodeURIComponent(url.password))) {
    sentences.push(`The password in DATABASE_URL is a default one, and ${url.hostname} is another machine: set a password of your own.`);
  }
}

function readProxies(text: string, sentences: string[]): [ipaddr.IPv4 | ipaddr.IPv6, number][] {
  const blocks = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return blocks.flatMap((block) => {
    try {
      return [ipaddr.parseCIDR(block.includes("/") ? block : `${block}/${block.includes(":") ? 128 : 32}`)];
    } catch {
      sentences.push(`LATCHKEY_TRUSTED_PROXIES has “${block}”, which is neither an address nor a block such as 10.0.0.0/8.`);
      return [];
    }
  });
}
