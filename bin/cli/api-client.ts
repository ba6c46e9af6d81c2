import { checked, collect, lengthOfTime } from "./option-values";
import type { CommandLine } from "./command-line";
import { refusal, settled } from "./refusal";
import { partnerNamed } from "./targets";

type Create = {
  readonly partner: string;
  readonly name: string;
  readonly origin?: readonly string[];
  readonly callerAddress?: readonly string[];
  readonly sessionLifetime: number;
  readonly strict?: boolean;
};
type Named = { readonly client: string };

const cli = { kind: "cli" } as const;

/** `api-client create`, `rotate`, `disable` and `enable`. */
export function addApiClientCommands({ noun, does }: CommandLine): void {
  const client = noun("api-client", "a backend that signs users in by signed calls (protocol 3)");
  const create = client
    .command("create")
    .description("make an API client; its secret is shown this once")
    .requiredOption("--partner <id or slug>", "whose it is")
    .requiredOption("--name <name>", "what the panel calls it")
    .option("--origin <origin>", "whose pages may hold the enrolment page in a frame; may be given several times", collect)
    .option("--session-lifetime <time>", "how long a session token is good", lengthOfTime, 86_400)
    .option(
      "--caller-address <address>",
      "an IP address or block from where it calls; may be given several times (default: from anywhere)",
      collect,
    )
    .option("--strict", "every call has to sign its body too");
  does(create, async (options: Create) => {
    const { id } = await partnerNamed(options.partner);
    const { apiClientInput, createApiClient } = await import("@/lib/protocols/signed-login");
    const input = checked(apiClientInput, {
      name: options.name,
      parentOrigins: options.origin ?? [],
      callerAddresses: options.callerAddress ?? [],
      sessionLifeSeconds: options.sessionLifetime,
      strictMode: options.strict ?? false,
    });
    const { clientId, apiKey, secret } = await createApiClient(id, input, cli);
    return { clientId, apiKey, secret };
  });
  const named = (verb: string, description: string) =>
    client.command(verb).description(description).requiredOption("--client <id or API key>", "which API client");
  const rotate = named("rotate", "give an API client a new secret, which is shown this once").option(
    "--overlap <time>",
    "how long the secret before stays good",
    lengthOfTime,
    86_400,
  );
  does(rotate, async (options: Named & { readonly overlap: number }) => {
    const { rotateApiClientSecret } = await import("@/lib/protocols/signed-login");
    const { secret, previousUntil } = settled(await rotateApiClientSecret(await clientNamed(options.client), null, options.overlap, cli));
    return { secret, previousUntil: previousUntil.toISOString() };
  });
  does(named("disable", "end an API client's sign-ins and sessions at once"), async (options: Named) => {
    const { disableApiClient } = await import("@/lib/protocols/signed-login");
    settled(await disableApiClient(await clientNamed(options.client), null, cli));
    return { status: "disabled" };
  });
  does(named("enable", "let a disabled API client sign users in again"), async (options: Named) => {
    const { enableApiClient } = await import("@/lib/protocols/signed-login");
    settled(await enableApiClient(await clientNamed(options.client), null, cli));
    return { status: "active" };
  });
}

/** @throws Refusal `api_client_unknown` */
async function clientNamed(idOrKey: string): Promise<string> {
  const { findApiClientNamed } = await import("@/lib/protocols/signed-login");
  const client = await findApiClientNamed(idOrKey);
  if (!client) throw refusal("api_client_unknown");
  return client.id;
}
