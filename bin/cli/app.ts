import { Option } from "commander";
import { type PricePeriod, pricePeriods } from "@/lib/core/price";
import { wordsIn } from "@/lib/words/words-in";
import { checked, collect, readPrice, wholeNumber } from "./option-values";
import type { CommandLine } from "./command-line";
import { refusal, settled } from "./refusal";
import { appNamed, partnerNamed } from "./targets";

type Create = {
  readonly partner: string;
  readonly name: string;
  readonly serviceUrl: string;
  readonly description?: string;
  readonly tagline?: string;
  readonly category?: readonly string[];
  readonly price?: number;
  readonly currency?: string;
  readonly period?: PricePeriod;
  readonly free?: true;
  readonly published?: true;
};
type Named = { readonly app: string };

/** `app create`, `submit`, `publish`, `suspend`, `resume`. */
export function addAppCommands({ noun, does }: CommandLine): void {
  const app = noun("app", "what partners offer");
  const create = app
    .command("create")
    .description("make an app: a draft, unless --published")
    .requiredOption("--partner <id or slug>", "whose it is")
    .requiredOption("--name <name>", "its name, up to 60 characters")
    .requiredOption("--service-url <url>", "where its users arrive with their one-time token")
    .option("--description <text>", "Markdown, up to 500 characters (default: the name)")
    .option("--tagline <text>", "one line, up to 80 characters (default: the first line of the description)")
    .option("--category <word>", "up to three times: reading, music, … (default: other)", collect)
    .option("--price <minor units>", "499 is 4.99 in most currencies", wholeNumber(1, 2_147_483_647))
    .option("--currency <code>", "ISO 4217, such as EUR")
    .addOption(
      new Option("--period <period>", "how long the price lets in: day (until the partner's midnight), month or for_ever")
        .choices(pricePeriods)
        .default("for_ever"),
    )
    .addOption(new Option("--free", "without a price; the default").conflicts(["price", "currency"]))
    .option("--published", "put it into the catalogue at once");
  does(create, createNamed);
  const named = (verb: string, description: string) =>
    app.command(verb).description(description).requiredOption("--app <id or slug>", "the app");
  does(named("submit", "hand the draft in for review"), async (options: Named) => {
    const { id, partnerId } = await appNamed(options.app);
    const { submitApp } = await import("@/lib/apps");
    const { status } = settled(await submitApp(partnerId, id, { kind: "cli" }), wordsIn("en", "refusals.app"));
    return { status };
  });
  does(named("publish", "put what is in review, or the draft, into the catalogue"), async (options: Named) => {
    const { id } = await appNamed(options.app);
    return publish(id);
  });
  does(named("suspend", "take an app out of everybody's reach"), async (options: Named) => {
    const { id } = await appNamed(options.app);
    const { suspendApp } = await import("@/lib/apps");
    const { status } = settled(await suspendApp(id, { kind: "cli" }), wordsIn("en", "refusals.app"));
    return { status };
  });
  does(named("resume", "end a suspension"), async (options: Named) => {
    const { id } = await appNamed(options.app);
    const { resumeApp } = await import("@/lib/apps");
    const { status } = settled(await resumeApp(id, { kind: "cli" }), wordsIn("en", "refusals.app"));
    return { status };
  });
}

async function createNamed(options: Create) {
  const price = readPrice(options);
  const partner = await partnerNamed(options.partner);
  const { appInput, createApp, firstLine } = await import("@/lib/apps");
  const description = options.description ?? options.name;
  const input = checked(appInput(options.published ? "published" : "draft"), {
    name: options.name,
    tagline: options.tagline ?? firstLine(description),
    description,
    categories: options.category ?? ["other"],
    serviceUrl: options.serviceUrl,
    price: price && { ...price, period: options.period },
  });
  // Asked before anything is made: a refused command leaves no draft behind.
  if (options.published && partner.status === "suspended") throw refusal("partner_suspended");
  if (options.published && partner.status !== "active") throw refusal("partnership_required");
  const { appId, slug, status } = settled(await createApp(partner.id, input, { kind: "cli" }));
  return { appId, slug, status: options.published ? (await publish(appId)).status : status };
}

async function publish(appId: string): Promise<{ status: string }> {
  const { publishApp } = await import("@/lib/apps");
  const { status } = settled(await publishApp(appId, { kind: "cli" }, { draftToo: true }), wordsIn("en", "refusals.app"));
  return { status };
}
