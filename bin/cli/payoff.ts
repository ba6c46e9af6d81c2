import { writeFile } from "node:fs/promises";
import type { PayoffTotal, Statement } from "@/lib/payoffs";
import { wordsIn } from "@/lib/words/words-in";
import type { CommandLine } from "./command-line";
import { checked } from "./option-values";
import { refusal, settled } from "./refusal";
import { partnerNamed } from "./targets";

type Month = { readonly partner: string; readonly month: string };
type Pay = Month & { readonly date: string; readonly reference: string; readonly correct?: true };

/** `payoff statement`, `close`, `pay`. */
export function addPayoffCommands({ noun, does }: CommandLine): void {
  const payoff = noun("payoff", "what partners earn, month by month");
  const ofMonth = (verb: string, description: string) =>
    payoff
      .command(verb)
      .description(description)
      .requiredOption("--partner <id or slug>", "the partner")
      .requiredOption("--month <YYYY-MM>", "the month, in the partner's time zone");
  does(ofMonth("statement", "what was sold, given back and earned").option("--csv <file>", "writes the export there"), statementNamed);
  does(ofMonth("close", "close it for good: it never changes any more"), async ({ partner, month }: Month) => {
    const { closeMonth } = await import("@/lib/payoffs");
    const { id, calendar } = await seller(partner);
    const closed = settled(await closeMonth(id, month, calendar, { kind: "cli" }), say);
    return { month: closed.month, sha256: closed.sha256, totals: byCurrency(closed.totals) };
  });
  const pay = ofMonth("pay", "write down that it was paid")
    .requiredOption("--date <YYYY-MM-DD>", "the day of the payment")
    .requiredOption("--reference <text>", "what the payment is found by in the bank's books")
    .option("--correct", "mend a payment that is written down");
  does(pay, async ({ partner, month, date, reference, correct }: Pay) => {
    const { correctPayment, paymentInput, payStatement } = await import("@/lib/payoffs");
    const payment = checked(paymentInput, { on: date, reference });
    const { id, calendar } = await seller(partner);
    const write = correct === true ? correctPayment : payStatement;
    const { status } = settled(await write(id, month, payment, calendar, { kind: "cli" }), say);
    return { status };
  });
}

const say = wordsIn("en", "payoffs.refusals");

async function seller(idOrSlug: string) {
  const { id } = await partnerNamed(idOrSlug);
  const { partnerCalendar } = await import("@/lib/calendars/partner-calendars");
  return { id, calendar: await partnerCalendar(id) };
}

async function statementNamed({ partner, month, csv }: Month & { readonly csv?: string }) {
  const { findStatement } = await import("@/lib/payoffs");
  const { id, calendar } = await seller(partner);
  const statement = settled(await findStatement(id, month, calendar), say);
  if (csv !== undefined) {
    await writeFile(csv, statement.csv).catch(() => Promise.reject(refusal("file_unwritable")));
  }
  return told(statement);
}

function told({ month, state, lines, totals, zone, from, to, parts, sha256, payment }: Statement) {
  return {
    month,
    state,
    lines: lines.map((line) => ({
      appId: line.appId,
      app: line.appSlug,
      currency: line.currency,
      shareBasisPoints: line.shareBasisPoints,
      sales: line.sales,
      grossMinor: line.grossMinor,
      refunds: line.refunds,
      refundedMinor: line.refundedMinor,
      netMinor: line.netMinor,
      shareExact: line.shareExact,
      shareMinor: line.shareMinor,
    })),
    totals: byCurrency(totals),
    zone,
    from: from.toISOString(),
    to: to.toISOString(),
    ...(parts.length > 1
      ? { parts: parts.map((part) => ({ zone: part.zone, from: part.from.toISOString(), to: part.to.toISOString() })) }
      : {}),
    sha256,
    ...(payment === null ? {} : { paidOn: payment.on, reference: payment.reference }),
  };
}

/** What is paid, in minor units: `{ EUR: 349 }`. */
function byCurrency(totals: readonly PayoffTotal[]): Record<string, number> {
  return Object.fromEntries(totals.map(({ currency, shareMinor }) => [currency, shareMinor]));
}
