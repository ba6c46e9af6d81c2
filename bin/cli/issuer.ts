import { collect, checked, lengthOfTime, readPassword } from "./option-values";
import type { CommandLine } from "./command-line";
import { refusal, settled } from "./refusal";
import { partnerNamed } from "./targets";

type Create = {
  readonly partner: string;
  readonly iss: string;
  readonly redirectUrl: string;
  readonly key?: string;
  readonly returnHost?: readonly string[];
  readonly emailDomain?: readonly string[];
  readonly logoutUrl?: string;
  readonly maxLifetime: number;
};
type Named = { readonly issuer: string };

const cli = { kind: "cli" } as const;

/** `issuer create`, `rotate`, `disable` and `enable`. */
export function addIssuerCommands({ noun, does, terminal }: CommandLine): void {
  const issuer = noun("issuer", "who signs users in by tokens of their own (protocol 2)");
  const create = issuer
    .command("create")
    .description("make an issuer; its key is shown this once")
    .requiredOption("--partner <id or slug>", "whose it is")
    .requiredOption("--iss <name>", "the claim “iss” of its tokens")
    .requiredOption("--redirect-url <url>", "where a user goes whose token is refused")
    .option("--key <key>", "a shared key of theirs, 16 bytes or more; - reads it from standard input (default: one is made)")
    .option("--return-host <host>", "where intended_url may lead; may be given several times", collect)
    .option("--email-domain <domain>", "whose addresses the issuer may vouch for; may be given several times", collect)
    .option("--logout-url <url>", "where signing out leads")
    .option("--max-lifetime <time>", "how far ahead exp may lie", lengthOfTime, 3600);
  does(create, async (options: Create) => {
    const { id } = await partnerNamed(options.partner);
    const { createIssuer, issuerInput } = await import("@/lib/protocols/external-token");
    const input = checked(issuerInput, {
      iss: options.iss,
      redirectUrl: options.redirectUrl,
      key: options.key === undefined ? null : await readPassword(options.key, terminal.input),
      returnHosts: options.returnHost ?? [],
      emailDomains: options.emailDomain ?? [],
      logoutUrl: options.logoutUrl ?? null,
      maxLifetimeSeconds: options.maxLifetime,
    });
    // Whoever runs this is the operator, for whose approval a partner's domains would wait.
    const { issuerId, key } = settled(await createIssuer(id, input, cli, { domainsApproved: true }));
    return { issuerId, key };
  });
  const named = (verb: string, description: string) =>
    issuer.command(verb).description(description).requiredOption("--issuer <id or iss>", "which issuer");
  const rotate = named("rotate", "give an issuer a new key, which is shown this once").option(
    "--overlap <time>",
    "how long the key before stays good",
    lengthOfTime,
    86_400,
  );
  does(rotate, async (options: Named & { readonly overlap: number }) => {
    const { rotateIssuerKey } = await import("@/lib/protocols/external-token");
    const { key, previousUntil } = settled(await rotateIssuerKey(await issuerNamed(options.issuer), null, options.overlap, cli));
    return { key, previousUntil: previousUntil.toISOString() };
  });
  does(named("disable", "end an issuer's sign-ins at once"), async (options: Named) => {
    const { disableIssuer } = await import("@/lib/protocols/external-token");
    settled(await disableIssuer(await issuerNamed(options.issuer), null, cli));
    return { status: "disabled" };
  });
  does(named("enable", "let a disabled issuer sign users in again"), async (options: Named) => {
    const { enableIssuer } = await import("@/lib/protocols/external-token");
    settled(await enableIssuer(await issuerNamed(options.issuer), null, cli));
    return { status: "active" };
  });
}

/** @throws Refusal `issuer_unknown` */
async function issuerNamed(idOrName: string): Promise<string> {
  const { findIssuerNamed } = await import("@/lib/protocols/external-token");
  const issuer = await findIssuerNamed(idOrName);
  if (!issuer) throw refusal("issuer_unknown");
  return issuer.id;
}
