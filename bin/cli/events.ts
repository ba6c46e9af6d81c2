import { Option } from "commander";
import { type LoginProtocol, loginProtocols } from "@/lib/events/login-event";
import { NIL_ID } from "@/lib/id";
import { pastInstant, wholeNumber } from "./option-values";
import type { CommandLine } from "./command-line";
import { partnerNamed } from "./targets";

type List = {
  readonly partner: string;
  readonly protocol?: LoginProtocol;
  readonly outcome?: "accepted" | "refused";
  readonly reason?: string;
  readonly since?: Date;
  readonly limit: number;
  readonly kind: "login" | "launch" | "all";
};

/** `events list`. */
export function addEventsCommands({ noun, does }: CommandLine): void {
  const events = noun("events", "attempts to log in");
  const list = events
    .command("list")
    .description("a partner's login events, newest first")
    .requiredOption("--partner <id or slug>", `the partner; ${NIL_ID}: attempts that could not be told whose they were`)
    .addOption(new Option("--protocol <name>", "of this protocol").choices(loginProtocols))
    .addOption(new Option("--outcome <outcome>", "with this outcome").choices(["accepted", "refused"]))
    .option("--reason <code>", "with this reason")
    .option("--since <instant>", "RFC 3339, or a length of time ago, such as 24h", pastInstant)
    // One attempt, one event: an accepted launch is only the first half of a login, and listed when asked for.
    .addOption(new Option("--kind <kind>", "what counts as an entry").choices(["attempt", "login", "launch", "all"]).default("attempt"))
    .option("--limit <number>", "how many at most", wholeNumber(1, 1000), 100);
  does(list, async ({ partner, protocol, outcome, reason, since, limit, kind }: List) => {
    const partnerId = partner === NIL_ID ? null : (await partnerNamed(partner)).id;
    const { listLoginEvents } = await import("@/lib/events/list-login-events");
    const rows = await listLoginEvents({ partnerId, protocol, outcome, reason, since, limit, kind: kind === "all" ? undefined : kind });
    return rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      protocol: row.protocol,
      outcome: row.outcome,
      reason: row.reason,
      requestId: row.requestId,
      partnerId: row.partnerId,
      appId: row.appId,
      userId: row.endUserId,
      test: row.test,
    }));
  });
}
