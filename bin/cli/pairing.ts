import { checked, lengthOfTime, readPassword } from "./option-values";
import type { CommandLine } from "./command-line";
import { refusal, settled } from "./refusal";
import { partnerNamed } from "./targets";

type Create = {
  readonly partner: string;
  readonly psClientId: string;
  readonly email: string;
  readonly vhost?: string;
  readonly signatureKey?: string;
  readonly confirmed?: boolean;
};
type Named = { readonly pairing: string };

const cli = { kind: "cli" } as const;

/** `pairing create`, `confirm`, `end` and `rotate`. */
export function addPairingCommands({ noun, does, terminal }: CommandLine): void {
  const pairing = noun("pairing", "an end user whom a partner signs in by launch URLs (protocol 4)");
  const keyOption = [
    "--signature-key <key>",
    "the partner's own, 8 bytes or more; - reads it from standard input (default: one is made)",
  ] as const;
  const keyOf = async (typed: string | undefined) => (typed === undefined ? null : readPassword(typed, terminal.input));
  const create = pairing
    .command("create")
    .description("propose a pairing to the owner of an address, who is written to; its Signature Key is shown this once")
    .requiredOption("--partner <id or slug>", "who wants to sign them in")
    .requiredOption("--ps-client-id <id>", "by which the partner names the pairing")
    .requiredOption("--email <address>", "whom it is proposed to")
    .option("--vhost <name>", "the account's name in launch URLs (default: the one it has, or a new one)")
    .option(...keyOption)
    .option("--confirmed", "its end user has agreed, on your word; they need an account with this address");
  does(create, async (options: Create) => {
    const { id } = await partnerNamed(options.partner);
    const { pairingInput, proposePairing } = await import("@/lib/protocols/paired-launch");
    const input = checked(pairingInput, {
      psClientId: options.psClientId,
      email: options.email,
      vhost: options.vhost,
      signatureKey: await keyOf(options.signatureKey),
    });
    return settled(await proposePairing(id, { ...input, confirmed: options.confirmed ?? false }, cli));
  });
  const named = (verb: string, description: string) =>
    pairing.command(verb).description(description).requiredOption("--pairing <id or PSClientID>", "which pairing");
  does(named("confirm", "agree in its end user's name"), async (options: Named) => {
    const { confirmPairing } = await import("@/lib/protocols/paired-launch");
    return settled(await confirmPairing(await pairingNamed(options.pairing), null, cli));
  });
  does(named("end", "end a pairing at once, whether it waits or is confirmed"), async (options: Named) => {
    const { endPairing } = await import("@/lib/protocols/paired-launch");
    return settled(await endPairing(await pairingNamed(options.pairing), { kind: "operator" }));
  });
  const rotate = named("rotate", "give a pairing a new Signature Key, which is shown this once")
    .option("--overlap <time>", "how long the key before stays good", lengthOfTime, 86_400)
    .option(...keyOption);
  does(rotate, async (options: Named & { readonly overlap: number; readonly signatureKey?: string }) => {
    const { pairingInput, rotatePairingKey } = await import("@/lib/protocols/paired-launch");
    const { signatureKey } = checked(pairingInput.pick({ signatureKey: true }), { signatureKey: await keyOf(options.signatureKey) });
    const change = { overlapSeconds: options.overlap, signatureKey };
    const rotated = settled(await rotatePairingKey(await pairingNamed(options.pairing), null, change, cli));
    return { signatureKey: rotated.signatureKey, previousUntil: rotated.previousUntil.toISOString() };
  });
}

/** @throws Refusal `pairing_unknown` */
async function pairingNamed(idOrName: string): Promise<string> {
  const { findPairingNamed } = await import("@/lib/protocols/paired-launch");
  const pairing = await findPairingNamed(idOrName);
  if (!pairing) throw refusal("pairing_unknown");
  return pairing.id;
}
