import { Option } from "commander";
import type { PurchaseState } from "@/lib/purchases";
import { wholeNumber } from "./option-values";
import type { CommandLine } from "./command-line";
import { settled } from "./refusal";
import { userNamed } from "./targets";

type Named = { readonly purchase: string };
type List = { readonly state?: PurchaseState; readonly user?: string; readonly limit: number };

const states: readonly PurchaseState[] = ["pending", "current", "ended", "revoked", "cancelled", "rejected", "refunded"];

/** `purchase list`, `confirm`, `reject`, `refund`. */
export function addPurchaseCommands({ noun, does }: CommandLine): void {
  const purchase = noun("purchase", "what users have bought");
  const list = purchase
    .command("list")
    .description("purchases, newest first; those that wait for their payment, longest waiting first")
    .addOption(new Option("--state <state>", "what has become of them").choices(states))
    .option("--user <id or address>", "of this user")
    .option("--limit <number>", "how many at most", wholeNumber(1, 1000), 100);
  does(list, listNamed);
  const named = (verb: string, description: string) =>
    purchase.command(verb).description(description).requiredOption("--purchase <id>", "the purchase");
  does(named("confirm", "its payment is there: its user may enter the app, from now on"), async ({ purchase: id }: Named) => {
    const { confirmPurchase } = await import("@/lib/purchases");
    const { status } = settled(await confirmPurchase(id, { kind: "cli" }));
    return { status };
  });
  does(named("reject", "turn it down while it waits for its payment"), async ({ purchase: id }: Named) => {
    const { rejectPurchase } = await import("@/lib/purchases");
    return settled(await rejectPurchase(id, { kind: "cli" }));
  });
  does(named("refund", "the money went back: end the access at once"), async ({ purchase: id }: Named) => {
    const { refundPurchase } = await import("@/lib/purchases");
    return settled(await refundPurchase(id, { kind: "cli" }));
  });
}

async function listNamed({ state, user, limit }: List) {
  const endUserId = user === undefined ? undefined : (await userNamed(user)).id;
  const { listAllPurchases } = await import("@/lib/purchases");
  const { entries } = await listAllPurchases({ state, endUserId }, null, limit);
  return entries.map((entry) => ({
    purchaseId: entry.id,
    reference: entry.reference,
    state: entry.state,
    partnerId: entry.partnerId,
    appId: entry.appId,
    userId: entry.endUserId,
    priceMinor: entry.price?.minor ?? 0,
    currency: entry.price?.currency ?? null,
    period: entry.price?.period ?? null,
    createdAt: entry.createdAt.toISOString(),
    startsAt: entry.startsAt?.toISOString() ?? null,
    endsAt: entry.endsAt?.toISOString() ?? null,
    closedAt: entry.closedAt?.toISOString() ?? null,
  }));
}
