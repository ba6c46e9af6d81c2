import pc from "picocolors";
import { newPrefixedToken, newToken } from "@/lib/crypto/token";
import { packageRoot } from "@/lib/env/package-root";
import { createBearers, mintTokens } from "./cast";
import type { CleanUp } from "./clean-up";
import { startDatabase } from "./database";
import { buildProduct } from "./build-product";
import { type Answer, type Connection, openConnection } from "./load/connection";
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
type Case = { readonly id: string; readonly title: string; readonly guesses: readonly Guess[] };
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
    say(`${one.id}: ${TRIES} attempts of each, in turn …`);
    hidden = report(one, await timeGuesses(connection, one.guesses)) && hidden;
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
      title: "does a bearer token that nobody has answer in another time?",
      guesses: [
        { name: "well-formed, unknown", request: (attempt) => ask(attempt, 1, newPrefixedToken("lk_live"), mint(attempt).token) },
        { name: "checksum broken", request: (attempt) => ask(attempt, 2, breakChecksum(newPrefixedToken("lk_live")), mint(attempt).token) },
        { name: "revoked", request: (attempt) => ask(attempt, 3, ofCast(revoked, attempt), mint(attempt).token) },
      ],
    },
    {
      id: "P1-28",
      title: "does another partner's login token answer in another time than one that nobody minted?",
      guesses: [
        {
          name: "another partner's",
          request: (attempt) => ask(attempt, 4, ofCast(cast.bearers, mint(attempt).partner + 1), mint(attempt).token),
        },
        { name: "unknown", request: (attempt) => ask(attempt, 5, ofCast(cast.bearers, mint(attempt).partner + 1), newToken()) },
      ],
    },
  ];
}

function breakChecksum(token: string): string {
  return token.slice(0, -1) + (token.endsWith("0") ? "1" : "0");
}

async function timeGuesses(connection: Connection, guesses: readonly Guess[]): Promise<Timed[]> {
  const times = guesses.map(() => [] as number[]);
  const looks = guesses.map(() => new Set<string>());
  for (let attempt = 0; attempt < WARM_TRIES + TRIES; attempt += 1) {
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function report({ id, title, guesses }: Case, timed: readonly Timed[]): boolean {
  const medians = timed.map((one) => one.median);
  const difference = Math.max(...medians) - Math.min(...medians);
  const looks = new Set(timed.flatMap((one) => one.looks));
  const hidden = difference < LIMIT_MS;
  const [example = ""] = looks;
  const lines = [
    "",
    pc.bold(`${id}  ${title}`),
    ...timed.map((one) => `  ${one.name.padEnd(24)} median ${one.median.toFixed(3)} ms`),
    `  ${"largest difference".padEnd(24)}        ${difference.toFixed(3)} ms   ${hidden ? pc.green(`< ${LIMIT_MS} ms`) : pc.red(`not < ${LIMIT_MS} ms`)}`,
    `  ${guesses.length * TRIES} attempts, ${example.split("\r\n", 1)[0] ?? ""}, ${looks.size === 1 ? pc.green("all answers alike") : pc.red(`${looks.size} different answers`)}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return hidden && looks.size === 1;
}
