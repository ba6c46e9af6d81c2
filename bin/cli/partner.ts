import { checked, percent, readPassword } from "./option-values";
import type { CommandLine } from "./command-line";
import { settled } from "./refusal";
import { partnerNamed } from "./targets";

type Create = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly active?: true;
  readonly timeZone?: string;
  readonly share?: number;
};
type Named = { readonly partner: string };

/** `partner create`, `approve`, `suspend`, `resume`. */
export function addPartnerCommands(house: CommandLine): void {
  const partner = house.noun("partner", "the organisations that offer apps");
  const create = partner
    .command("create")
    .description("make a partner with its owner's account")
    .requiredOption("--name <name>", "the organisation's name")
    .requiredOption("--email <address>", "the owner's address, to sign in with")
    .requiredOption("--password <password>", "the owner's password; - reads it from standard input")
    .option("--active", "with an active partnership")
    .option("--time-zone <zone>", "IANA name of the zone its days are counted in (default: UTC)")
    .option("--share <percent>", "its share of its sales (default: 70)", percent);
  house.does(create, (options: Create) => createNamed(options, house));
  const steps = { approve: "make the partnership active", suspend: "stop everything of a partner", resume: "end a suspension" } as const;
  for (const [verb, description] of Object.entries(steps)) {
    const step = partner.command(verb).description(description).requiredOption("--partner <id or slug>", "the partner");
    house.does(step, async (options: Named) => {
      const { id } = await partnerNamed(options.partner);
      const { approvePartnership, resumePartner, suspendPartner } = await import("@/lib/partners");
      const change = { approve: approvePartnership, suspend: suspendPartner, resume: resumePartner }[verb as keyof typeof steps];
      const { status } = settled(await change(id, { kind: "cli" }));
      return { status };
    });
  }
}

async function createNamed(options: Create, { terminal }: CommandLine) {
  const password = await readPassword(options.password, terminal.input);
  const { createPartner, partnerInput } = await import("@/lib/partners");
  const input = checked(partnerInput.omit({ timeZone: true }), {
    name: options.name,
    email: options.email,
    password,
    active: options.active === true,
    sharePercent: options.share,
  });
  // A zone that nobody knows is the room's to refuse: it asks PostgreSQL too.
  const { partnerId, accountId } = settled(await createPartner({ ...input, timeZone: options.timeZone }, { kind: "cli" }));
  return { partnerId, accountId };
}
