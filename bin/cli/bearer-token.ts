import { Option } from "commander";
import { isId } from "@/lib/id";
import { checked, collect, futureInstant } from "./option-values";
import type { CommandLine } from "./command-line";
import { refusal, settled } from "./refusal";
import { partnerNamed } from "./targets";

type Create = { readonly partner: string; readonly name: string; readonly expires?: Date; readonly scope?: readonly string[] };
type Revoke = { readonly tokenId: string };

/** `bearer-token create` and `revoke`. */
export function addBearerTokenCommands({ noun, does }: CommandLine): void {
  const bearer = noun("bearer-token", "what partners' servers identify themselves with");
  const create = bearer
    .command("create")
    .description("make a bearer token, which is shown this once")
    .requiredOption("--partner <id or slug>", "whose it is")
    .requiredOption("--name <name>", "what it is for")
    .option("--expires <instant>", "RFC 3339, or a length of time from now (default: never)", futureInstant)
    .addOption(new Option("--scope <scope>", "redeem or pair; may be given twice (default: both)").argParser(collect));
  does(create, async ({ partner, name, expires, scope }: Create) => {
    const { id } = await partnerNamed(partner);
    const { bearerTokenInput, createBearerToken } = await import("@/lib/protocols/launch-token");
    const input = checked(bearerTokenInput, { name, scopes: scope ?? ["redeem", "pair"], expiresAt: expires ?? null });
    const made = settled(await createBearerToken(id, input, { kind: "cli" }));
    return { tokenId: made.id, token: made.token };
  });
  const revoke = bearer.command("revoke").description("end a bearer token at once").requiredOption("--token-id <id>", "the token's id");
  does(revoke, async ({ tokenId }: Revoke) => {
    if (!isId(tokenId)) throw refusal("bearer_token_unknown");
    const { revokeBearerToken } = await import("@/lib/protocols/launch-token");
    const { revokedAt } = settled(await revokeBearerToken(tokenId, null, { kind: "cli" }));
    return { revokedAt: revokedAt.toISOString() };
  });
}
