import type pg from "pg";
import pc from "picocolors";
import { newPrefixedToken, newToken } from "@/lib/crypto/token";
import { packageRoot } from "@/lib/env/package-root";
import { createBearers, createPortalKeys, mintTokens } from "./cast";
import type { CleanUp } from "./clean-up";
import { startDatabase } from "./database";
import { buildProduct } from "./build-product";
import { type Answer, type Connection, openConnection } from "./load/connection";
import { median } from "./median";
import { say } from "./say";
import { startServerProcess } from "./server-process";
import { frontDoorCommand, type LatchkeyDatabase, latchkeyDatabase } from "./variants/latchkey";
import { now } from "@/lib/clock";
import { wireRequest } from "./variants/variant";

const TRIES = 200;
const WARM_TRIES = 40;
const LIMIT_MS = 5;

/** One way to be refused. */
type Guess = { readonly name: string; readonly request: (attempt: number) => string };
/** Ways to be refused that nobody may be able to tell apart (attacks.md). */
type Case = {
  readonly id: string;
  readonly title: string;
  readonly guesses: readonly Guess[];
  /** of each guess */
  readonly tries: number;
  readonly limitMs: number;
};
type Timed = { readonly name: string; readonly median: number; readonly looks: readonly string[] };

/** Measures whether time or form tells refusals apart. @returns whether neither does */
export async function benchTiming(cleanUp: CleanUp): Promise<boolean> {
  const root = packageRoot();
  await buildProduct(root, cleanUp);
  const postgres = await startDatabase(cleanUp);
  say("Filling the tables …");
  const ours = await latchkeyDatabase({ postgres });
  // Each attempt comes from an address of its own, by way of a proxy: else the limit on guesses would answer.
  const command = await frontDoorCommand(root, ours, { LATCHKEY_TRUSTED_PROXIES: "127.0.0.1" });
  say("Starting the front door …");
  await startServerProcess(command, cleanUp);
  const connection = await openConnection(command.port);
  let hidden = true;
  for (const one of await makeCases(ours, command.port)) {
    say(`${one.id}: ${one.tries} attempts of each, in turn …`);
    hidden = report(one, await timeGuesses(connection, one)) && hidden;
  }
  connection.close();
  return hidden;
}

async function makeCases({ database, cast }: LatchkeyDatabase, port: number): Promise<Case[]> {
  const revoked = cast.bearers.map(() => newPrefixedToken("lk_live"));
  await createBearers(database.pool, revoked, now());
  const minted = await mintTokens(database.pool, TRIES + WARM_TRIES);
  const ask = (attempt: number, guess: number, bearer: string, token: string) =>
    wireRequest("GET", `/api/authorization/${token}`, port, [
      `authorization: Bearer ${bearer}`,
      `x-forwarded-for: 10.${guess}.${Math.floor(attempt / 250)}.${1 + (attempt % 250)}`,
    ]);
  const ofCast = (bearers: readonly string[], place: number) => bearers[place % bearers.length] ?? "";
  const mint = (attempt: number) => minted[attempt % minted.length] ?? { token: "", partner: 0 };
  return [
    {
      id: "P1-06",
      tries: TRIES,
      limitMs: LIMIT_MS,
      title: "does a bearer token that nobody has answer in another time?",
      guesses: [
        { name: "well-formed, unknown", request: (attempt) => ask(attempt, 1, newPrefixedToken("lk_live"), mint(attempt).token) },
        { name: "checksum broken", request: (attempt) => ask(attempt, 2, breakChecksum(newPrefixedToken("lk_live")), mint(attempt).token) },
        { name: "revoked", request: (attempt) => ask(attempt, 3, ofCast(revoked, attempt), mint(attempt).token) },
      ],
    },
    {
      id: "P1-28",
      tries: TRIES,
      limitMs: LIMIT_MS,
      title: "does another partner's login token answer in another time than one that nobody minted?",
      guesses: [
        {
          name: "another partner's",
          request: (attempt) => ask(attempt, 4, ofCast(cast.bearers, mint(attempt).partner + 1), mint(attempt).token),
        },
        { name: "unknown", request: (attempt) => ask(attempt, 5, ofCast(cast.bearers, mint(attempt).partner + 1), newToken()) },
      ],
    },
    await portalLinkCase(database.pool, port),
  ];
}

