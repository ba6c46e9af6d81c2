import { Option } from "commander";
import { checked, readPassword } from "./option-values";
import type { CommandLine } from "./command-line";
import { settled, UsageMistake } from "./refusal";
import { userNamed } from "./targets";

type Create = { readonly email: string; readonly password?: string; readonly name?: string; readonly unverified?: true };
type Named = { readonly user?: string; readonly email?: string };

/** `user create`, `suspend`, `resume`. */
export function addUserCommands(house: CommandLine): void {
  const user = house.noun("user", "the end users");
  const create = user
    .command("create")
    .description("make an end user, whose address counts as verified")
    .requiredOption("--email <address>", "the address to sign in with")
    .option("--password <password>", "- reads it from standard input (default: none, and no signing in by password)")
    .option("--name <name>", "what to call them")
    .option("--unverified", "the address is not known to be theirs");
  house.does(create, (options: Create) => createNamed(options, house));
  const named = (verb: string, description: string) =>
    user
      .command(verb)
      .description(description)
      .option("--user <id or address>", "the user")
      .addOption(new Option("--email <address>", "the same, by address").conflicts("user"));
  house.does(named("suspend", "shut a user out and end their sessions"), async (options: Named) => {
    const { id } = await userNamed(whom(options));
    const { suspendEndUser } = await import("@/lib/people");
    const { status } = settled(await suspendEndUser(id, { kind: "cli" }));
    return { status };
  });
  house.does(named("resume", "let a user in again"), async (options: Named) => {
    const { id } = await userNamed(whom(options));
    const { resumeEndUser } = await import("@/lib/people");
    const { status } = settled(await resumeEndUser(id, { kind: "cli" }));
    return { status };
  });
}

async function createNamed(options: Create, { terminal }: CommandLine) {
  const password = options.password === undefined ? undefined : await readPassword(options.password, terminal.input);
  const { createEndUser, endUserInput } = await import("@/lib/people");
  const schema = endUserInput.extend({ password: endUserInput.shape.password.optional() });
  const input = checked(schema, { email: options.email, password, name: options.name });
  const { endUserId } = settled(await createEndUser({ ...input, verified: options.unverified !== true }, { kind: "cli" }));
  return { userId: endUserId };
}

function whom({ user, email }: Named): string {
  const named = user ?? email;
  if (named === undefined) throw new UsageMistake("Name the user by --user or --email.");
  return named;
}