async function portalLinkCase(db: pg.Pool, port: number): Promise<Case> {
  const tries = 500;
  const keys = await createPortalKeys(db, tries + WARM_TRIES);
  const link = (attempt: number, guess: number, password: string) => {
    const { key, username, userId } = keys[attempt % keys.length] ?? { key: "", username: "", userId: "" };
    const said = { key, user_id: userId, username, password, user_type: 1 };
    // As long as each other: so the time to read them is the same.
    const sig = encodeURIComponent(
      Buffer.from(JSON.stringify(guess === 7 ? said : { ...said, username: "nobody".padEnd(username.length, "-") })).toString("base64"),
    );
    const address = `10.${guess}.${Math.floor(attempt / 250)}.${1 + (attempt % 250)}`;
    return wireRequest("GET", `/portal?auth=1&sig=${sig}&key=${key}`, port, [`x-forwarded-for: ${address}`]);
  };
  return {
    id: "P5-06",
    title: "does a portal link with the right username and password answer in another time, without a session?",
    tries,
    limitMs: 2,
    guesses: [
      { name: "right", request: (attempt) => link(attempt, 7, "right password") },
      { name: "nobody's", request: (attempt) => link(attempt, 8, "wrong password") },
    ],
  };
}

function breakChecksum(token: string): string {
  return token.slice(0, -1) + (token.endsWith("0") ? "1" : "0");
}

async function timeGuesses(connection: Connection, { guesses, tries }: Case): Promise<Timed[]> {
  const times = guesses.map(() => [] as number[]);
  const looks = guesses.map(() => new Set<string>());
  for (let attempt = 0; attempt < WARM_TRIES + tries; attempt += 1) {
    // Who comes first changes, so that nobody always follows the same one.
    for (let step = 0; step < guesses.length; step += 1) {
      const place = (attempt + step) % guesses.length;
      const request = guesses[place]?.request(attempt) ?? "";
      const sent = performance.now();
      const answer = await connection.send(request);
      if (attempt >= WARM_TRIES) times[place]?.push(performance.now() - sent);
      looks[place]?.add(lookOf(answer));
    }
  }
  return guesses.map(({ name }, place) => ({ name, median: median(times[place] ?? []), looks: [...(looks[place] ?? [])] }));
}

/** What of an answer could tell refusals apart: all but the words that differ from request to request. */
function lookOf({ head, body }: Answer): string {
  return `${head}\n\n${body}`
    .replace(/\r\ndate: [^\r]*/i, "")
    .replace(/\r\nx-request-id: [^\r]*/i, "")
    .replace(/"request_id":"[^"]*"/, "");
}

function report({ id, title, guesses, tries, limitMs }: Case, timed: readonly Timed[]): boolean {
  const medians = timed.map((one) => one.median);
  const difference = Math.max(...medians) - Math.min(...medians);
  const looks = new Set(timed.flatMap((one) => one.looks));
  const hidden = difference < limitMs;
  const [example = ""] = looks;
  const lines = [
    "",
    pc.bold(`${id}  ${title}`),
    ...timed.map((one) => `  ${one.name.padEnd(24)} median ${one.median.toFixed(3)} ms`),
    `  ${"largest difference".padEnd(24)}        ${difference.toFixed(3)} ms   ${hidden ? pc.green(`< ${limitMs} ms`) : pc.red(`not < ${limitMs} ms`)}`,
    `  ${guesses.length * tries} attempts, ${example.split("\r\n", 1)[0] ?? ""}, ${looks.size === 1 ? pc.green("all answers alike") : pc.red(`${looks.size} different answers`)}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return hidden && looks.size === 1;
}
